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
