import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/notebookAbilities';
import { oneLine } from '../../../util/text';
import { sentences } from '../../text/formats';
import { notebookStatusLabel } from '../../text/labels';
import { notSavableMessage } from '../../text/notSavableMessage';
import type { Answer, Step } from '../../wizard/answer';
import { askList, type PickList } from '../../wizard/pickStep';
import { escapeRow, type RowFacts } from '../../wizard/quickInput';

/** The notebook step of the save flow. */
export interface PickNotebookStep extends Omit<Step, 'title' | 'back'> {
  readonly title: string;
  readonly pages: AsyncIterable<{ readonly notebooks: readonly Notebook[] }>;
  /** Finds the notebook this window is connected to, which is listed first. */
  readonly currentNotebook: CurrentNotebookSearch;
  /** Id of the initially active row; the first row if it is not listed. */
  readonly preferredId?: string | undefined;
}

/** Finds the notebook this window is connected to. */
export interface CurrentNotebookSearch {
  readonly id: string | undefined;
  /** Searches one page. The ID may be set when this resolves. Never rejects. */
  search(notebooks: readonly Notebook[], signal: AbortSignal): Promise<void>;
}

/**
 * Asks the user to pick a notebook. Shows rows from the first page on. Notebooks that cannot be saved are shown with
 * the reason and cannot be picked.
 *
 * @throws any error from the pages
 */
export async function pickNotebook(step: PickNotebookStep): Promise<Answer<Notebook>> {
  return askList<NotebookRow, Notebook>({
    title: step.title,
    step: step.step,
    totalSteps: step.totalSteps,
    back: false,
    placeholder: vscode.l10n.t('Select a notebook'),
    rows: [],
    choose: (row) => (row?.notebook && notSavableReason(row.notebook) === undefined ? row.notebook : undefined),
    refusal: ({ notebook }) => notebook && notSavableReason(notebook),
    load: (list, _answer, closed) => fill(list, step, closed),
  });
}

/**
 * Fills the list until it is closed. Keeps the row active that the user moved to; until then, the initial row is
 * active. VS Code is passed all rows on each update, so rows are updated only when their number has doubled.
 */
async function fill(
  list: PickList<NotebookRow>,
  { pages, currentNotebook, preferredId }: PickNotebookStep,
  closed: AbortSignal,
): Promise<void> {
  const byId = new Map<string, Notebook>();
  const searches: Promise<void>[] = [];
  let drawnCount = 0;
  let isOutdated = false;
  let initialId: string | undefined;
  const redraw = (): void => {
    const activeId = list.activeItems[0]?.notebook?.id;
    const hasMoved = activeId !== undefined && activeId !== initialId;
    list.items = notebookRows([...byId.values()], currentNotebook.id).map(escapeRow);
    const active = list.items.find(
      ({ notebook }) => notebook?.id === (hasMoved ? activeId : (currentNotebook.id ?? preferredId)),
    );
    if (active) list.activeItems = [active];
    if (!hasMoved) initialId = (active ?? list.items.find(({ notebook }) => notebook))?.notebook?.id;
  };
  const searchCurrent = async (notebooks: readonly Notebook[]): Promise<void> => {
    const before = currentNotebook.id;
    await currentNotebook.search(notebooks, closed);
    if (currentNotebook.id !== before && !closed.aborted) redraw();
  };
  for await (const { notebooks } of pages) {
    if (closed.aborted) return;
    for (const notebook of notebooks) byId.set(notebook.id, notebook);
    searches.push(searchCurrent(notebooks));
    isOutdated = byId.size < 2 * drawnCount;
    if (isOutdated) continue;
    drawnCount = byId.size;
    redraw();
  }
  if (closed.aborted) return;
  if (isOutdated) redraw();
  if (byId.size === 0) list.placeholder = vscode.l10n.t('This project has no notebooks.');
  await Promise.all(searches);
}

/** A row of the notebook picker; a separator has no notebook. */
export interface NotebookRow extends RowFacts {
  readonly notebook?: Notebook;
}

/**
 * Returns the rows: this window's notebook first, then savable ones, then those that must be started first, then those
 * that cannot be saved, with the reason. Shows the ID only of notebooks with the same name.
 */
function notebookRows(notebooks: readonly Notebook[], currentId: string | undefined): readonly NotebookRow[] {
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
function notSavableReason(notebook: Notebook): string | undefined {
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
    description: oneLine(notSavableReason(notebook) ?? facts),
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
