import * as z from 'zod/mini';

// One step each instead of a chain of schemas: a page of a list has a thousand of these fields.

/** Fields that may be missing, null or of another type than the page says: whatever makes no sense is undefined. */
export const text = z.optional(
  z.transform((value: unknown): string | undefined => {
    if (typeof value === 'string') return value || undefined;
    return Number.isFinite(value) ? String(value) : undefined;
  }),
);

/** A finite number, also when written as text. */
export const number = z.optional(
  z.transform((value: unknown): number | undefined => {
    if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
    return typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : undefined;
  }),
);

export const boolean = z.optional(
  z.transform((value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined)),
);

/** A nested object that may be missing: its fields are undefined then. */
export function nested<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.catch(z.optional(z.object(shape)), undefined);
}

/** A list of which the elements that make no sense are left out; empty when it is missing. */
export function list<Item extends z.core.SomeType>(item: Item) {
  return z.pipe(
    z.catch(z.array(z.catch(z.optional(item), undefined)), []),
    z.transform((items) => items.filter((each) => each !== undefined)),
  );
}
