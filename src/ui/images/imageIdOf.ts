/** Id of the image of a row, or given as it is; undefined for anything else. */
export function imageIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('image' in argument)) return undefined;
  const { image } = argument;
  const hasId = typeof image === 'object' && image !== null && 'id' in image && typeof image.id === 'string';
  return hasId ? String(image.id) : undefined;
}
