import * as z from 'zod/mini';
import { MAX_DATE_MS } from '../../util/clock';

/**
 * Returns non-empty text; accepts a finite number. Like all parsers in this file, returns undefined for a value that is
 * missing, null or of an unexpected type.
 */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined;
  return Number.isFinite(value) ? String(value) : undefined;
}

/** Returns a finite number; accepts an integer written as text. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : undefined;
}

/** Returns a valid date in milliseconds since the epoch. */
export function asTime(value: unknown): number | undefined {
  const ms = asNumber(value);
  return ms !== undefined && Math.abs(ms) <= MAX_DATE_MS ? ms : undefined;
}

/** Returns a boolean; undefined for any other type. */
export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** Returns the elements of a list that are strings; an empty list for any other type. */
export function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** Returns an object; an empty one for any other type. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : EMPTY;
}

/** A JSON object with unchecked fields. */
export type JsonObject = Readonly<Partial<Record<string, unknown>>>;

const EMPTY: JsonObject = {};

/** True for a JSON object, not for an array or null. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object with the only field that every resource must have. */
export type ObjectWithId = JsonObject & { readonly id: string };

/** True for a JSON object with a non-empty ID. */
export function hasId(value: unknown): value is ObjectWithId {
  return isObject(value) && typeof value['id'] === 'string' && value['id'] !== '';
}

/** Schema of an optional text field; see {@link asText}. */
export const text = z.optional(z.transform(asText));
/** Schema of an optional number field; see {@link asNumber}. */
export const number = z.optional(z.transform(asNumber));

/** Schema of a list without its invalid elements; empty if the list is missing. */
export function list<Item extends z.core.SomeType>(item: Item) {
  return z.pipe(
    z.catch(z.array(z.catch(z.optional(item), undefined)), []),
    z.transform((items) => items.filter((each) => each !== undefined)),
  );
}

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
