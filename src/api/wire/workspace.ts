import * as z from 'zod/mini';
import type { Workspace } from '../../model/account';
import { list, text } from './lenient';

/** Parses the workspaces of an account. Source: API page ListWorkspaces, response parameters. */
export const workspacesSchema = z.pipe(
  z.object({ workspaces: list(z.object({ id: z.string().check(z.minLength(1)), name: text })) }),
  z.transform(({ workspaces }): readonly Workspace[] => workspaces.map(({ id, name }) => ({ id, name: name ?? id }))),
);
