/** Characters that hide or reorder text: controls, zero-width characters, direction marks. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** An unpaired surrogate at the end, which cutting may leave. */
const UNPAIRED_SURROGATE = /[\uD800-\uDBFF]$/;

/**
 * Converts a text to one line without characters that hide or reorder text, e.g. for a log line; at most `limit`
 * characters.
 */
export function oneLine(text: string, limit = 2000): string {
  const clean = text.replace(INVISIBLE, ' ').replace(/ {2,}/g, ' ').trim();
  return clean.length > limit ? `${clean.slice(0, limit - 1).replace(UNPAIRED_SURROGATE, '')}…` : clean;
}

/**
 * Removes surrounding whitespace and one pair of quotes. In the Windows command prompt, `set NAME="value"` keeps the
 * quotes.
 */
export function unquoted(text: string): string {
  const trimmed = text.trim();
  const [quote] = trimmed;
  const isQuoted = (quote === '"' || quote === "'") && trimmed.length > 1 && trimmed.endsWith(quote);
  return isQuoted ? trimmed.slice(1, -1).trim() : trimmed;
}

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

/** Returns a copy of an object's own fields; an empty object for any other value. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** Returns trimmed text; undefined for blank text and other values. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
