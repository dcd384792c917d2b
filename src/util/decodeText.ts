/**
 * Decodes a text file in UTF-8, or in UTF-16 if it has that byte order mark, as files from Windows PowerShell and
 * Notepad do. Removes the byte order mark.
 */
export function decodeText(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff) return swapBytes(bytes.subarray(2)).toString('utf16le');
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** Drops an odd byte at the end. */
function swapBytes(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}
