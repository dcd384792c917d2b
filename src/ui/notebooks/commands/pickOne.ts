import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import { oneLine } from '../../../util/text';
import { notebookStatusLabel } from '../../text/statusLabels';
import { createPick, drawn, type RowFacts } from '../../wizard/quickInput';

interface Item extends RowFacts {
  readonly notebook: Notebook;
}

/**
 * Lets a person pick one of the notebooks that fit, from the first page on. Undefined when they back out.
 *
 * @param read the notebooks so far, each time some more are there
 * @throws what reading throws
 */
export async function pickOne(
  title: string,
  read: (signal: AbortSignal) => AsyncIterable<{ readonly notebooks: readonly Notebook[] }>,
  fits: (notebook: Notebook) => boolean,
): Promise<Notebook | undefined> {
  const pick = createPick<Item>();
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
      pick.items = notebooks.filter(fits).map((each) => drawn(itemOf(each)));
      pick.activeItems = pick.items.filter(({ notebook }) => notebook.id === active);
    }
    pick.busy = false;
    if (pick.items.length === 0) pick.placeholder = vscode.l10n.t('No notebooks are available for this action.');
  };
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise<Notebook | undefined>((resolve, reject) => {
      listening.push(
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
    for (const each of listening) each.dispose();
    pick.dispose();
  }
}

function itemOf(notebook: Notebook): Item {
  const facts = [notebookStatusLabel(notebook.status), notebook.flavor, notebook.ownerName].filter(Boolean).join(' · ');
  return {
    label: oneLine(notebook.name, 100) || notebook.id,
    description: oneLine(facts, 200),
    detail: oneLine(notebook.id, 100),
    notebook,
  };
}
