import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import type { Answer, Step } from '../../wizard/answer';
import { createPick, type DrawnRow, drawn } from '../../wizard/quickInput';
import { type NotebookRow, notebookRows, refusal } from './notebookPickRows';

export interface PickNotebookStep extends Omit<Step, 'title' | 'back'> {
  readonly title: string;
  readonly pages: AsyncIterable<{ readonly notebooks: readonly Notebook[] }>;
  /** Id of the notebook this window is connected to, as far as it is known; it comes first. */
  readonly here: CurrentNotebookSearch;
  /** Id of the row to begin on; the first row unless it is in the list. */
  readonly preferredId?: string | undefined;
}

/** Finds the notebook this window is connected to. */
export interface CurrentNotebookSearch {
  readonly id: string | undefined;
  /** When it resolves, the id may be known. Never rejects. */
  search(notebooks: readonly Notebook[], signal: AbortSignal): Promise<void>;
}

/**
 * Lets a person pick a notebook, from the first page on. Those that no image can come of at present are shown with the
 * reason and cannot be picked.
 *
 * @throws what the pages throw
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
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<Notebook>>((resolve, reject) => {
      listening.push(
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
    for (const each of listening) each.dispose();
    pick.dispose();
  }
}

/**
 * Fills the list until it is closed. The row a person has moved to stays active; until they move it is the row to begin on.
 * VS Code is handed all rows anew each time, so they are drawn when they have doubled, not with every page.
 */
async function fill(
  pick: vscode.QuickPick<DrawnRow<NotebookRow>>,
  { pages, here, preferredId }: PickNotebookStep,
  closed: AbortSignal,
): Promise<void> {
  const byId = new Map<string, Notebook>();
  const looks: Promise<void>[] = [];
  let drawnCount = 0;
  let behind = false;
  let begunOn: string | undefined;
  const drawAll = (): void => {
    const activeId = pick.activeItems[0]?.notebook?.id;
    const isMoved = activeId !== undefined && activeId !== begunOn;
    pick.items = notebookRows([...byId.values()], here.id).map(drawn);
    const wanted = pick.items.find(({ notebook }) => notebook?.id === (isMoved ? activeId : (here.id ?? preferredId)));
    if (wanted) pick.activeItems = [wanted];
    if (!isMoved) begunOn = (wanted ?? pick.items.find(({ notebook }) => notebook))?.notebook?.id;
  };
  const lookFor = async (notebooks: readonly Notebook[]): Promise<void> => {
    const before = here.id;
    await here.search(notebooks, closed);
    if (here.id !== before && !closed.aborted) drawAll();
  };
  pick.busy = true;
  for await (const { notebooks } of pages) {
    if (closed.aborted) return;
    for (const notebook of notebooks) byId.set(notebook.id, notebook);
    looks.push(lookFor(notebooks));
    behind = byId.size < 2 * drawnCount;
    if (behind) continue;
    drawnCount = byId.size;
    drawAll();
  }
  if (closed.aborted) return;
  if (behind) drawAll();
  if (byId.size === 0) pick.placeholder = vscode.l10n.t('This project has no notebooks.');
  await Promise.all(looks);
  if (!closed.aborted) pick.busy = false;
}
