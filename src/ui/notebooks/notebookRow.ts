import * as vscode from 'vscode';
import { isLeaseEnding, leaseLeftMs } from '../../model/lease';
import { isNotebookStatus, type Notebook, shortFlavor } from '../../model/notebook';
import { notebookAbilities, whyNotSavable } from '../../model/notebookAbilities';
import { oneLine } from '../../util/text';
import { remainingText, timeText } from '../text/formats';
import { notebookStatusLabel } from '../text/labels';
import { notSavableMessage } from '../text/notSavableMessage';
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

/** Returns the tooltip of a notebook in Markdown. Every value is escaped, because users choose the names. */
export function notebookTooltip(notebook: Notebook): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown(`**${escapeMarkdown(notebook.name || notebook.id)}**\n\n`);
  for (const [label, value] of facts(notebook)) {
    if (value) tooltip.appendMarkdown(`- ${label}: ${escapeMarkdown(value)}\n`);
  }
  const reason = whyNotSavable(notebook);
  if (reason) tooltip.appendMarkdown(`\n${escapeMarkdown(notSavableMessage(reason, notebook).message)}`);
  return tooltip;
}

function facts(notebook: Notebook): readonly (readonly [string, string | undefined])[] {
  return [
    [vscode.l10n.t('Status'), notebookStatusLabel(notebook.status)],
    [vscode.l10n.t('Flavor'), notebook.flavor],
    [vscode.l10n.t('Image'), notebook.imageName],
    [vscode.l10n.t('Owner'), notebook.ownerName],
    [vscode.l10n.t('Resource pool'), notebook.poolName],
    [vscode.l10n.t('Stops automatically'), timeText(notebook.leaseEndsAt)],
    [vscode.l10n.t('Created'), timeText(notebook.createdAt)],
    [vscode.l10n.t('ID'), notebook.id],
  ];
}

/** Escapes text so that Markdown renders it literally, without links, images, HTML, lists or icons. */
export function escapeMarkdown(text: string): string {
  return oneLine(text, 300)
    .replace(/[\\`*_{}[\]()#+\-.!~|<>&$:@]/g, '\\$&')
    .replace(/\\&/g, '&amp;')
    .replace(/\\</g, '&lt;')
    .replace(/\\>/g, '&gt;');
}
