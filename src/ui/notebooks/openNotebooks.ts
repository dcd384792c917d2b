import * as vscode from 'vscode';
import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { Connections } from '../../connections/connections';
import type { Notebook } from '../../model/notebook';
import type { Save } from '../../save/save';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/nodeErrors';
import { CONTEXT, SCHEMES, SETTINGS_SECTION } from '../ids';
import { Poller, type PollerOptions } from '../polling/poller';
import { untilFocused, viewFocusOf } from '../polling/viewFocus';
import type { ValueStore } from '../saves/flow/rememberedAnswers';
import { settings } from '../settings';
import { withViewProgress } from '../withProgress';
import { readNotebookDocument } from './commands/notebookDetails';
import { type NotebookActions, notebookActions } from './notebookActions';
import type { KnownNotebooks } from './notebookLists';
import { type NotebookListChange, NotebookLists } from './notebookLists';
import type { NotebookNode } from './notebookNode';
import { NotebookRows } from './notebookRows';
import { pollNotebooks } from './pollNotebooks';
import { ShownConnection } from './shownConnection';
import { contextState, viewMessage } from './viewLabels';
import { isFiltered, StoredViewOptions } from './viewOptions';
import { WorkspaceNames } from './workspaceNames';

export type { NotebookActions } from './notebookActions';

/** Dependencies of {@link openNotebooks}. */
export interface OpenNotebooksOptions {
  readonly connections: Connections;
  readonly clientFor: (connection: string) => Promise<ModelArtsClient>;
  readonly saves: Saves;
  /** The workspace memento. */
  readonly memento: ValueStore;
  /** Service time of a connection, in milliseconds since the epoch. */
  readonly serviceNow: (connection: string) => number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly view: vscode.TreeView<NotebookNode>;
  /** Makes VS Code refresh these rows; undefined refreshes all. */
  readonly redraw: (nodes: NotebookNode | NotebookNode[] | undefined) => void;
  /** Makes VS Code reload the text of a document. */
  readonly redrawDocument: (uri: vscode.Uri) => void;
}

/** The loaded part of the notebooks view. */
export interface OpenNotebooks extends Disposable {
  readonly known: KnownNotebooks;
  readonly rows: NotebookRows;
  readonly actions: NotebookActions;
  /** Reloads the lists that were loaded before and are expanded. */
  readonly refresh: () => Promise<void>;
  /** Returns the text of a notebook's details document. */
  readonly readDocument: (uri: vscode.Uri) => Promise<string>;
}

/** How often remaining times are redrawn. */
const REDRAW_INTERVAL_MS = 60_000;

/** Creates the lists behind the notebooks view, their polling, and the commands. */
export function openNotebooks(options: OpenNotebooksOptions): OpenNotebooks {
  const { connections, clientFor, saves, serviceNow, clock, log, view } = options;
  const viewOptions = new StoredViewOptions(options.memento);
  const allUsers = (): boolean => settings.allUsers() && !viewOptions.current.mine;
  const lists = new NotebookLists({ connections, clientFor, allUsers, clock, log });
  const isBeingSaved = (id: string): boolean => saves.ofNotebook(id) !== undefined;
  const workspaces = new WorkspaceNames({ clientFor, log });
  const shown = { lists, viewOptions, workspaces, showsOwner: allUsers, isBeingSaved, untilFocused };
  const rows = new NotebookRows({ ...options, ...shown });
  const viewFocus = viewFocusOf(view);
  const intervalMs = settings.refreshIntervalMs;
  const polling = pollNotebooks({ lists, viewFocus, clock, intervalMs, isFollowed: isBeingSaved, log });
  const describe = (): void => describeView(view, lists, rows.shown, viewOptions);
  const redraw = (): void => {
    rows.redraw();
    describe();
  };
  const shownConnection = new ShownConnection({ connections, lists, rows, view, log });
  const deps = { connections, clientFor, lists, serviceNow };
  const readAfterSave = reloadAfterSaves(lists);
  /** URI of the document whose load is updating its list. It is not redrawn for its own update. */
  let uriBeingRead: string | undefined;
  const readDocument = (uri: vscode.Uri): Promise<string> => {
    const put = (connection: string, notebook: Notebook): void => {
      uriBeingRead = uri.toString();
      lists.of(connection)?.put(notebook);
      uriBeingRead = undefined;
    };
    return readNotebookDocument({ clientFor, serviceNow, put }, uri);
  };
  const parts = disposeAll([
    viewOptions,
    lists,
    rows,
    viewFocus,
    polling,
    shownConnection,
    pollRemainingTimes(rows, { viewFocus, clock, log }),
    workspaces,
    workspaces.onDidChange((connection) => rows.redrawGroups(connection)),
    lists.onDidReplace((others) => {
      workspaces.forget(others);
      const hasSwitched = shownConnection.pauseOthers();
      redraw();
      if (hasSwitched) shownConnection.reveal();
    }),
    lists.onDidChange((change) => {
      rows.redrawList(change);
      describe();
      redrawDocuments(change, (uri) => {
        if (uri.toString() !== uriBeingRead) options.redrawDocument(uri);
      });
    }),
    viewOptions.onDidChange((before) => {
      // The service filters by owner, so the lists are reloaded.
      if (settings.allUsers() && before.mine !== viewOptions.current.mine) lists.forget();
      else redraw();
    }),
    view.onDidCollapseElement(({ element }) => {
      if (element.kind === 'connection') lists.setCollapsed(element.connection, true);
    }),
    view.onDidExpandElement(({ element }) => {
      if (element.kind === 'connection') {
        lists.setCollapsed(element.connection, false);
        const list = lists.of(element.connection);
        if (list?.isPaused) list.read().catch((error: unknown) => log.error(stackOf(error)));
      }
      polling.reschedule();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${SETTINGS_SECTION}.allUsers`)) lists.forget();
      polling.reschedule();
    }),
    saves.onDidChange(({ notebook }) => rows.redrawNotebook(notebook.id)),
    saves.onDidEnd((save) => void readAfterSave(save)),
  ]);
  describe();
  return {
    known: {
      all: () => knownNotebooks(lists),
      onDidChange: (listener) => lists.onDidChange(() => listener()),
      failureOf: (connection) => {
        const state = lists.of(connection)?.state;
        return state && 'error' in state ? state.error : undefined;
      },
      readOne: async (connection, id) => lists.of(connection)?.readOne(id),
    },
    rows,
    actions: notebookActions(deps, viewOptions),
    refresh: async () => {
      // A list that was never expanded has nothing to reload.
      const loaded = lists.expanded.filter(({ state }) => state.kind !== 'unread');
      await withViewProgress(async () => Promise.all(loaded.map((list) => list.read())));
    },
    readDocument,
    dispose: () => parts.dispose(),
  };
}

function* knownNotebooks(
  lists: NotebookLists,
): Generator<{ readonly connection: string; readonly notebook: Notebook }, void> {
  for (const { connection, list } of lists.all) {
    for (const notebook of list.notebooks) yield { connection, notebook };
  }
}

/** Updates the view's description and message, and the context keys that select its welcome text. */
function describeView(
  view: vscode.TreeView<NotebookNode>,
  lists: NotebookLists,
  shown: number,
  { current }: StoredViewOptions,
): void {
  const mine = current.mine && settings.allUsers();
  view.description = lists.all.length === 1 ? (lists.all[0]?.connection ?? '') : '';
  view.message = viewMessage(lists, shown, { ...current, mine });
  void vscode.commands.executeCommand('setContext', CONTEXT.state, contextState(lists, shown));
  void vscode.commands.executeCommand('setContext', CONTEXT.isFiltered, isFiltered(current) || mine);
}

/** Redraws remaining times once a minute. Sends no request. */
function pollRemainingTimes(rows: NotebookRows, deps: Pick<PollerOptions, 'viewFocus' | 'clock' | 'log'>): Poller {
  const { clock } = deps;
  let redrawnAt = clock.now();
  return new Poller({
    ...deps,
    dueInMs: () => redrawnAt + REDRAW_INTERVAL_MS - clock.now(),
    poll: async () => {
      redrawnAt = clock.now();
      rows.redrawTimes();
    },
  });
}

/**
 * Reloads a notebook after its save ended. Every window receives the event, so each waits until it has the focus and
 * reloads once for all saves that ended meanwhile. The promise never rejects.
 */
function reloadAfterSaves(lists: NotebookLists): (save: Save) => Promise<void> {
  const waiting = new Set<string>();
  return async ({ connection, notebook: { id } }) => {
    if (waiting.has(id)) return;
    waiting.add(id);
    await untilFocused();
    waiting.delete(id);
    await lists.of(connection)?.readOne(id);
  };
}

/** Reloads the open details documents of changed notebooks. */
function redrawDocuments({ connection, change }: NotebookListChange, redraw: (uri: vscode.Uri) => void): void {
  if (!change) return;
  for (const { uri } of vscode.workspace.textDocuments) {
    if (uri.scheme !== SCHEMES.notebook) continue;
    const query = new URLSearchParams(uri.query);
    if (query.get('connection') === connection && change.has(query.get('id') ?? '')) redraw(uri);
  }
}
