/** More than the distinct flavors, owners, images, pools and workspaces of any account. */
const MAX_TEXTS = 5000;
const texts = new Map<string, string>();

/**
 * Returns the same string instance for equal texts. Ten thousand notebooks share a few flavors and owners, but
 * `JSON.parse` creates a copy for each.
 */
export function sharedText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const shared = texts.get(text);
  if (shared !== undefined) return shared;
  if (texts.size >= MAX_TEXTS) texts.clear();
  texts.set(text, text);
  return text;
}
