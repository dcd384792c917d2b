import type { Call } from '../http/call';
import { refuse } from '../http/refusals';

/** The requested part of a list. */
export interface Window {
  readonly limit: number;
  /** Number of records to skip, not pages. */
  readonly offset: number;
}

/** The envelope of every list of ModelArts. `current` counts from 0. */
export interface Page<T> {
  readonly current: number;
  readonly data: readonly T[];
  readonly pages: number;
  readonly size: number;
  readonly total: number;
}

/**
 * Reads `limit` and `offset`.
 *
 * @param allowed accepted limits; undefined accepts any from 1
 * @throws RefusedCall ModelArts.6336
 */
export function windowOf(call: Call, defaultLimit: number, allowed?: readonly number[]): Window {
  const limit = wholeNumber(call, 'limit', defaultLimit);
  const offset = wholeNumber(call, 'offset', 0);
  if (limit < 1 || (allowed && !allowed.includes(limit))) refuse('ModelArts.6336', 'limit');
  return { limit, offset };
}

function wholeNumber(call: Call, name: string, defaultValue: number): number {
  const text = call.query.get(name);
  if (text === null || text === '') return defaultValue;
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse('ModelArts.6336', name);
}

/** Returns one page of a list. A page past the end is empty. */
export function pageOf<T, Row>(all: readonly T[], { limit, offset }: Window, toRow: (item: T) => Row): Page<Row> {
  return {
    current: Math.floor(offset / limit),
    data: all.slice(offset, offset + limit).map(toRow),
    pages: Math.ceil(all.length / limit),
    size: limit,
    total: all.length,
  };
}

/** The sort keys of a list: the service's name and the value it sorts by. */
export type SortKeys<T> = Readonly<Record<string, (item: T) => string | number>>;

/**
 * Returns a comparator for `sort_key` (comma-separated) and `sort_dir` (default: DESC).
 *
 * @throws RefusedCall ModelArts.6303 for an unknown key, ModelArts.6336 for an unknown direction
 */
export function orderOf<T>(call: Call, keys: SortKeys<T>, defaultKey: string): (a: T, b: T) => number {
  const direction = (call.query.get('sort_dir') || 'DESC').toUpperCase();
  if (direction !== 'ASC' && direction !== 'DESC') refuse('ModelArts.6336', 'sort_dir');
  const facts = (call.query.get('sort_key') || defaultKey).split(',').map((key) => factOf(keys, key.trim()));
  const sign = direction === 'ASC' ? 1 : -1;
  return (a, b) => sign * firstDifference(facts, a, b);
}

function factOf<T>(keys: SortKeys<T>, key: string): (item: T) => string | number {
  const fact = Object.hasOwn(keys, key) ? keys[key] : undefined;
  return fact ?? refuse('ModelArts.6303', key);
}

function firstDifference<T>(facts: readonly ((item: T) => string | number)[], a: T, b: T): number {
  for (const fact of facts) {
    const [x, y] = [fact(a), fact(b)];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
