import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import { oneLine } from '../../../util/text';
import { notebookStatusLabel } from '../../text/labels';
import { createPick, escapeRow, type RowFacts } from '../../wizard/quickInput';

interface NotebookItem extends RowFacts {
  readonly notebook: Notebook;
}

/**
 * Asks the user to pick a notebook for which `fits` is true. Shows rows from the first page on. Undefined if cancelled.
 *
 * @param read yields the notebooks loaded so far, after each page
 * @throws any error of `read`
 */
export async function pickOne(
  title: string,
  read: (signal: AbortSignal) => AsyncIterable<{ readonly notebooks: readonly Notebook[] }>,
  fits: (notebook: Notebook) => boolean,
): Promise<Notebook | undefined> {
  const pick = createPick<NotebookItem>();
  Object.assign(pick, {
    title,
    placeholder: vscode.l10n.t('Select a notebook'),
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
    busy: true,
  });
  const closed = new AbortController();
  const fill = async (): Promise<void> => {
    for await (const { notebooks } of read(closed.signal)) {
      if (closed.signal.aborted) return;
      const active = pick.activeItems[0]?.notebook.id;
      pick.items = notebooks.filter(fits).map((each) => escapeRow(notebookItem(each)));
      pick.activeItems = pick.items.filter(({ notebook }) => notebook.id === active);
    }
    pick.busy = false;
    if (pick.items.length === 0) pick.placeholder = vscode.l10n.t('No notebooks are available for this action.');
  };
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<Notebook | undefined>((resolve, reject) => {
      listeners.push(
        pick.onDidAccept(() => {
          const [chosen] = pick.activeItems;
          if (chosen) resolve(chosen.notebook);
        }),
        pick.onDidHide(() => resolve(undefined)),
      );
      pick.show();
      fill().catch((error: unknown) => {
        if (!closed.signal.aborted) reject(error);
      });
    });
  } finally {
    closed.abort();
    for (const listener of listeners) listener.dispose();
    pick.dispose();
  }
}

function notebookItem(notebook: Notebook): NotebookItem {
  const facts = [notebookStatusLabel(notebook.status), notebook.flavor, notebook.ownerName].filter(Boolean).join(' · ');
  return {
    label: oneLine(notebook.name, 100) || notebook.id,
    description: oneLine(facts, 200),
    detail: oneLine(notebook.id, 100),
    notebook,
  };
}
