import type * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/stackOf';
import type { NotebookLists } from './notebookLists';
import type { NotebookNode } from './notebookNode';
import type { NotebookRows } from './notebookRows';

export interface ShownConnectionOptions {
  readonly connections: Pick<Connections, 'current'>;
  readonly lists: NotebookLists;
  readonly rows: NotebookRows;
  readonly view: Pick<vscode.TreeView<NotebookNode>, 'visible' | 'reveal' | 'onDidChangeVisibility'>;
  readonly log: Logger;
}

/** Turns the view to the connection in use when that becomes another one: among several, its row is revealed and unfolded. */
export class ShownConnection implements Disposable {
  readonly #listening: Disposable;
  #inUse: string | undefined;
  /** The view was hidden when the connection was switched. */
  #isWaiting = false;

  constructor(private readonly options: ShownConnectionOptions) {
    this.#inUse = options.connections.current?.name;
    this.#listening = options.view.onDidChangeVisibility(() => {
      if (this.#isWaiting) this.reveal();
    });
  }

  /**
   * Folds the lists of other connections that are still being read for the first time; the rest of them is read when a person
   * unfolds them. False where no other connection is in use than before.
   */
  pauseOthers(): boolean {
    const { connections, lists, rows } = this.options;
    const inUse = connections.current?.name;
    if (inUse === this.#inUse) return false;
    this.#inUse = inUse;
    for (const { connection, list } of lists.all) {
      if (connection === inUse || !list.pause()) continue;
      lists.setFolded(connection, true);
      rows.fold(connection);
    }
    return true;
  }

  /** Reveals, unfolds and selects the row of the connection in use, as soon as the view is visible. Its list is read by that. */
  reveal(): void {
    const { rows, view, log } = this.options;
    this.#isWaiting = !view.visible;
    const node = rows.connectionNode(this.#inUse ?? '');
    if (!node || !view.visible) return;
    view.reveal(node, { expand: true, select: true, focus: false }).then(undefined, (error: unknown) => {
      log.warn(`The connection in use could not be revealed: ${stackOf(error)}`);
    });
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
