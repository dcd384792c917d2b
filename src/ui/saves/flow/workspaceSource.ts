import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { Workspace } from '../../../model/account';
import { isModelArtsError } from '../../../model/errors';
import type { Clock } from '../../../util/clock';
import type { Logger } from '../../../util/logger';
import { stackOf } from '../../../util/nodeErrors';
import type { WorkspaceSource } from './askWorkspace';

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
      const done = new AbortController();
      const timeout = clock.sleep(MAX_WAIT_MS, AbortSignal.any([signal, done.signal])).catch(() => undefined);
      await Promise.race([loading, timeout]);
      done.abort();
    },
  };
}
