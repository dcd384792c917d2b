/**
 * The text of a file in UTF-8, or in UTF-16 where a byte order mark says so (as Windows PowerShell and Notepad write it). The mark
 * is not part of the text.
 */
export function decodeText(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff) return swapped(bytes.subarray(2)).toString('utf16le');
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** A last byte without its other half is left out. */
function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}
