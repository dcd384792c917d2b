/**
 * True when a command was called with facts of a caller's own: code waits for its outcome. Palette, keys and buttons of a view
 * give nothing; rows of a tree give a node, which has a `kind`, and the title of a tree
 * without a focused row gives null.
 */
export function isFromCode(argument: unknown): boolean {
  if (argument === undefined || argument === null) return false;
  return !(typeof argument === 'object' && 'kind' in argument);
}
