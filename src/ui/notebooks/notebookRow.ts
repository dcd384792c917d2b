import * as vscode from 'vscode';
import { isLeaseEnding, leaseLeftMs } from '../../model/lease';
import type { Notebook } from '../../model/notebook';
import { isNotebookStatus, shortFlavor } from '../../model/notebook';
import { notebookAbilities } from '../../model/notebookAbilities';
import { oneLine } from '../../util/text';
import { remainingText } from '../text/formats';
import { notebookStatusLabel } from '../text/labels';
import { treeRow } from '../treeRow';

/** Data of a row that the notebook itself does not contain. */
export interface NotebookRowOptions {
  /** Whether this extension is saving the notebook. */
  readonly isBeingSaved: boolean;
  /** Whether to show the owner, because other users' notebooks are listed too. */
  readonly showsOwner: boolean;
  /** Service time in milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Creates the tree item of a notebook. The tree may have ten thousand rows, so the tooltip and the command are added by
 * {@link vscode.TreeDataProvider.resolveTreeItem}.
 */
export function notebookRow(notebook: Notebook, options: NotebookRowOptions): vscode.TreeItem {
  const shown = { ...notebook, status: options.isBeingSaved ? 'SNAPSHOTTING' : notebook.status };
  const name = oneLine(notebook.name, 200) || notebook.id;
  const status = notebookStatusLabel(shown.status);
  const owner = oneLine(notebook.ownerName ?? notebook.ownerId ?? '', 60);
  const left = leaseLeft(shown, options.now);
  const free = notebook.feature === 'DEFAULT' ? vscode.l10n.t('Free') : undefined;
  const flavor = shortFlavor(oneLine(notebook.flavor ?? '', 60));
  // RUNNING is shown by the icon alone. A narrow view cuts off the end, so the least important part comes last.
  const visibleStatus = shown.status === 'RUNNING' ? undefined : status;
  const item = treeRow(name, joinParts([visibleStatus, left, options.showsOwner && owner, free, flavor], ' · '));
  const isEnding = isEndingSoon(shown, options.now);
  item.iconPath = isEnding ? iconOf(ENDING) : statusIcon(shown.status);
  item.contextValue = notebookContext(shown, isEnding);
  item.accessibilityInformation = { label: joinParts([name, status, free, owner, left, flavor], ', ') };
  return item;
}

/**
 * Returns the `contextValue` that menus match: the kind, then the abilities.
 *
 * @param isEnding whether the lease ends so soon that the row gets a renew button
 */
export function notebookContext(notebook: Pick<Notebook, 'status' | 'leaseEndsAt' | 'ssh'>, isEnding: boolean): string {
  return ['notebook', ...notebookAbilities(notebook), ...(isEnding ? ['ending'] : [])].join(' ');
}

/** A notebook that is being saved cannot be renewed, and keeps its own icon. */
function isEndingSoon(notebook: Notebook, now: number): boolean {
  return notebook.status === 'RUNNING' && isLeaseEnding(leaseLeftMs(notebook, now));
}

/** Returns the remaining lease as text; undefined if the notebook has no lease or is not running. */
export function leaseLeft(notebook: Notebook, now: number): string | undefined {
  const leftMs = leaseLeftMs(notebook, now);
  return leftMs === undefined ? undefined : remainingText(leftMs);
}

function joinParts(parts: readonly (string | false | undefined)[], separator: string): string {
  return parts.filter(Boolean).join(separator);
}

/** Icons are shared by all rows. */
const icons = new Map<string, vscode.ThemeIcon>();

function statusIcon(status: string): vscode.ThemeIcon {
  return iconOf(isNotebookStatus(status) ? ICONS[status] : ['question', undefined]);
}

function iconOf([icon, color]: readonly [string, string | undefined]): vscode.ThemeIcon {
  const key = `${icon} ${color}`;
  const known = icons.get(key);
  if (known) return known;
  const created = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  icons.set(key, created);
  return created;
}

const ENDING = ['warning', 'list.warningForeground'] as const;
const SPIN = ['loading~spin', undefined] as const;
const FAILED = ['error', 'list.errorForeground'] as const;

/** The shape conveys the state, so that it does not depend on color vision. */
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
