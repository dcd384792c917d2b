/** Notebook statuses. Source: API page ShowNotebook. */
export const NOTEBOOK_STATUSES = [
  'INIT',
  'CREATING',
  'STARTING',
  'STOPPING',
  'DELETING',
  'RUNNING',
  'STOPPED',
  'SNAPSHOTTING',
  'CREATE_FAILED',
  'START_FAILED',
  'DELETE_FAILED',
  'ERROR',
  'DELETED',
  'FROZEN',
] as const;

/** A documented notebook status. */
export type NotebookStatus = (typeof NOTEBOOK_STATUSES)[number];

const KNOWN: ReadonlySet<string> = new Set(NOTEBOOK_STATUSES);

/** True for a documented notebook status. */
export function isNotebookStatus(word: string): word is NotebookStatus {
  return KNOWN.has(word);
}

const IN_TRANSITION: ReadonlySet<string> = new Set<NotebookStatus>([
  'INIT',
  'CREATING',
  'STARTING',
  'STOPPING',
  'DELETING',
  'SNAPSHOTTING',
]);

/** True while the service is about to change the status. */
export function isInTransition(status: string): boolean {
  return IN_TRANSITION.has(status);
}
