/** Returns text without spaces and without the pair of quotes around it: in the Windows prompt, `set NAME="value"` keeps them. */
export function unquoted(text: string): string {
  const trimmed = text.trim();
  const [quote] = trimmed;
  const isQuoted = (quote === '"' || quote === "'") && trimmed.length > 1 && trimmed.endsWith(quote);
  return isQuoted ? trimmed.slice(1, -1).trim() : trimmed;
}
