import { copyNotebookEndpoint, copyNotebookId, copyNotebookName } from '../care/copyNotebook';
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
import { askFilter, askGrouping, askSorting } from './askArrangement';
import type { KeptArrangement } from './keptArrangement';

/** What people can do with notebooks beside saving them, and with the view of them. */
export type NotebookActions = Pick<
  CommandActions,
  | typeof COMMANDS.startNotebook
  | typeof COMMANDS.stopNotebook
  | typeof COMMANDS.renewLease
  | typeof COMMANDS.openNotebook
  | typeof COMMANDS.openSsh
  | typeof COMMANDS.copyNotebookName
  | typeof COMMANDS.copyNotebookId
  | typeof COMMANDS.copyNotebookEndpoint
  | typeof COMMANDS.viewNotebookDetails
  | typeof COMMANDS.filterNotebooks
  | typeof COMMANDS.clearFilter
  | typeof COMMANDS.groupNotebooks
  | typeof COMMANDS.sortNotebooks
>;

export function notebookActions(tools: CareTools, arrangement: KeptArrangement): NotebookActions {
  return {
    [COMMANDS.startNotebook]: (argument) => startNotebook(tools, argument),
    [COMMANDS.stopNotebook]: (argument) => stopNotebook(tools, argument),
    [COMMANDS.renewLease]: (argument) => renewLease(tools, argument),
    [COMMANDS.openNotebook]: (argument) => openNotebook(tools, argument),
    [COMMANDS.openSsh]: (argument) => openSsh(tools, argument),
    [COMMANDS.copyNotebookName]: (argument) => copyNotebookName(tools, argument),
    [COMMANDS.copyNotebookId]: (argument) => copyNotebookId(tools, argument),
    [COMMANDS.copyNotebookEndpoint]: (argument) => copyNotebookEndpoint(tools, argument),
    [COMMANDS.viewNotebookDetails]: (argument) => showNotebookDetails(tools, argument),
    [COMMANDS.filterNotebooks]: async () => {
      const wanted = await askFilter(arrangement.current, settings.allUsers());
      if (wanted) arrangement.change(wanted);
    },
    [COMMANDS.clearFilter]: () => {
      const { running, mine, text } = PLAIN;
      arrangement.change({ running, mine, text });
    },
    [COMMANDS.groupNotebooks]: async () => {
      const group = await askGrouping(arrangement.current.group);
      if (group) arrangement.change({ group });
    },
    [COMMANDS.sortNotebooks]: async () => {
      const sort = await askSorting(arrangement.current.sort);
      if (sort) arrangement.change({ sort });
    },
  };
}
