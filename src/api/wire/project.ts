import * as z from 'zod/mini';
import type { Project } from '../../model/account';
import { list } from './lenient';

const nonEmpty = z.string().check(z.minLength(1));

/** Parses the projects of an account. Source: IAM API reference, Querying Project Information. */
export const projectsSchema = z.pipe(
  z.object({ projects: list(z.object({ id: nonEmpty, name: nonEmpty })) }),
  z.transform(({ projects }): readonly Project[] => projects.map(({ id, name }) => ({ id, name }))),
);
