/** More different texts than any account has of flavors, owners, images, pools and workspaces together. */
const MAX_TEXTS = 5000;
const texts = new Map<string, string>();

/**
 * The same text, but one string in memory for all that say it: ten thousand notebooks have a handful of flavors and owners,
 * and JSON gives each a copy of its own.
 */
export function sharedText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size >= MAX_TEXTS) texts.clear();
  texts.set(text, text);
  return text;
}
