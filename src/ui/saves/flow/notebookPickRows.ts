import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/whyNotSavable';
import { oneLine } from '../../../util/text';
import { notSavableMessage } from '../../text/notSavableMessage';
import { sentences } from '../../text/sentences';
import { notebookStatusLabel } from '../../text/statusLabels';
import type { RowFacts } from '../../wizard/quickInput';

export interface NotebookRow extends RowFacts {
  readonly notebook?: Notebook;
}

/**
 * The one this window is connected to first, then what can be saved, then what can be once something else is done, then the rest with the
 * reason. Only notebooks of the same name show their ids.
 */
export function notebookRows(notebooks: readonly Notebook[], hereId: string | undefined): readonly NotebookRow[] {
  const names = new Map<string, number>();
  for (const { name } of notebooks) names.set(name, (names.get(name) ?? 0) + 1);
  const row = (notebook: Notebook): NotebookRow => notebookRow(notebook, names.get(notebook.name) === 1);
  const headed = (label: string, of: readonly Notebook[]): readonly NotebookRow[] =>
    of.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...of.map(row)];
  const groups: Record<Group, Notebook[]> = { here: [], savable: [], later: [], never: [] };
  for (const notebook of notebooks) groups[groupOf(notebook, hereId)].push(notebook);
  return [
    ...headed(vscode.l10n.t('This window'), groups.here),
    ...(groups.here.length > 0 ? headed(vscode.l10n.t('Running'), groups.savable) : groups.savable.map(row)),
    ...headed(vscode.l10n.t('Not running'), groups.later),
    ...headed(vscode.l10n.t("Can't be saved now"), groups.never),
  ];
}

/** Why nothing can be done for this notebook at present; undefined = it can be saved, perhaps once it runs. */
export function refusal(notebook: Notebook): string | undefined {
  return waysOut(notebook) === 'none' ? reasonText(notebook) : undefined;
}

type Group = 'here' | 'savable' | 'later' | 'never';

function groupOf(notebook: Notebook, hereId: string | undefined): Group {
  const way = waysOut(notebook);
  if (way === 'none') return 'never';
  if (notebook.id === hereId) return 'here';
  return way === 'save' ? 'savable' : 'later';
}

/** What can be offered for a notebook as it is: saving it, starting it or waiting first, or nothing. */
function waysOut(notebook: Pick<Notebook, 'status'>): 'save' | 'other' | 'none' {
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
  switch (waysOut(notebook)) {
    case 'save':
      return 'vm-running';
    case 'other':
      return 'vm-outline';
    case 'none':
      return 'circle-slash';
  }
}

/** What picking it leads to, where it does not run. */
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
