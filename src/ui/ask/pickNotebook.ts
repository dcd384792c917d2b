import * as vscode from 'vscode';
import type { Notebook } from '../../model/notebook';
import type { Answer, Step } from './answer';
import { type NotebookRow, notebookRows, refusal } from './notebookRows';

export interface PickNotebookStep extends Omit<Step, 'title' | 'back'> {
  readonly title: string;
  readonly pages: AsyncIterable<{ readonly notebooks: readonly Notebook[] }>;
  /** True for the notebook this window is connected to; it comes first. */
  readonly isHere: (notebook: Notebook) => boolean;
}

/**
 * Lets a person pick a notebook, from the first page on. Those that no image can come of at present are shown with the
 * reason and cannot be picked.
 *
 * @throws what the pages throw
 */
export async function pickNotebook(step: PickNotebookStep): Promise<Answer<Notebook>> {
  const pick = vscode.window.createQuickPick<NotebookRow>();
  Object.assign(pick, {
    title: step.title,
    step: step.step,
    totalSteps: step.totalSteps,
    placeholder: vscode.l10n.t('Which notebook?'),
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  const over = new AbortController();
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
      fill(pick, step, over.signal).catch(reject);
    });
  } finally {
    over.abort();
    for (const each of listening) each.dispose();
    pick.dispose();
  }
}

/**
 * Fills the list until it is closed; the row a person has moved to stays the active one. VS Code is handed all rows
 * anew each time, so they are drawn when they have doubled, not with every page.
 */
async function fill(
  pick: vscode.QuickPick<NotebookRow>,
  { pages, isHere }: PickNotebookStep,
  over: AbortSignal,
): Promise<void> {
  const byId = new Map<string, Notebook>();
  let drawn = 0;
  let behind = false;
  pick.busy = true;
  for await (const { notebooks } of pages) {
    if (over.aborted) return;
    for (const notebook of notebooks) byId.set(notebook.id, notebook);
    behind = byId.size < 2 * drawn;
    if (behind) continue;
    drawn = byId.size;
    draw(pick, notebookRows([...byId.values()], isHere));
  }
  if (over.aborted) return;
  if (behind) draw(pick, notebookRows([...byId.values()], isHere));
  pick.busy = false;
  if (byId.size === 0) pick.placeholder = vscode.l10n.t('This project has no notebooks.');
}

function draw(pick: vscode.QuickPick<NotebookRow>, rows: readonly NotebookRow[]): void {
  const activeId = pick.activeItems[0]?.notebook?.id;
  pick.items = rows;
  if (activeId !== undefined) pick.activeItems = rows.filter((each) => each.notebook?.id === activeId);
}
