import * as vscode from 'vscode';
import type { Notebook } from '../../model/notebook';
import { notebookAbilities } from '../../model/notebookAbilities';
import { readSelection } from '../commandArguments';
import type { Handlers } from '../commands';
import { copyText } from '../copy/copyForms';
import type { NOTEBOOK_COMMANDS, ROW_COMMANDS } from '../ids';
import { settings } from '../settings';
import { withViewProgress } from '../withProgress';
import { askText, showPick } from '../wizard/quickInput';
import { askFilter, askViewOptions } from './askViewOptions';
import { showNotebookDetails } from './commands/notebookDetails';
import { type NotebookDeps, notebookTarget } from './commands/notebookTarget';
import { openNotebook, openSsh, reportMissingSsh, sshCommand, sshEndpointOf } from './commands/openNotebook';
import { startNotebook, stopNotebook } from './commands/startStop';
import { DEFAULT_VIEW_OPTIONS, type StoredViewOptions } from './viewOptions';

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

/** Copies the name, ID or SSH command of a notebook. If several are selected, copies one name or ID per line. */
export async function copyNotebookAs(deps: NotebookDeps, argument: unknown, selected: unknown): Promise<void> {
  const title = vscode.l10n.t('Copy As');
  const target = await notebookTarget(deps, argument, undefined, title);
  if (!target) return;
  const { client, id, list } = target;
  const selection = readSelection(selected, 'notebook').map((each) => each.id);
  const ids = selection.length > 1 ? selection : [id];
  const notebooks: Notebook[] = [];
  for (const each of ids)
    notebooks.push(list?.get(each) ?? (await client.getNotebook(each, new AbortController().signal)));
  const isSshable = notebooks.length === 1 && notebooks.some((each) => notebookAbilities(each).includes('sshable'));
  const [names, allIds] = [notebooks.map(({ name }) => name).join('\n'), ids.join('\n')];
  const forms = [
    { label: vscode.l10n.t('Name'), detail: names, text: names },
    { label: vscode.l10n.t('Notebook ID'), detail: allIds, text: allIds },
    ...(isSshable ? [{ label: vscode.l10n.t('SSH Command'), text: undefined }] : []),
  ];
  const picked = await showPick(forms, { title, placeHolder: vscode.l10n.t('Select what to copy') });
  if (!picked) return;
  if (picked.text !== undefined) return copyText(picked.label, picked.text);
  // The endpoint changes with each start, so it is read again.
  const endpoint = await sshEndpointOf(target);
  if (endpoint) await copyText(picked.label, sshCommand(endpoint));
  else reportMissingSsh(target);
}

const HOUR_MS = 3_600_000;
/** Range that the service accepts, in hours. Source: API page RenewLease. */
const MIN_HOURS = 1;
const MAX_HOURS = 72;

/** Asks for a number of hours and renews the notebook's lease. */
export async function renewLease(deps: NotebookDeps, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Renew Lease');
  const target = await notebookTarget(deps, argument, 'renewable', title);
  if (!target) return;
  const hours = await askText({
    title,
    prompt: vscode.l10n.t('Stop automatically after (hours)'),
    placeHolder: vscode.l10n.t('{least} to {most}', { least: MIN_HOURS, most: MAX_HOURS }),
    value: '4',
    check: (text) => (parseHours(text) === undefined ? invalidHoursMessage() : undefined),
  });
  const parsedHours = hours === undefined ? undefined : parseHours(hours);
  if (parsedHours === undefined) return;
  await withViewProgress(async (signal) => {
    await target.client.renewLease(target.id, parsedHours * HOUR_MS, signal);
    await target.list?.readOne(target.id);
  });
}

/** Parses a whole number of hours in the accepted range; undefined if invalid. */
export function parseHours(text: string): number | undefined {
  const hours = Number(text.trim());
  return /^\d{1,2}$/.test(text.trim()) && hours >= MIN_HOURS && hours <= MAX_HOURS ? hours : undefined;
}

function invalidHoursMessage(): string {
  return vscode.l10n.t('Enter a whole number from {least} to {most}.', { least: MIN_HOURS, most: MAX_HOURS });
}
