import type { IamClient } from '../api/iamClient';
import type { ModelArtsClient } from '../api/modelArtsClient';
import type { Project, Workspace } from '../model/account';
import { isClockWrong, isTransient } from '../model/errorCodes';
import { isModelArtsError } from '../model/errors';
import type { Credentials } from './credentials';

/** Clients of a connection that is checked before it is added to the settings. */
export interface Candidate {
  readonly credentials: () => Promise<Credentials>;
  readonly iam: () => Promise<IamClient>;
  readonly modelArts: (projectId: string) => ModelArtsClient;
  /** Aborts a credential renewal in progress. */
  readonly close: () => void;
}

/** Result of the search for a connection's project. */
export type ProjectSearch =
  /** The credential source names the project. */
  | { readonly kind: 'named'; readonly id: string }
  | { readonly kind: 'found'; readonly projects: readonly Project[] }
  /** IAM does not list projects, so the user has to enter the id. */
  | { readonly kind: 'unknown' };

/** Signs in and lists the projects of the region. @throws ModelArtsError when the credentials or the request fail */
export async function searchProject(candidate: Candidate, region: string, signal: AbortSignal): Promise<ProjectSearch> {
  const { projectId } = await candidate.credentials();
  if (projectId !== undefined) return { kind: 'named', id: projectId };
  try {
    const projects = await findProjects(await candidate.iam(), region, signal);
    return projects.length === 0 ? { kind: 'unknown' } : { kind: 'found', projects };
  } catch (error) {
    if (deniesProjectList(error)) return { kind: 'unknown' };
    throw error;
  }
}

/** Contents of a project that a successful check reports. */
export interface ProjectContents {
  /** Number of notebooks. */
  readonly notebooks: number;
  /** Empty where the account has no workspaces or may not list them. */
  readonly workspaces: readonly Workspace[];
}

type ProjectClient = Pick<ModelArtsClient, 'listNotebooks' | 'listWorkspaces'>;

/** Lists the project's notebooks and workspaces. @throws ModelArtsError when the notebooks cannot be listed */
async function checkProject(client: ProjectClient, signal: AbortSignal): Promise<ProjectContents> {
  const [notebooks, workspaces] = await Promise.all([countNotebooks(client, signal), workspacesOf(client, signal)]);
  return { notebooks, workspaces };
}

/**
 * Checks the projects in order and returns the first whose notebooks can be listed. Continues with the next only after a 403.
 *
 * @throws the error of the first project when none can be listed
 */
export async function findUsableProject(
  projectIds: readonly string[],
  clientOf: (projectId: string) => ProjectClient,
  signal: AbortSignal,
): Promise<ProjectContents & { readonly projectId: string }> {
  const errors: unknown[] = [];
  for (const projectId of projectIds) {
    try {
      return { ...(await checkProject(clientOf(projectId), signal)), projectId };
    } catch (error) {
      errors.push(error);
      if (!isModelArtsError(error) || error.kind !== 'refused' || error.status !== 403) break;
    }
  }
  throw errors[0];
}

/** Returns true when the connection may still be correct: the network, the clock or a permission caused the failure. */
export function mayBeValid(error: unknown, now: number): boolean {
  if (!isModelArtsError(error)) return false;
  if (isTransient(error)) return true;
  return error.kind === 'refused' && (isClockWrong(error, now) || isPermission(error.status, error.code));
}

function isPermission(status: number, code: string | undefined): boolean {
  return status === 403 && code !== 'ModelArts.0210' && !/^APIG\w?\.0310$/.test(code ?? '');
}

async function countNotebooks(client: ProjectClient, signal: AbortSignal): Promise<number> {
  for await (const { total, notebooks } of client.listNotebooks({}, signal)) return total ?? notebooks.length;
  return 0;
}

/** Returns an empty list on any error: the service answers 7002 without workspaces, and a connection works without them. */
async function workspacesOf(client: ProjectClient, signal: AbortSignal): Promise<readonly Workspace[]> {
  try {
    return await client.listWorkspaces(signal);
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

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

/** Returns true when IAM accepted the credentials but does not list projects. The user has to enter the project ID then. */
export function deniesProjectList(error: unknown): boolean {
  return isModelArtsError(error) && error.kind === 'refused' && error.status !== 401 && error.status < 500;
}

function belongsTo(project: string, region: string): boolean {
  return project === region || project.startsWith(`${region}_`);
}
