/** Headers as undici provides them. */
export type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Returns headers by lowercase name. Repeated headers are joined with `, `. */
export function plainHeaders(headers: RawHeaders): Readonly<Record<string, string>> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    plain[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return plain;
}
