import * as z from 'zod/mini';
import { number } from './forgiving';

/** The envelope of every list. `current` and `pages` disagree from example to example, so only these two are read. */
export const pageSchema = z.object({
  data: z.custom<readonly unknown[]>((value) => Array.isArray(value)),
  total: number,
});

/** What can be read of a list's elements, and how many cannot. */
export function readItems<T>(
  items: readonly unknown[],
  schema: z.ZodMiniType<T>,
): { readonly items: readonly T[]; readonly malformed: number } {
  const read: T[] = [];
  for (const item of items) {
    const result = schema.safeParse(item);
    if (result.success) read.push(result.data);
  }
  return { items: read, malformed: items.length - read.length };
}
