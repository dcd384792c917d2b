import * as z from 'zod/mini';

/** Fields that may be missing, null or of another type than the page says: whatever makes no sense is undefined. */
export const text = z.catch(
  z.optional(
    z.pipe(
      z.union([z.string(), z.number()]),
      z.transform((value) => String(value) || undefined),
    ),
  ),
  undefined,
);

/** A finite number, also when written as text. */
export const number = z.catch(
  z.optional(
    z.pipe(
      z.union([z.number(), z.string().check(z.regex(/^-?\d{1,16}$/))]),
      z.transform((value) => Number(value)),
    ),
  ),
  undefined,
);

export const boolean = z.catch(z.optional(z.boolean()), undefined);

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
