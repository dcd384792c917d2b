/** A row of the saves view. Commands are handed these; what there is to know of the save is asked of the saves by its id. */
export interface SaveNode {
  readonly kind: 'save';
  readonly id: string;
}

/** Id of the save of a row, or given as it is; undefined for anything else. */
export function saveIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('kind' in argument) || !('id' in argument))
    return undefined;
  return argument.kind === 'save' && typeof argument.id === 'string' ? argument.id : undefined;
}
