import * as z from 'zod/mini';
import type { Project } from '../../model/project';
import { list } from './lenient';

const filled = z.string().check(z.minLength(1));

/** Source: IAM API reference, Querying Project Information. */
export const projectsSchema = z.pipe(
  z.object({ projects: list(z.object({ id: filled, name: filled })) }),
  z.transform(({ projects }): readonly Project[] => projects.map(({ id, name }) => ({ id, name }))),
);
