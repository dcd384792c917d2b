import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/whyNotSavable';
import { oneLine } from '../../../util/text';
import { notebookStatusLabel } from '../../text/labels';
import { notSavableMessage } from '../../text/notSavableMessage';
import { sentences } from '../../text/sentences';
import type { RowFacts } from '../../wizard/quickInput';

/** A row of the notebook picker; a separator has no notebook. */
export interface NotebookRow extends RowFacts {
  readonly notebook?: Notebook;
}

/**
 * Returns the rows: this window's notebook first, then savable ones, then those that must be started first, then those
 * that cannot be saved, with the reason. Shows the id only of notebooks with the same name.
 */
export function notebookRows(notebooks: readonly Notebook[], currentId: string | undefined): readonly NotebookRow[] {
  const names = new Map<string, number>();
  for (const { name } of notebooks) names.set(name, (names.get(name) ?? 0) + 1);
  const row = (notebook: Notebook): NotebookRow => notebookRow(notebook, names.get(notebook.name) === 1);
  const section = (label: string, members: readonly Notebook[]): readonly NotebookRow[] =>
    members.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...members.map(row)];
  const groups: Record<Group, Notebook[]> = { here: [], savable: [], later: [], never: [] };
  for (const notebook of notebooks) groups[groupOf(notebook, currentId)].push(notebook);
  return [
    ...section(vscode.l10n.t('This window'), groups.here),
    ...(groups.here.length > 0 ? section(vscode.l10n.t('Running'), groups.savable) : groups.savable.map(row)),
    ...section(vscode.l10n.t('Not running'), groups.later),
    ...section(vscode.l10n.t("Can't be saved now"), groups.never),
  ];
}

/** Returns why a notebook cannot be saved; undefined if it can be saved, perhaps after it is started. */
export function refusal(notebook: Notebook): string | undefined {
  return availability(notebook) === 'none' ? reasonText(notebook) : undefined;
}

type Group = 'here' | 'savable' | 'later' | 'never';

function groupOf(notebook: Notebook, currentId: string | undefined): Group {
  const result = availability(notebook);
  if (result === 'none') return 'never';
  if (notebook.id === currentId) return 'here';
  return result === 'save' ? 'savable' : 'later';
}

/** Returns whether a notebook can be saved at once, after another action, or not at all. */
function availability(notebook: Pick<Notebook, 'status'>): 'save' | 'other' | 'none' {
  switch (whyNotSavable(notebook)) {
    case undefined:
      return 'save';
    case 'starting':
    case 'stopping':
    case 'stopped':
    case 'snapshotting':
      return 'other';
    case 'frozen':
    case 'failed':
    case 'deleted':
    case 'unknownStatus':
      return 'none';
  }
}

function notebookRow(notebook: Notebook, isUnique: boolean): NotebookRow {
  const facts = [notebookStatusLabel(notebook.status), notebook.flavor, laterText(notebook)]
    .filter(Boolean)
    .join(' · ');
  const id = oneLine(notebook.id, 100);
  const name = oneLine(notebook.name, 100) || id;
  return {
    icon: icon(notebook),
    label: name,
    description: oneLine(refusal(notebook) ?? facts),
    ...(isUnique ? {} : { detail: id }),
    notebook,
  };
}

function icon(notebook: Notebook): string {
  switch (availability(notebook)) {
    case 'save':
      return 'vm-running';
    case 'other':
      return 'vm-outline';
    case 'none':
      return 'circle-slash';
  }
}

/** Describes what picking a notebook that is not running does. */
function laterText(notebook: Notebook): string {
  switch (whyNotSavable(notebook)) {
    case 'stopped':
    case 'stopping':
      return vscode.l10n.t('can be started and saved');
    case 'starting':
      return vscode.l10n.t('can be saved when running');
    case 'snapshotting':
      return vscode.l10n.t('save can be followed');
    default:
      return '';
  }
}

function reasonText(notebook: Notebook): string {
  const reason = whyNotSavable(notebook);
  if (reason === undefined) return '';
  const { message, remedy } = notSavableMessage(reason, notebook);
  return sentences(message, remedy);
}
