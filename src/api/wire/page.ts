import { asNumber, isObject } from './lenient';

/**
 * The envelope of every list. `current` and `pages` disagree from example to example, so only these two are read.
 *
 * @returns undefined for what is no list
 */
export function readPage(
  value: unknown,
): { readonly data: readonly unknown[]; readonly total: number | undefined } | undefined {
  if (!isObject(value)) return undefined;
  const { total } = value;
  // An empty list of a service that is written in Go is null.
  const data: unknown = value['data'] === null ? [] : value['data'];
  return Array.isArray(data) ? { data, total: asNumber(total) } : undefined;
}

/** What can be read of a list's elements, and how many cannot. */
export function readItems<T>(
  items: readonly unknown[],
  readItem: (item: unknown) => T | undefined,
): { readonly items: readonly T[]; readonly malformed: number } {
  const read: T[] = [];
  for (const item of items) {
    const one = readItem(item);
    if (one !== undefined) read.push(one);
  }
  return { items: read, malformed: items.length - read.length };
}
