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
