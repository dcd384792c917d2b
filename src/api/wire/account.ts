import * as z from 'zod/mini';
import type { Organization, OrganizationAccess, Project, Workspace } from '../../model/account';
import { list, number, text } from './lenient';

const nonEmpty = z.string().check(z.minLength(1));

/** Parses the projects of an account. Source: IAM API reference, Querying Project Information. */
export const projectsSchema = z.pipe(
  z.object({ projects: list(z.object({ id: nonEmpty, name: nonEmpty })) }),
  z.transform(({ projects }): readonly Project[] => projects.map(({ id, name }) => ({ id, name }))),
);

/** Parses the workspaces of an account. Source: API page ListWorkspaces, response parameters. */
export const workspacesSchema = z.pipe(
  z.object({ workspaces: list(z.object({ id: nonEmpty, name: text })) }),
  z.transform(({ workspaces }): readonly Workspace[] => workspaces.map(({ id, name }) => ({ id, name: name ?? id }))),
);

/** Meaning of the field `auth`. Source: SWR API reference, Querying Organizations. */
const ACCESS: ReadonlyMap<number, OrganizationAccess> = new Map([
  [7, 'manage'],
  [3, 'edit'],
  [1, 'read'],
]);

/** Parses the organizations of an account. Source: SWR API reference, Querying Organizations. */
export const organizationsSchema = z.pipe(
  z.object({ namespaces: list(z.object({ name: nonEmpty, auth: number })) }),
  z.transform(({ namespaces }): readonly Organization[] =>
    namespaces.map(({ name, auth }) => ({ name, access: ACCESS.get(auth ?? 0) ?? 'unknown' })),
  ),
);

/**
 * Parses the tags of a repository: an array without an envelope, with a capitalized field name. Source: SWR API
 * reference, Querying Image Tags.
 */
export const tagsSchema = z.pipe(
  list(z.object({ Tag: text, tag: text })),
  z.transform((tags): readonly string[] => tags.flatMap(({ Tag, tag }) => Tag ?? tag ?? [])),
);

/** Accepts any object as a tag, because only its existence matters. */
export const tagSchema = z.object({});
