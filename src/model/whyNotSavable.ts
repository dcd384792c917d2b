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
