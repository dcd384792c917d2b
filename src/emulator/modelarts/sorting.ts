import type { Call } from '../http/call';
import { refuse } from '../http/refusals';

/** What a list can be sorted by: the service's word and the fact that it means. */
export type SortKeys<T> = Readonly<Record<string, (item: T) => string | number>>;

/**
 * The order that `sort_key` (several with commas) and `sort_dir` (DESC unless said) ask for.
 *
 * @throws RefusedCall ModelArts.6303 for a key that is not known, ModelArts.6336 for another direction
 */
export function orderOf<T>(call: Call, keys: SortKeys<T>, usualKey: string): (a: T, b: T) => number {
  const direction = (call.query.get('sort_dir') || 'DESC').toUpperCase();
  if (direction !== 'ASC' && direction !== 'DESC') refuse('ModelArts.6336', 'sort_dir');
  const facts = (call.query.get('sort_key') || usualKey).split(',').map((key) => factOf(keys, key.trim()));
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
