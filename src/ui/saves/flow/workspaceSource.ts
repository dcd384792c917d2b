import type { ModelArtsClient } from '../../../api/modelArtsClient';
import { isModelArtsError } from '../../../model/errors';
import type { Workspace } from '../../../model/workspace';
import type { Clock } from '../../../util/clock';
import type { Logger } from '../../../util/logger';
import { stackOf } from '../../../util/stackOf';
import type { WorkspaceSource } from './askWorkspace';

export interface WorkspaceSourceOptions {
  readonly client: Pick<ModelArtsClient, 'listWorkspaces'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborts when the flow is over. */
  readonly signal: AbortSignal;
}

/** A person waits no longer for the list; milliseconds. */
const PATIENCE_MS = 3000;

/** The workspaces of an account, read once for a flow. An account without workspaces (ModelArts.7002) has the default one. */
export function workspaceSource({ client, clock, log, signal }: WorkspaceSourceOptions): WorkspaceSource {
  let known: readonly Workspace[] = [];
  let listing: Promise<void> | undefined;
  const list = async (): Promise<void> => {
    try {
      known = await client.listWorkspaces(signal);
    } catch (error) {
      if (signal.aborted) return;
      if (isModelArtsError(error)) log.info(`The workspaces could not be listed: ${error.message}`);
      else log.error(`The workspaces could not be listed: ${stackOf(error)}`);
    }
  };
  return {
    get known() {
      return known;
    },
    read: async () => {
      listing ??= list();
      const done = new AbortController();
      const patience = clock.sleep(PATIENCE_MS, AbortSignal.any([signal, done.signal])).catch(() => undefined);
      await Promise.race([listing, patience]);
      done.abort();
    },
  };
}
