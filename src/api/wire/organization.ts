import * as z from 'zod/mini';
import type { Organization, OrganizationAccess } from '../../model/organization';
import { list, number, text } from './lenient';

/** What `auth` says. Source: SWR API reference, Querying Organizations. */
const ACCESS: ReadonlyMap<number, OrganizationAccess> = new Map([
  [7, 'manage'],
  [3, 'edit'],
  [1, 'read'],
]);

export const organizationsSchema = z.pipe(
  z.object({ namespaces: list(z.object({ name: z.string().check(z.minLength(1)), auth: number })) }),
  z.transform(({ namespaces }): readonly Organization[] =>
    namespaces.map(({ name, auth }) => ({ name, access: ACCESS.get(auth ?? 0) ?? 'unknown' })),
  ),
);

/** Tags of a repository: an array without an envelope, whose one field has a capital. Source: SWR API reference, Querying Image Tags. */
export const tagsSchema = z.pipe(
  list(z.object({ Tag: text, tag: text })),
  z.transform((tags): readonly string[] => tags.flatMap(({ Tag, tag }) => Tag ?? tag ?? [])),
);

/** One tag: that there is an object is all it says here. */
export const tagSchema = z.object({});
