import type { Notebook } from './notebook';
import { whyNotSavable } from './whyNotSavable';

/** What can be done with a notebook beside looking at it. */
export const NOTEBOOK_ABILITIES = ['savable', 'startable', 'stoppable', 'renewable', 'openable', 'sshable'] as const;

export type NotebookAbility = (typeof NOTEBOOK_ABILITIES)[number];

/** Source: API pages StartNotebook, StopNotebook and RenewLease, and the error codes 6305 to 6308, 6326, 6327. */
const STARTABLE: ReadonlySet<string> = new Set(['STOPPED', 'START_FAILED', 'ERROR']);

/** What can be done with it in its present state, as far as its row tells. */
export function notebookAbilities(
  notebook: Pick<Notebook, 'status' | 'leaseEndsAt' | 'ssh'>,
): readonly NotebookAbility[] {
  return NOTEBOOK_ABILITIES.filter((ability) => isAble(notebook, ability));
}

function isAble(notebook: Pick<Notebook, 'status' | 'leaseEndsAt' | 'ssh'>, ability: NotebookAbility): boolean {
  const runs = notebook.status === 'RUNNING';
  switch (ability) {
    case 'savable':
      return whyNotSavable(notebook) === undefined;
    case 'startable':
      return STARTABLE.has(notebook.status);
    case 'stoppable':
    case 'openable':
      return runs;
    case 'renewable':
      // One that never stops by itself would be given an end by it.
      return runs && notebook.leaseEndsAt !== undefined;
    case 'sshable':
      return runs && notebook.ssh !== false;
  }
}
