/**
 * True when a command was called with facts of a caller's own: code waits for its outcome. Palette, keys and buttons of a view
 * give nothing; rows of a tree give a node, which has a `kind`.
 */
export function isFromCode(argument: unknown): boolean {
  return argument !== undefined && !(typeof argument === 'object' && argument !== null && 'kind' in argument);
}
