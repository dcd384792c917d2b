import * as vscode from 'vscode';
import { oneLine } from '../../util/text';
import { notebookStatusLabel } from '../text/labels';
import { treeRow } from '../treeRow';
import type { Grouping } from './viewOptions';

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** Data of a connection row. */
export interface ConnectionRowOptions {
  readonly name: string;
  readonly region: string | undefined;
  /**
   * Why the list could not be loaded. The row shows a warning icon and this text on hover; the row below shows the
   * error.
   */
  readonly error: string | undefined;
  readonly isOwnOnly: boolean;
  readonly isInUse: boolean;
}

/** Creates the row of a connection, with its region and state. */
export function connectionRow({ name, region, error, isOwnOnly, isInUse }: ConnectionRowOptions): vscode.TreeItem {
  const inUse = isInUse ? vscode.l10n.t('in use') : undefined;
  const ownOnly = isOwnOnly ? vscode.l10n.t('Only your notebooks') : undefined;
  const label = oneLine(name, 100);
  const description = [region, inUse, ownOnly].filter(Boolean).join(' · ');
  const item = treeRow(label, description, isInUse ? Expanded : Collapsed);
  item.tooltip = [label, region, inUse, ownOnly, error].filter(Boolean).join('\n');
  item.iconPath = new vscode.ThemeIcon(error === undefined ? 'cloud' : 'warning');
  item.contextValue = 'connection';
  item.accessibilityInformation = { label: [label, description, error].filter(Boolean).join(', ') };
  return item;
}

/** Creates the row of a group. */
export function groupRow(label: string, size: number): vscode.TreeItem {
  const item = treeRow(label, size.toLocaleString(vscode.env.language), Expanded);
  item.contextValue = 'group';
  const spoken = vscode.l10n.t('{group}, {count} notebooks', { group: label, count: size });
  item.tooltip = spoken;
  item.accessibilityInformation = { label: spoken };
  return item;
}

/** Creates the row that explains why a connection has no rows. */
export function noteRow(isFiltered: boolean): vscode.TreeItem {
  const label = isFiltered
    ? vscode.l10n.t('No notebooks match the filter.')
    : vscode.l10n.t('This project has no notebooks.');
  const item = treeRow(label, undefined);
  item.iconPath = new vscode.ThemeIcon('info');
  item.contextValue = 'note';
  item.tooltip = label;
  item.accessibilityInformation = { label };
  return item;
}

/**
 * Returns the label of a group of notebooks.
 *
 * @param key the shared value; empty if the service reported none
 * @param name the display name, where the key is only an ID
 */
export function groupLabel(grouping: Grouping, key: string, name: string | undefined): string {
  if (key === '') return labelForNone(grouping);
  if (grouping === 'status') return notebookStatusLabel(key);
  if (grouping === 'workspace' && key === '0') return vscode.l10n.t('Default workspace');
  return oneLine(name ?? key, 100);
}

function labelForNone(grouping: Grouping): string {
  switch (grouping) {
    case 'pool':
      return vscode.l10n.t('Public resource pool');
    case 'owner':
      return vscode.l10n.t('Unknown owner');
    case 'flavor':
      return vscode.l10n.t('Unknown flavor');
    case 'workspace':
      return vscode.l10n.t('Unknown workspace');
    case 'status':
    case 'none':
      return vscode.l10n.t('Unknown');
  }
}
