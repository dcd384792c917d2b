import type * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/nodeErrors';
import type { NotebookLists } from './notebookLists';
import type { NotebookNode } from './notebookNode';
import type { NotebookRows } from './notebookRows';

/** Dependencies of {@link ShownConnection}. */
export interface ShownConnectionOptions {
  readonly connections: Pick<Connections, 'current'>;
  readonly lists: NotebookLists;
  readonly rows: NotebookRows;
  readonly view: Pick<vscode.TreeView<NotebookNode>, 'visible' | 'reveal' | 'onDidChangeVisibility'>;
  readonly log: Logger;
}

/** Reveals and expands the row of the connection in use after a switch, if there are several connections. */
export class ShownConnection implements Disposable {
  readonly #subscription: Disposable;
  #inUse: string | undefined;
  /** True if the view was hidden when the connection was switched. */
  #isRevealPending = false;

  constructor(private readonly options: ShownConnectionOptions) {
    this.#inUse = options.connections.current?.name;
    this.#subscription = options.view.onDidChangeVisibility(() => {
      if (this.#isRevealPending) this.reveal();
    });
  }

  /**
   * After a switch, stops the first load of other connections' lists and collapses their rows. The rest is loaded when
   * a row is expanded. Returns false if the connection in use is the same as before.
   */
  pauseOthers(): boolean {
    const { connections, lists, rows } = this.options;
    const inUse = connections.current?.name;
    if (inUse === this.#inUse) return false;
    this.#inUse = inUse;
    for (const { connection, list } of lists.all) {
      if (connection === inUse || !list.pause()) continue;
      lists.setCollapsed(connection, true);
      rows.collapse(connection);
    }
    return true;
  }

  /**
   * Reveals, expands and selects the row of the connection in use once the view is visible. Expanding the row loads its
   * list.
   */
  reveal(): void {
    const { rows, view, log } = this.options;
    this.#isRevealPending = !view.visible;
    const node = rows.connectionNode(this.#inUse ?? '');
    if (!node || !view.visible) return;
    view.reveal(node, { expand: true, select: true, focus: false }).then(undefined, (error: unknown) => {
      log.warn(`Could not reveal the connection in use: ${stackOf(error)}`);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
