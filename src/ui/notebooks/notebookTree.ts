import * as vscode from 'vscode';
import type { ModelArtsError } from '../../model/errors';
import type { Notebook } from '../../model/notebook';
import type { Saves } from '../../save/saves';
import { type Disposable, disposeAll } from '../../util/disposable';
import { CONTEXT, VIEWS } from '../ids';
import { isUnconfigured } from '../isUnconfigured';
import type { NotebookList } from './notebookList';
import { notebookRow } from './notebookRow';

/** A row: a notebook, or the error that keeps the list from being read. Commands are handed these. */
export type NotebookNode =
  | { readonly kind: 'notebook'; readonly notebook: Notebook }
  | { readonly kind: 'error'; readonly error: ModelArtsError };

export interface NotebookTreeOptions {
  readonly list: NotebookList;
  readonly saves: Saves;
  /** Name of the connection in use, for the view's title. */
  readonly connectionName: () => string | undefined;
  /** Loads what puts errors into words, which is in the file that is loaded on demand. */
  readonly words: () => Promise<{ errorRow(error: ModelArtsError): vscode.TreeItem }>;
}

/** Draws the list of notebooks; reads it the first time somebody looks. */
export function showNotebookTree(options: NotebookTreeOptions): Disposable {
  const provider = new NotebookRows(options);
  const view = vscode.window.createTreeView(VIEWS.notebooks, { treeDataProvider: provider, canSelectMany: true });
  const describe = (): void => {
    view.description = options.connectionName() ?? '';
    void vscode.commands.executeCommand('setContext', CONTEXT.state, contextState(options.list));
  };
  describe();
  return disposeAll([
    view,
    provider,
    options.list.onDidChange(() => {
      describe();
      provider.redraw();
    }),
    options.saves.onDidChange(() => provider.redraw()),
    options.saves.onDidEnd(({ notebook }) => void options.list.readOne(notebook.id)),
  ]);
}

/** Reads the list with the view's own progress bar. */
export async function refreshNotebooks(list: NotebookList): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: VIEWS.notebooks } }, () => list.read());
}

/** Which welcome text fits while there are no rows. */
function contextState({ state }: NotebookList): string {
  switch (state.kind) {
    case 'notConnected':
      return state.error.kind === 'notConnected' && state.error.reason === 'noConnection'
        ? 'notConnected'
        : 'badConnection';
    case 'read':
      return state.notebooks.length === 0 ? 'empty' : 'rows';
    case 'failed':
    case 'unread':
      return 'rows';
  }
}

class NotebookRows implements vscode.TreeDataProvider<NotebookNode>, Disposable {
  readonly #redrawn = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#redrawn.event;

  constructor(private readonly options: NotebookTreeOptions) {}

  redraw(): void {
    this.#redrawn.fire(undefined);
  }

  async getChildren(parent?: NotebookNode): Promise<NotebookNode[]> {
    if (parent) return [];
    const { list } = this.options;
    if (list.state.kind === 'unread') await list.read();
    const rows = list.notebooks.map((notebook) => ({ kind: 'notebook', notebook }) as const);
    const { state } = list;
    const fault = state.kind === 'failed' || (state.kind === 'notConnected' && !isUnconfigured(state.error));
    return fault ? [{ kind: 'error', error: state.error }, ...rows] : rows;
  }

  async getTreeItem(node: NotebookNode): Promise<vscode.TreeItem> {
    if (node.kind === 'error') return (await this.options.words()).errorRow(node.error);
    return notebookRow(node.notebook, this.options.saves.ofNotebook(node.notebook.id) !== undefined);
  }

  dispose(): void {
    this.#redrawn.dispose();
  }
}
