import { isNotebookStatus, type Notebook } from './notebook';

/** Why a notebook cannot be saved. Each reason has a different remedy. */
export type NotSavableReason =
  | 'starting'
  | 'stopping'
  | 'stopped'
  | 'snapshotting'
  | 'frozen'
  | 'failed'
  | 'deleted'
  | 'unknownStatus';

/**
 * Returns why a notebook cannot be saved, or undefined if it can. Only running notebooks can be saved (API page
 * CreateImage).
 */
export function whyNotSavable({ status }: Pick<Notebook, 'status'>): NotSavableReason | undefined {
  if (!isNotebookStatus(status)) return 'unknownStatus';
  switch (status) {
    case 'RUNNING':
      return undefined;
    case 'INIT':
    case 'CREATING':
    case 'STARTING':
      return 'starting';
    case 'STOPPING':
      return 'stopping';
    case 'STOPPED':
      return 'stopped';
    case 'SNAPSHOTTING':
      return 'snapshotting';
    case 'FROZEN':
      return 'frozen';
    case 'DELETING':
    case 'DELETED':
      return 'deleted';
    case 'CREATE_FAILED':
    case 'START_FAILED':
    case 'DELETE_FAILED':
    case 'ERROR':
      return 'failed';
  }
}

/** Operations on a notebook that its status may allow. */
const NOTEBOOK_ABILITIES = ['savable', 'startable', 'stoppable', 'renewable', 'openable', 'sshable'] as const;

/** An operation on a notebook that its status may allow. */
export type NotebookAbility = (typeof NOTEBOOK_ABILITIES)[number];

/** Source: API pages StartNotebook, StopNotebook and RenewLease, and the error codes 6305 to 6308, 6326, 6327. */
const STARTABLE: ReadonlySet<string> = new Set(['STOPPED', 'START_FAILED', 'ERROR']);

/** Returns the operations that the notebook's current status allows. */
export function notebookAbilities(
  notebook: Pick<Notebook, 'status' | 'leaseEndsAt' | 'ssh'>,
): readonly NotebookAbility[] {
  return NOTEBOOK_ABILITIES.filter((ability) => allows(notebook, ability));
}

function allows(notebook: Pick<Notebook, 'status' | 'leaseEndsAt' | 'ssh'>, ability: NotebookAbility): boolean {
  const isRunning = notebook.status === 'RUNNING';
  switch (ability) {
    case 'savable':
      return whyNotSavable(notebook) === undefined;
    case 'startable':
      return STARTABLE.has(notebook.status);
    case 'stoppable':
    case 'openable':
      return isRunning;
    case 'renewable':
      // Renewing the lease of a notebook that never stops would give it an end.
      return isRunning && notebook.leaseEndsAt !== undefined;
    case 'sshable':
      return isRunning && notebook.ssh !== false;
  }
}
