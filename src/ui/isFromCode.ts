/**
 * True if code called the command with an argument, and waits for its outcome. The palette, keybindings and view
 * buttons pass nothing; tree rows pass a node, which has a `kind`; a tree's title menu without a focused row passes
 * null.
 */
export function isFromCode(argument: unknown): boolean {
  if (argument === undefined || argument === null) return false;
  return !(typeof argument === 'object' && 'kind' in argument);
}
