/** Characters that hide or reorder what a person reads: controls, zero width, direction marks. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What a cut through a character outside the basic plane leaves. */
const HALF_CHARACTER = /[\uD800-\uDBFF]$/;

/** One line without characters that hide or reorder text, e.g. for a log line; at most `limit` characters. */
export function oneLine(text: string, limit = 2000): string {
  const clean = text.replace(INVISIBLE, ' ').replace(/ {2,}/g, ' ').trim();
  return clean.length > limit ? `${clean.slice(0, limit - 1).replace(HALF_CHARACTER, '')}…` : clean;
}
