import { asNumber, isObject } from './lenient';

/**
 * Reads the envelope of a list. The documentation's examples disagree on `current` and `pages`, so only `data` and
 * `total` are read.
 *
 * @returns undefined if it is not a list
 */
export function readPage(
  value: unknown,
): { readonly data: readonly unknown[]; readonly total: number | undefined } | undefined {
  if (!isObject(value)) return undefined;
  const { total } = value;
  // Services written in Go send null for an empty list.
  const data: unknown = value['data'] === null ? [] : value['data'];
  return Array.isArray(data) ? { data, total: asNumber(total) } : undefined;
}

/** Parses the elements of a list and counts those that cannot be parsed. */
export function readItems<T>(
  items: readonly unknown[],
  readItem: (item: unknown) => T | undefined,
): { readonly items: readonly T[]; readonly malformed: number } {
  const parsed: T[] = [];
  for (const item of items) {
    const value = readItem(item);
    if (value !== undefined) parsed.push(value);
  }
  return { items: parsed, malformed: items.length - parsed.length };
}
