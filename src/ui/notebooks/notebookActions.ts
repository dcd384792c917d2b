import type { Handlers } from '../commands';
import type { NOTEBOOK_COMMANDS, ROW_COMMANDS } from '../ids';
import { settings } from '../settings';
import { askFilter, askViewOptions } from './askViewOptions';
import { copyNotebookAs } from './commands/copyNotebook';
import { showNotebookDetails } from './commands/notebookDetails';
import type { NotebookDeps } from './commands/notebookTarget';
import { openNotebook, openSsh } from './commands/openNotebook';
import { renewLease } from './commands/renewLease';
import { startNotebook, stopNotebook } from './commands/startStop';
import type { StoredViewOptions } from './viewOptions';
import { DEFAULT_VIEW_OPTIONS } from './viewOptions';

/** The handlers of the notebook commands (saving excepted) and of the notebooks view. */
export type NotebookActions = Handlers<typeof NOTEBOOK_COMMANDS> & Handlers<typeof ROW_COMMANDS>;

/** Creates the command handlers. */
export function notebookActions(deps: NotebookDeps, viewOptions: StoredViewOptions): NotebookActions {
  return {
    startNotebook: (argument) => startNotebook(deps, argument),
    stopNotebook: (argument) => stopNotebook(deps, argument),
    renewLease: (argument) => renewLease(deps, argument),
    openNotebook: (argument) => openNotebook(deps, argument),
    openSsh: (argument) => openSsh(deps, argument),
    viewDetails: (argument) => showNotebookDetails(deps, argument),
    copyAs: (argument, selected) => copyNotebookAs(deps, argument, selected),
    filterNotebooks: async () => {
      const wanted = await askFilter(viewOptions.current, settings.allUsers());
      if (wanted) viewOptions.change(wanted);
    },
    clearNotebookFilter: () => {
      const { running, mine, text } = DEFAULT_VIEW_OPTIONS;
      viewOptions.change({ running, mine, text });
    },
    arrangeNotebooks: async () => {
      const wanted = await askViewOptions(viewOptions.current);
      if (wanted) viewOptions.change(wanted);
    },
  };
}
