import * as z from 'zod/mini';
import { MAX_DATE_MS } from '../../util/maxDate';

/** Reads of a field that may be missing, null or of another type than the page says: whatever makes no sense is undefined. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined;
  return Number.isFinite(value) ? String(value) : undefined;
}

/** A finite number, also when written as text. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : undefined;
}

/** A moment, milliseconds since the epoch, that is a date. */
export function asTime(value: unknown): number | undefined {
  const ms = asNumber(value);
  return ms !== undefined && Math.abs(ms) <= MAX_DATE_MS ? ms : undefined;
}

export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** What is of no use reads as an object that has no field. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : NOTHING;
}

/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Partial<Record<string, unknown>>>;

const NOTHING: JsonObject = {};

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const text = z.optional(z.transform(asText));
export const number = z.optional(z.transform(asNumber));
export const time = z.optional(z.transform(asTime));

/** A list of which the elements that make no sense are left out; empty when it is missing. */
export function list<Item extends z.core.SomeType>(item: Item) {
  return z.pipe(
    z.catch(z.array(z.catch(z.optional(item), undefined)), []),
    z.transform((items) => items.filter((each) => each !== undefined)),
  );
}
