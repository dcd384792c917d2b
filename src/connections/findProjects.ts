import type { IamClient } from '../api/iamClient';
import type { Project } from '../model/account';
import { isModelArtsError } from '../model/errors';

/**
 * Lists the projects of a region: the region's own project first, then its subprojects. Requests both of IAM's lists, because
 * some users may read only one of them.
 *
 * @throws the error of the first list when neither can be read
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

/** Returns true when IAM accepted the credentials but does not list projects. The user has to enter the project id then. */
export function deniesProjectList(error: unknown): boolean {
  return isModelArtsError(error) && error.kind === 'refused' && error.status !== 401 && error.status < 500;
}

function belongsTo(project: string, region: string): boolean {
  return project === region || project.startsWith(`${region}_`);
}
