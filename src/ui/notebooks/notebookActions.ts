import type { CommandActions } from '../commands';
import { COMMANDS } from '../ids';
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
export type NotebookActions = Pick<
  CommandActions,
  | typeof COMMANDS.startNotebook
  | typeof COMMANDS.stopNotebook
  | typeof COMMANDS.renewLease
  | typeof COMMANDS.openNotebook
  | typeof COMMANDS.openSsh
  | typeof COMMANDS.viewDetails
  | typeof COMMANDS.copyAs
  | typeof COMMANDS.filterNotebooks
  | typeof COMMANDS.clearNotebookFilter
  | typeof COMMANDS.arrangeNotebooks
>;

/** Creates the command handlers. */
export function notebookActions(deps: NotebookDeps, viewOptions: StoredViewOptions): NotebookActions {
  return {
    [COMMANDS.startNotebook]: (argument) => startNotebook(deps, argument),
    [COMMANDS.stopNotebook]: (argument) => stopNotebook(deps, argument),
    [COMMANDS.renewLease]: (argument) => renewLease(deps, argument),
    [COMMANDS.openNotebook]: (argument) => openNotebook(deps, argument),
    [COMMANDS.openSsh]: (argument) => openSsh(deps, argument),
    [COMMANDS.viewDetails]: (argument) => showNotebookDetails(deps, argument),
    [COMMANDS.copyAs]: (argument, selected) => copyNotebookAs(deps, argument, selected),
    [COMMANDS.filterNotebooks]: async () => {
      const wanted = await askFilter(viewOptions.current, settings.allUsers());
      if (wanted) viewOptions.change(wanted);
    },
    [COMMANDS.clearNotebookFilter]: () => {
      const { running, mine, text } = DEFAULT_VIEW_OPTIONS;
      viewOptions.change({ running, mine, text });
    },
    [COMMANDS.arrangeNotebooks]: async () => {
      const wanted = await askViewOptions(viewOptions.current);
      if (wanted) viewOptions.change(wanted);
    },
  };
}
