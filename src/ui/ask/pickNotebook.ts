import * as vscode from 'vscode';
import type { Notebook } from '../../model/notebook';
import { whyNotSavable } from '../../model/whyNotSavable';
import { oneLine } from '../../util/text';
import { notSavableMessage } from '../messages/notSavableMessage';
import { notebookStatusWord } from '../messages/statusWords';
import { withoutIcons } from '../messages/withoutIcons';

interface Item extends vscode.QuickPickItem {
  readonly notebook?: Notebook;
}

/**
 * Lets a person pick a notebook, from the first page on. Those that cannot be saved are shown with the reason and
 * cannot be picked. Undefined when the person backs out.
 *
 * @throws what the pages throw
 */
export async function pickNotebook(
  pages: AsyncIterable<{ readonly notebooks: readonly Notebook[] }>,
): Promise<Notebook | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Save Notebook as Image: Notebook');
  pick.placeholder = vscode.l10n.t('Which notebook?');
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const over = new AbortController();
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise<Notebook | undefined>((resolve, reject) => {
      listening.push(
        pick.onDidAccept(() => {
          const notebook = pick.activeItems[0]?.notebook;
          if (notebook && whyNotSavable(notebook) === undefined) resolve(notebook);
          else if (notebook) pick.title = reasonText(notebook);
        }),
        pick.onDidHide(() => resolve(undefined)),
      );
      pick.show();
      fill(pick, pages, over.signal).catch(reject);
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
  pick: vscode.QuickPick<Item>,
  pages: AsyncIterable<{ readonly notebooks: readonly Notebook[] }>,
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
    draw(pick, [...byId.values()]);
  }
  if (over.aborted) return;
  if (behind) draw(pick, [...byId.values()]);
  pick.busy = false;
  if (byId.size === 0) pick.placeholder = vscode.l10n.t('This project has no notebooks.');
}

function draw(pick: vscode.QuickPick<Item>, notebooks: readonly Notebook[]): void {
  const activeId = pick.activeItems[0]?.notebook?.id;
  pick.items = items(notebooks);
  if (activeId !== undefined) pick.activeItems = pick.items.filter((each) => each.notebook?.id === activeId);
}

/** What can be saved first, then the rest with the reason. */
function items(notebooks: readonly Notebook[]): readonly Item[] {
  const savable = notebooks.filter((notebook) => whyNotSavable(notebook) === undefined);
  const others = notebooks.filter((notebook) => whyNotSavable(notebook) !== undefined);
  return [
    ...savable.map(item),
    ...(others.length > 0
      ? [{ label: vscode.l10n.t('Cannot be saved now'), kind: vscode.QuickPickItemKind.Separator }]
      : []),
    ...others.map(item),
  ];
}

function item(notebook: Notebook): Item {
  const reason = whyNotSavable(notebook);
  const facts = [notebookStatusWord(notebook.status), notebook.flavor].filter(Boolean).join(' · ');
  const icon = reason === undefined ? 'vm-running' : 'circle-slash';
  const id = withoutIcons(oneLine(notebook.id, 100));
  const name = withoutIcons(oneLine(notebook.name, 100)) || id;
  return {
    label: `$(${icon}) ${name}`,
    description: withoutIcons(oneLine(reason === undefined ? facts : reasonText(notebook))),
    detail: id,
    notebook,
  };
}

function reasonText(notebook: Notebook): string {
  const reason = whyNotSavable(notebook);
  if (reason === undefined) return '';
  const { message, remedy } = notSavableMessage(reason, notebook);
  return `${message} ${remedy}`;
}
