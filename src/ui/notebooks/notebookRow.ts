import * as vscode from 'vscode';
import { isLeaseEnding, leaseLeftMs } from '../../model/lease';
import type { Notebook } from '../../model/notebook';
import { notebookAbilities } from '../../model/notebookAbilities';
import { isNotebookStatus } from '../../model/notebookStatus';
import { shortFlavor } from '../../model/shortFlavor';
import { oneLine } from '../../util/text';
import { remainingText } from '../text/remainingText';
import { notebookStatusLabel } from '../text/statusLabels';
import { treeRow } from '../treeRow';

export interface NotebookRowOptions {
  readonly savingHere: boolean;
  /** Say whose it is: others' are listed too. */
  readonly showsOwner: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * What a row of the tree shows and allows. Ten thousand of them are made at a time, so what is only seen on hover or needed
 * at a click is added by {@link vscode.TreeDataProvider.resolveTreeItem}.
 */
export function notebookRow(notebook: Notebook, options: NotebookRowOptions): vscode.TreeItem {
  const shown = { ...notebook, status: options.savingHere ? 'SNAPSHOTTING' : notebook.status };
  const name = oneLine(notebook.name, 200) || notebook.id;
  const status = notebookStatusLabel(shown.status);
  const owner = oneLine(notebook.ownerName ?? notebook.ownerId ?? '', 60);
  const left = leaseLeft(shown, options.now);
  const free = notebook.feature === 'DEFAULT' ? vscode.l10n.t('Free') : undefined;
  const flavor = shortFlavor(oneLine(notebook.flavor ?? '', 60));
  // The usual status is left to the icon; a narrow view cuts the end, so the least important comes last.
  const visibleStatus = shown.status === 'RUNNING' ? undefined : status;
  const item = treeRow(name, sentence([visibleStatus, left, options.showsOwner && owner, free, flavor], ' · '));
  const isEnding = isEndingSoon(shown, options.now);
  item.iconPath = isEnding ? iconOf(ENDING) : statusIcon(shown.status);
  item.contextValue = notebookContext(shown, isEnding);
  item.accessibilityInformation = { label: sentence([name, status, free, owner, left, flavor], ', ') };
  return item;
}

/**
 * The words that menus go by: first the kind, then what can be done with it in its present state.
 *
 * @param isEnding its lease ends so soon that renewing it gets a button
 */
export function notebookContext(notebook: Pick<Notebook, 'status' | 'leaseEndsAt' | 'ssh'>, isEnding: boolean): string {
  return ['notebook', ...notebookAbilities(notebook), ...(isEnding ? ['ending'] : [])].join(' ');
}

/** A notebook that is being saved cannot be renewed, and keeps the icon that says so. */
function isEndingSoon(notebook: Notebook, now: number): boolean {
  return notebook.status === 'RUNNING' && isLeaseEnding(leaseLeftMs(notebook, now));
}

/** How long it goes on running; undefined where it does not stop by itself, or does not run. */
export function leaseLeft(notebook: Notebook, now: number): string | undefined {
  const leftMs = leaseLeftMs(notebook, now);
  return leftMs === undefined ? undefined : remainingText(leftMs);
}

function sentence(parts: readonly (string | false | undefined)[], separator: string): string {
  return parts.filter(Boolean).join(separator);
}

/** Ten thousand rows share these few. */
const icons = new Map<string, vscode.ThemeIcon>();

function statusIcon(status: string): vscode.ThemeIcon {
  return iconOf(isNotebookStatus(status) ? ICONS[status] : ['question', undefined]);
}

function iconOf([icon, color]: readonly [string, string | undefined]): vscode.ThemeIcon {
  const key = `${icon} ${color}`;
  const known = icons.get(key);
  if (known) return known;
  const made = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  icons.set(key, made);
  return made;
}

const ENDING = ['warning', 'list.warningForeground'] as const;
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
