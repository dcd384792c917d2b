/** Encodes an ID as a single path segment, so that `..` and `/` cannot change the path. */
export function pathSegment(id: string): string {
  const encoded = encodeURIComponent(id);
  return /^\.{1,2}$/.test(encoded) ? encoded.replaceAll('.', '%252E') : encoded;
}
