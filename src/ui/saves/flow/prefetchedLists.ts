import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { SwrClient } from '../../../api/swrClient';
import type { Workspace } from '../../../model/account';
import { isModelArtsError } from '../../../model/errors';
import { type Clock, settlesWithin } from '../../../util/clock';
import type { Logger } from '../../../util/logger';
import { stackOf } from '../../../util/nodeErrors';
import type { OrganizationSource } from './askOrganization';
import type { WorkspaceSource } from './askWorkspace';
import type { OrganizationsRead, PreferredOrganization } from './pickOrganization';

/**
 * Returns the organizations of an account. Loads them once per flow, and again after one was created.
 *
 * @param isAsked true loads them at once, so that they are available when the step is shown
 */
export function organizationSource(
  swr: () => Promise<Pick<SwrClient, 'listOrganizations' | 'createOrganization'>>,
  preferred: readonly PreferredOrganization[],
  signal: AbortSignal,
  isAsked: boolean,
): OrganizationSource {
  const read = async (): Promise<OrganizationsRead> => {
    try {
      return { kind: 'read', organizations: await (await swr()).listOrganizations(signal) };
    } catch (error) {
      return { kind: 'failed', error };
    }
  };
  let reading = isAsked ? read() : undefined;
  return {
    preferred,
    read: () => (reading ??= read()),
    create: async (name, stop) => {
      await (await swr()).createOrganization(name, AbortSignal.any([signal, stop]));
      reading = read();
    },
  };
}

const MAX_RECENT = 3;

/**
 * Returns recently used organizations, then the configured one, without duplicates.
 *
 * @param lastUsed latest first; may contain duplicates
 * @param configured name from the settings; empty if not set
 */
export function preferredOrganizations(
  lastUsed: readonly string[],
  configured: string,
): readonly PreferredOrganization[] {
  const last = [...new Set(lastUsed)].slice(0, MAX_RECENT).map((name) => ({ name, why: 'lastUsed' }) as const);
  return configured === '' || last.some(({ name }) => name === configured)
    ? last
    : [...last, { name: configured, why: 'configured' }];
}

/** Dependencies of {@link workspaceSource}. */
export interface WorkspaceSourceOptions {
  readonly client: Pick<ModelArtsClient, 'listWorkspaces'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborts when the flow ends. */
  readonly signal: AbortSignal;
}

/** Maximum time that a step waits for the list. */
const MAX_WAIT_MS = 3000;

/**
 * Returns the workspaces of an account, loaded once per flow. An account without workspaces (ModelArts.7002) has only
 * the default one.
 */
export function workspaceSource({ client, clock, log, signal }: WorkspaceSourceOptions): WorkspaceSource {
  let known: readonly Workspace[] = [];
  let loading: Promise<void> | undefined;
  const list = async (): Promise<void> => {
    try {
      known = await client.listWorkspaces(signal);
    } catch (error) {
      if (signal.aborted) return;
      if (isModelArtsError(error)) log.info(`Could not list the workspaces: ${error.message}`);
      else log.error(`Could not list the workspaces: ${stackOf(error)}`);
    }
  };
  return {
    get known() {
      return known;
    },
    read: async () => {
      loading ??= list();
      await settlesWithin(MAX_WAIT_MS, loading, clock, signal);
    },
  };
}
