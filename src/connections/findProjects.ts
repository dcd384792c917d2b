import type { IamClient } from '../api/iamClient';
import { isModelArtsError } from '../model/errors';
import type { Project } from '../model/project';

/**
 * Projects of a region, its own first, then those that people made inside of it. Two lists are asked, since users of
 * either kind may read only one of them.
 *
 * @throws what IAM says where it lets neither be read
 */
export async function findProjects(
  iam: Pick<IamClient, 'listProjects' | 'listAccessibleProjects'>,
  region: string,
  signal: AbortSignal,
): Promise<readonly Project[]> {
  const [own, accessible] = await Promise.allSettled([
    iam.listProjects(region, signal),
    iam.listAccessibleProjects(signal),
  ]);
  signal.throwIfAborted();
  if (own.status === 'rejected' && accessible.status === 'rejected') throw own.reason;
  const found = [own, accessible].flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  const byId = new Map(found.filter(({ name }) => belongsTo(name, region)).map((each) => [each.id, each]));
  return [...byId.values()].sort((one, other) => one.name.length - other.name.length);
}

/** True where IAM knows the person but does not say which projects there are: whoever asks must know it then. */
export function isSilentOnProjects(error: unknown): boolean {
  return isModelArtsError(error) && error.kind === 'refused' && error.status !== 401 && error.status < 500;
}

function belongsTo(project: string, region: string): boolean {
  return project === region || project.startsWith(`${region}_`);
}
