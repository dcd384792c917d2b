import { copyNotebookAs } from '../care/copyNotebook';
import { showNotebookDetails } from '../care/notebookDetails';
import type { CareTools } from '../care/notebookTarget';
import { openNotebook } from '../care/openNotebook';
import { openSsh } from '../care/openSsh';
import { startNotebook, stopNotebook } from '../care/power';
import { renewLease } from '../care/renewLease';
import type { CommandActions } from '../commands';
import { COMMANDS } from '../ids';
import { settings } from '../settings';
import { PLAIN } from './arrangement';
import { askArrangement, askFilter } from './askArrangement';
import type { KeptArrangement } from './keptArrangement';

/** What people can do with notebooks beside saving them, and with the view of them. */
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

export function notebookActions(tools: CareTools, arrangement: KeptArrangement): NotebookActions {
  return {
    [COMMANDS.startNotebook]: (argument) => startNotebook(tools, argument),
    [COMMANDS.stopNotebook]: (argument) => stopNotebook(tools, argument),
    [COMMANDS.renewLease]: (argument) => renewLease(tools, argument),
    [COMMANDS.openNotebook]: (argument) => openNotebook(tools, argument),
    [COMMANDS.openSsh]: (argument) => openSsh(tools, argument),
    [COMMANDS.viewDetails]: (argument) => showNotebookDetails(tools, argument),
    [COMMANDS.copyAs]: (argument, selected) => copyNotebookAs(tools, argument, selected),
    [COMMANDS.filterNotebooks]: async () => {
      const wanted = await askFilter(arrangement.current, settings.allUsers());
      if (wanted) arrangement.change(wanted);
    },
    [COMMANDS.clearNotebookFilter]: () => {
      const { running, mine, text } = PLAIN;
      arrangement.change({ running, mine, text });
    },
    [COMMANDS.arrangeNotebooks]: async () => {
      const wanted = await askArrangement(arrangement.current);
      if (wanted) arrangement.change(wanted);
    },
  };
}
