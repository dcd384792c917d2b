import * as vscode from 'vscode';
import { isNotebookStatus } from '../../model/notebookStatus';
import type { Notebook } from '../../model/notebook';
import { whyNotSavable } from '../../model/whyNotSavable';
import { oneLine } from '../../util/text';
import { notebookStatusWord } from '../messages/statusWords';
import { notebookTooltip } from './notebookTooltip';

/** What a row of the tree shows and allows, by the notebook and whether it is being saved from here. */
export function notebookRow(notebook: Notebook, savingHere: boolean): vscode.TreeItem {
  const status = savingHere ? 'SNAPSHOTTING' : notebook.status;
  const words = notebookStatusWord(status);
  const item = new vscode.TreeItem(oneLine(notebook.name, 200) || notebook.id);
  item.id = notebook.id;
  item.description = [words, notebook.flavor].filter(Boolean).join(' · ');
  item.iconPath = statusIcon(status);
  item.contextValue = notebookContext({ ...notebook, status });
  item.tooltip = notebookTooltip({ ...notebook, status });
  item.accessibilityInformation = {
    label: [notebook.name, words, notebook.flavor, notebook.ownerName].filter(Boolean).join(', '),
  };
  return item;
}

/** The words that menus go by: first the kind, then what can be done with it in its present state. */
export function notebookContext(notebook: Pick<Notebook, 'status'>): string {
  return whyNotSavable(notebook) === undefined ? 'notebook savable' : 'notebook';
}

function statusIcon(status: string): vscode.ThemeIcon {
  const [icon, color] = isNotebookStatus(status) ? ICONS[status] : (['question', undefined] as const);
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

const SPIN = ['loading~spin', undefined] as const;
const FAILED = ['error', 'list.errorForeground'] as const;

/** Shape tells the state; colour only repeats it. */
const ICONS = {
  INIT: SPIN,
  CREATING: SPIN,
  STARTING: SPIN,
  STOPPING: SPIN,
  DELETING: SPIN,
  SNAPSHOTTING: ['sync~spin', undefined],
  RUNNING: ['vm-running', 'charts.green'],
  STOPPED: ['vm-outline', undefined],
  CREATE_FAILED: FAILED,
  START_FAILED: FAILED,
  DELETE_FAILED: FAILED,
  ERROR: FAILED,
  DELETED: ['trash', undefined],
  FROZEN: ['lock', 'list.warningForeground'],
} as const;
