import * as vscode from 'vscode';
import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { Connections } from '../../connections/connections';
import type { Notebook } from '../../model/notebook';
import type { Save } from '../../save/save';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/stackOf';
import { CONTEXT, SCHEMES, SETTINGS_SECTION } from '../ids';
import { Poller, type PollerOptions } from '../polling/poller';
import { untilFocused } from '../polling/untilFocused';
import { viewFocusOf } from '../polling/viewFocus';
import type { ValueStore } from '../saves/flow/rememberedAnswers';
import { settings } from '../settings';
import { readNotebookDocument } from './commands/notebookDetails';
import { withViewProgress } from './commands/withViewProgress';
import type { KnownNotebooks } from './knownNotebooks';
import { type NotebookActions, notebookActions } from './notebookActions';
import { type NotebookListChange, NotebookLists } from './notebookLists';
import type { NotebookNode } from './notebookNode';
import { NotebookRows } from './notebookRows';
import { pollNotebooks } from './pollNotebooks';
import { ShownConnection } from './shownConnection';
import { StoredViewOptions } from './storedViewOptions';
import { contextState, viewMessage } from './viewLabels';
import { isFiltered } from './viewOptions';
import { WorkspaceNames } from './workspaceNames';

export type { NotebookActions } from './notebookActions';

export interface OpenNotebooksOptions {
  readonly connections: Connections;
  readonly clientFor: (connection: string) => Promise<ModelArtsClient>;
  readonly saves: Saves;
  /** What VS Code keeps for this workspace. */
  readonly kept: ValueStore;
  /** The time at the service of a connection; milliseconds since the epoch. */
  readonly serviceNow: (connection: string) => number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly view: vscode.TreeView<NotebookNode>;
  /** Lets VS Code ask anew for these rows; undefined = for all. */
  readonly redraw: (nodes: NotebookNode | NotebookNode[] | undefined) => void;
  /** Lets VS Code ask anew for the text of a document. */
  readonly redrawDocument: (uri: vscode.Uri) => void;
}

export interface OpenNotebooks extends Disposable {
  readonly known: KnownNotebooks;
  readonly rows: NotebookRows;
  readonly actions: NotebookActions;
  readonly refresh: () => Promise<void>;
  /** Text of a document about a notebook. */
  readonly readDocument: (uri: vscode.Uri) => Promise<string>;
}

/** How often rows that tell how much time is left are looked through. */
const MINUTE = 60_000;

/** Everything about the notebooks of all connections: the lists behind the view, how they are kept true, and the commands. */
export function openNotebooks(options: OpenNotebooksOptions): OpenNotebooks {
  const { connections, clientFor, saves, serviceNow, clock, log, view } = options;
  const viewOptions = new StoredViewOptions(options.kept);
  const allUsers = (): boolean => settings.allUsers() && !viewOptions.current.mine;
  const lists = new NotebookLists({ connections, clientFor, allUsers, clock, log });
  const isSavedHere = (id: string): boolean => saves.ofNotebook(id) !== undefined;
  const workspaces = new WorkspaceNames({ clientFor, log });
  const shown = { lists, viewOptions, workspaces, showsOwner: allUsers, isSavedHere, untilFocused };
  const rows = new NotebookRows({ ...options, ...shown });
  const attention = viewFocusOf(view);
  const intervalMs = settings.refreshIntervalMs;
  const polling = pollNotebooks({ lists, attention, clock, intervalMs, isFollowed: isSavedHere, log });
  const describe = (): void => describeView(view, lists, rows.shown, viewOptions);
  const redraw = (): void => {
    rows.redraw();
    describe();
  };
  const shownConnection = new ShownConnection({ connections, lists, rows, view, log });
  const deps = { connections, clientFor, lists, serviceNow };
  const readAfterSave = readerAfterSaves(lists);
  /** Address of the document that tells its list what it was just given to say. */
  let beingRead: string | undefined;
  const readDocument = (uri: vscode.Uri): Promise<string> => {
    const put = (connection: string, notebook: Notebook): void => {
      beingRead = uri.toString();
      lists.of(connection)?.put(notebook);
      beingRead = undefined;
    };
    return readNotebookDocument({ clientFor, serviceNow, put }, uri);
  };
  const parts = disposeAll([
    viewOptions,
    lists,
    rows,
    attention,
    polling,
    shownConnection,
    keepTimes(rows, { attention, clock, log }),
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
        if (uri.toString() !== beingRead) options.redrawDocument(uri);
      });
    }),
    viewOptions.onDidChange((before) => {
      // Whose notebooks are wanted is the service's to answer.
      if (settings.allUsers() && before.mine !== viewOptions.current.mine) lists.forget();
      else redraw();
    }),
    view.onDidCollapseElement(({ element }) => {
      if (element.kind === 'connection') lists.setFolded(element.connection, true);
    }),
    view.onDidExpandElement(({ element }) => {
      if (element.kind === 'connection') {
        lists.setFolded(element.connection, false);
        const list = lists.of(element.connection);
        if (list?.isPaused) list.read().catch((error: unknown) => log.error(stackOf(error)));
      }
      polling.poke();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${SETTINGS_SECTION}.allUsers`)) lists.forget();
      polling.poke();
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
      // Below a connection that nobody has unfolded there is nothing to read anew.
      const read = lists.unfolded.filter(({ state }) => state.kind !== 'unread');
      await withViewProgress(async () => Promise.all(read.map((list) => list.read())));
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

/** What stands at the view's title and above its rows, and which welcome text takes their place. */
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

/** Keeps rows true that tell how much time is left. Asks nobody. */
function keepTimes(rows: NotebookRows, deps: Pick<PollerOptions, 'attention' | 'clock' | 'log'>): Poller {
  const { clock } = deps;
  let keptAt = clock.now();
  return new Poller({
    ...deps,
    dueInMs: () => keptAt + MINUTE - clock.now(),
    poll: async () => {
      keptAt = clock.now();
      rows.redrawTimes();
    },
  });
}

/**
 * Every window hears of the end of a save, and the notebook is another one then: it is read as soon as the window has the
 * focus, once for however many saves. The promise never rejects.
 */
function readerAfterSaves(lists: NotebookLists): (save: Save) => Promise<void> {
  const waiting = new Set<string>();
  return async ({ connection, notebook: { id } }) => {
    if (waiting.has(id)) return;
    waiting.add(id);
    await untilFocused();
    waiting.delete(id);
    await lists.of(connection)?.readOne(id);
  };
}

/** A document that is open says what its row says. */
function redrawDocuments({ connection, change }: NotebookListChange, redraw: (uri: vscode.Uri) => void): void {
  if (!change) return;
  for (const { uri } of vscode.workspace.textDocuments) {
    if (uri.scheme !== SCHEMES.notebook) continue;
    const query = new URLSearchParams(uri.query);
    if (query.get('connection') === connection && change.has(query.get('id') ?? '')) redraw(uri);
  }
}
