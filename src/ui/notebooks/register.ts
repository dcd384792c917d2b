import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../../util/disposable';
import { Emitter } from '../../util/event';
import { lazy } from '../../util/promises';
import { byUser } from '../commandArguments';
import { type HandledCommand, withHandlers } from '../commands';
import { NOTEBOOK_COMMANDS, SCHEMES, VIEWS } from '../ids';
import type { LoadUi } from '../showError';
import type { KnownNotebooks } from './notebookLists';
import type { NotebookNode } from './notebookNode';
import type { NotebookActions, OpenNotebooks, OpenNotebooksOptions, openNotebooks } from './openNotebooks';

/** Dependencies of {@link registerNotebooks}. */
export interface NotebooksOptions extends Omit<OpenNotebooksOptions, 'view' | 'redraw' | 'redrawDocument'> {
  readonly loadUi: LoadUi<{ readonly openNotebooks: typeof openNotebooks }>;
}

/** The notebooks view. */
export interface Notebooks extends Disposable {
  readonly known: KnownNotebooks;
  readonly commands: readonly HandledCommand[];
  readonly actions: () => Promise<NotebookActions>;
  /** Reloads the lists if the view is visible or was loaded before. */
  readonly refresh: () => Promise<void>;
}

/** Registers the notebooks view. Its implementation is loaded when the view first becomes visible or a command runs. */
export function registerNotebooks(options: NotebooksOptions): Notebooks {
  const changed = new Emitter<void>();
  const rowsChanged = new vscode.EventEmitter<NotebookNode | NotebookNode[] | undefined>();
  const documentChanged = new vscode.EventEmitter<vscode.Uri>();
  const view = vscode.window.createTreeView<NotebookNode>(VIEWS.notebooks, {
    showCollapseAll: true,
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: rowsChanged.event,
      getChildren: async (node) => (await (await open()).rows.getChildren(node)).map(byUser),
      getTreeItem: (node) => notebooks?.rows.getTreeItem(node) ?? new vscode.TreeItem(''),
      // Only connection rows are revealed, and they have no parent.
      getParent: () => undefined,
      resolveTreeItem: async (item, node) => (await open()).rows.resolveTreeItem(item, node),
    },
  });
  let notebooks: OpenNotebooks | undefined;
  const open = lazy(async () => {
    const { openNotebooks } = await options.loadUi();
    notebooks = openNotebooks({
      ...options,
      view,
      redraw: (nodes) => rowsChanged.fire(nodes),
      redrawDocument: (uri) => documentChanged.fire(uri),
    });
    notebooks.known.onDidChange(() => changed.fire());
    return notebooks;
  });
  const actions = async (): Promise<NotebookActions> => (await open()).actions;
  const known: KnownNotebooks = {
    all: () => notebooks?.known.all() ?? [],
    onDidChange: changed.event,
    failureOf: (connection) => notebooks?.known.failureOf(connection),
    readOne: async (connection, id) => notebooks?.known.readOne(connection, id),
  };
  const parts = disposeAll([
    changed,
    rowsChanged,
    documentChanged,
    view,
    // Also fills documents that VS Code restores at startup.
    vscode.workspace.registerTextDocumentContentProvider(SCHEMES.notebook, {
      onDidChange: documentChanged.event,
      provideTextDocumentContent: async (uri) => (await open()).readDocument(uri),
    }),
    { dispose: () => notebooks?.dispose() },
  ]);
  return {
    known,
    commands: withHandlers(NOTEBOOK_COMMANDS, actions),
    actions,
    refresh: async () => {
      if (notebooks || view.visible) await (await open()).refresh();
    },
    dispose: () => parts.dispose(),
  };
}
