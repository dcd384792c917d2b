import type { Call } from '../http/call';
import { refuse } from '../http/refusals';

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
