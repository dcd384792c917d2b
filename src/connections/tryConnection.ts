import type { ModelArtsClient } from '../api/modelArtsClient';
import { isClockWrong } from '../model/credentialFault';
import { isModelArtsError } from '../model/errors';
import type { Project } from '../model/project';
import { isThrottled } from '../model/refusals';
import type { Workspace } from '../model/workspace';
import { findProjects, isSilentOnProjects } from './findProjects';
import type { Candidate } from './openConnections';

/** What is known of the project before anything is asked of it. */
export type ProjectSearch =
  /** The source of the credentials names it. */
  | { readonly kind: 'named'; readonly id: string }
  | { readonly kind: 'found'; readonly projects: readonly Project[] }
  /** IAM does not say: whoever connects must know it. */
  | { readonly kind: 'unknown' };

/** Asks IAM who this is, and which projects of the region there are. @throws whatever keeps it from being told */
export async function searchProject(candidate: Candidate, region: string, signal: AbortSignal): Promise<ProjectSearch> {
  const { projectId } = await candidate.credentials();
  if (projectId !== undefined) return { kind: 'named', id: projectId };
  try {
    const projects = await findProjects(await candidate.iam(), region, signal);
    return projects.length === 0 ? { kind: 'unknown' } : { kind: 'found', projects };
  } catch (error) {
    if (isSilentOnProjects(error)) return { kind: 'unknown' };
    throw error;
  }
}

/** What a project was found to hold. */
export interface Found {
  readonly notebooks: number;
  /** None where the account has no workspaces, or does not say. */
  readonly workspaces: readonly Workspace[];
}

/** Lists notebooks and workspaces, which changes nothing. @throws whatever keeps the notebooks from being listed */
export async function tryProject(
  client: Pick<ModelArtsClient, 'listNotebooks' | 'listWorkspaces'>,
  signal: AbortSignal,
): Promise<Found> {
  const [notebooks, workspaces] = await Promise.all([countNotebooks(client, signal), workspacesOf(client, signal)]);
  return { notebooks, workspaces };
}

/**
 * Tries the projects one after the other; the first whose notebooks can be listed counts.
 *
 * @throws what keeps the notebooks of the first project from being listed, when no other project lets them be listed
 */
export async function tryProjects(
  projectIds: readonly string[],
  clientOf: (projectId: string) => Parameters<typeof tryProject>[0],
  signal: AbortSignal,
): Promise<Found & { readonly projectId: string }> {
  const refusals: unknown[] = [];
  for (const projectId of projectIds) {
    try {
      return { ...(await tryProject(clientOf(projectId), signal)), projectId };
    } catch (error) {
      refusals.push(error);
      if (!isModelArtsError(error) || error.kind !== 'refused' || error.status !== 403) break;
    }
  }
  throw refusals[0];
}

/** True where a connection may be right although it could not be tried: the way to it, or the clock, was to blame. */
export function mayBeRight(error: unknown, now: number): boolean {
  if (!isModelArtsError(error)) return false;
  switch (error.kind) {
    case 'notSent':
    case 'noAnswer':
    case 'unreadable':
      return true;
    case 'refused':
      if (isClockWrong(error, now)) return true;
      return isThrottled(error) || error.status >= 500 || isPermission(error.status, error.code);
    default:
      return false;
  }
}

function isPermission(status: number, code: string | undefined): boolean {
  return status === 403 && code !== 'ModelArts.0210' && !/^APIG\w?\.0310$/.test(code ?? '');
}

async function countNotebooks(client: Pick<ModelArtsClient, 'listNotebooks'>, signal: AbortSignal): Promise<number> {
  for await (const { total, notebooks } of client.listNotebooks({}, signal)) return total ?? notebooks.length;
  return 0;
}

/** 7002 where the tenant has no workspaces; nothing that goes wrong here keeps a connection from being used. */
async function workspacesOf(
  client: Pick<ModelArtsClient, 'listWorkspaces'>,
  signal: AbortSignal,
): Promise<readonly Workspace[]> {
  try {
    return await client.listWorkspaces(signal);
  } catch {
    signal.throwIfAborted();
    return [];
  }
}
