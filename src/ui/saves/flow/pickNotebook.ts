import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import type { Answer, Step } from '../../wizard/answer';
import { createPick, type EscapedRow, escapeRow } from '../../wizard/quickInput';
import { type NotebookRow, notebookRows, refusal } from './notebookPickRows';

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
  /** Searches one page. The id may be set when this resolves. Never rejects. */
  search(notebooks: readonly Notebook[], signal: AbortSignal): Promise<void>;
}

/**
 * Asks the user to pick a notebook. Shows rows from the first page on. Notebooks that cannot be saved are shown with
 * the reason and cannot be picked.
 *
 * @throws any error of the pages
 */
export async function pickNotebook(step: PickNotebookStep): Promise<Answer<Notebook>> {
  const pick = createPick<NotebookRow>();
  Object.assign(pick, {
    title: step.title,
    step: step.step,
    totalSteps: step.totalSteps,
    placeholder: vscode.l10n.t('Select a notebook'),
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  const closed = new AbortController();
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<Notebook>>((resolve, reject) => {
      listeners.push(
        pick.onDidAccept(() => {
          const notebook = pick.activeItems[0]?.notebook;
          const why = notebook && refusal(notebook);
          if (why !== undefined) pick.title = why;
          else if (notebook) resolve({ kind: 'next', value: notebook });
        }),
        pick.onDidHide(() => resolve({ kind: 'cancelled' })),
      );
      pick.show();
      fill(pick, step, closed.signal).catch(reject);
    });
  } finally {
    closed.abort();
    for (const listener of listeners) listener.dispose();
    pick.dispose();
  }
}

/**
 * Fills the list until it is closed. Keeps the row active that the user moved to; until then, the initial row is
 * active. VS Code is passed all rows on each update, so rows are updated only when their number has doubled.
 */
async function fill(
  pick: vscode.QuickPick<EscapedRow<NotebookRow>>,
  { pages, currentNotebook, preferredId }: PickNotebookStep,
  closed: AbortSignal,
): Promise<void> {
  const byId = new Map<string, Notebook>();
  const searches: Promise<void>[] = [];
  let drawnCount = 0;
  let isOutdated = false;
  let initialId: string | undefined;
  const redraw = (): void => {
    const activeId = pick.activeItems[0]?.notebook?.id;
    const hasMoved = activeId !== undefined && activeId !== initialId;
    pick.items = notebookRows([...byId.values()], currentNotebook.id).map(escapeRow);
    const active = pick.items.find(
      ({ notebook }) => notebook?.id === (hasMoved ? activeId : (currentNotebook.id ?? preferredId)),
    );
    if (active) pick.activeItems = [active];
    if (!hasMoved) initialId = (active ?? pick.items.find(({ notebook }) => notebook))?.notebook?.id;
  };
  const searchCurrent = async (notebooks: readonly Notebook[]): Promise<void> => {
    const before = currentNotebook.id;
    await currentNotebook.search(notebooks, closed);
    if (currentNotebook.id !== before && !closed.aborted) redraw();
  };
  pick.busy = true;
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
  if (byId.size === 0) pick.placeholder = vscode.l10n.t('This project has no notebooks.');
  await Promise.all(searches);
  if (!closed.aborted) pick.busy = false;
}
