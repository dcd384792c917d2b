import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import type { Disposable } from '../../util/disposable';
import { once } from '../../util/event';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/nodeErrors';
import { commandId } from '../ids';
import { isUnconfigured } from '../isUnconfigured';
import { errorMessage } from '../text/errorMessage';
import { errorRow, treeRow } from '../treeRow';
import type { NotebookList } from './notebookList';
import type { ConnectedList, NotebookListChange, NotebookLists } from './notebookLists';
import { type ConnectionNode, type NotebookLeaf, type NotebookNode, nodeId } from './notebookNode';
import { leaseLeft, notebookRow, notebookTooltip } from './notebookRow';
import { connectionRow, groupLabel, groupRow, noteRow } from './otherRows';
import type { StoredViewOptions } from './viewOptions';
import { haveSamePlaces, type Layout, layoutOf } from './viewOptions';
import type { WorkspaceNames } from './workspaceNames';

/** Dependencies of {@link NotebookRows}. */
export interface NotebookRowsOptions {
  readonly lists: NotebookLists;
  readonly connections: Pick<Connections, 'all' | 'current'>;
  readonly viewOptions: Pick<StoredViewOptions, 'current'>;
  readonly workspaces: Pick<WorkspaceNames, 'of' | 'ask'>;
  readonly showsOwner: () => boolean;
  readonly isBeingSaved: (notebookId: string) => boolean;
  /** Resolves when the window has the focus. The first load waits for it. */
  readonly untilFocused: () => Promise<void>;
  /** Makes VS Code refresh these rows; undefined refreshes all. */
  readonly redraw: (nodes: NotebookNode | NotebookNode[] | undefined) => void;
  /** Service time of a connection, by which leases end, in milliseconds since the epoch. */
  readonly serviceNow: (connection: string) => number;
  readonly log: Logger;
}

/** If more rows change at once, the whole list is redrawn. */
const MAX_SINGLE_ROWS = 300;

/** The drawn rows of one list. */
interface Drawn {
  readonly layout: Layout;
  readonly leaves: ReadonlyMap<string, NotebookLeaf>;
  /** The time that the remaining times were computed for, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Provides the rows of the tree. As long as no row moves, only changed rows are refreshed, because the tree may have
 * ten thousand.
 */
export class NotebookRows implements Disposable {
  readonly #lifetime = new AbortController();
  #drawn = new WeakMap<NotebookList, Drawn>();
  #connections = new Map<string, ConnectionNode>();
  /** Lists for whose first rows {@link NotebookRows.getChildren} waits. */
  readonly #awaited = new Set<NotebookList>();
  readonly #collapseCounts = new Map<string, number>();

  constructor(private readonly options: NotebookRowsOptions) {}

  /** The number of notebooks that match the filter, over all lists. */
  get shown(): number {
    const counts = this.options.lists.all.map(({ list }) => count(this.#layout(list)));
    return counts.reduce((sum, each) => sum + each, 0);
  }

  /** Redraws everything, after the lists or the view options changed. */
  redraw(): void {
    this.#drawn = new WeakMap();
    this.#connections = new Map();
    this.options.redraw(undefined);
  }

  /** Collapses the row of a connection at the next {@link NotebookRows.redraw}. */
  collapse(connection: string): void {
    this.#collapseCounts.set(connection, (this.#collapseCounts.get(connection) ?? 0) + 1);
  }

  /** Returns the row of a connection; undefined if there are not several connections. */
  connectionNode(connection: string): ConnectionNode | undefined {
    const { all } = this.options.lists;
    const connected = all.length > 1 ? all.find((each) => each.connection === connection) : undefined;
    return connected && this.#connectionNode(connected);
  }

  /** Redraws the changed rows of a list, or the whole list if rows moved. */
  redrawList({ connection, list, change }: NotebookListChange): void {
    const drawn = this.#drawn.get(list);
    // The rows that VS Code is waiting for contain the change. A redraw would discard them.
    if (!drawn && this.#awaited.has(list) && !this.#connections.has(connection)) return;
    const layout = this.#arrange(list);
    if (!drawn || !change || count(layout) === 0 || !haveSamePlaces(drawn.layout, layout)) {
      this.#redrawAll(connection, list);
      return;
    }
    this.#drawn.set(list, { ...drawn, layout });
    this.#redrawLeaves(drawn, change);
  }

  /** Redraws a connection after the names of its groups changed. */
  redrawGroups(connection: string): void {
    const list = this.options.lists.of(connection);
    if (list) this.#redrawAll(connection, list);
  }

  /** Redraws the row of a notebook in all lists. */
  redrawNotebook(id: string): void {
    for (const { list } of this.options.lists.all) {
      const drawn = this.#drawn.get(list);
      if (drawn) this.#redrawLeaves(drawn, new Set([id]));
    }
  }

  /** Redraws the rows whose remaining time changed. Sends no request. */
  redrawTimes(): void {
    const { lists, serviceNow } = this.options;
    for (const { connection, list } of lists.all) {
      const drawn = this.#drawn.get(list);
      if (!drawn) continue;
      const now = serviceNow(connection);
      const stale = Array.from(list.notebooks).filter((each) => leaseLeft(each, drawn.at) !== leaseLeft(each, now));
      this.#drawn.set(list, { ...drawn, at: now });
      if (stale.length > MAX_SINGLE_ROWS) this.#redrawAll(connection, list);
      else this.#redrawLeaves(drawn, new Set(stale.map(({ id }) => id)));
    }
  }

  async getChildren(parent?: NotebookNode): Promise<NotebookNode[]> {
    const { lists } = this.options;
    const [only, ...others] = lists.all;
    if (!parent) return only && others.length === 0 ? this.#below(only, false) : lists.all.map(this.#connectionNode);
    const connected = lists.all.find(({ connection }) => connection === parent.connection);
    if (!connected) return [];
    if (parent.kind === 'connection') return this.#below(connected, true);
    if (parent.kind === 'group') return this.#leaves(connected, parent.key);
    return [];
  }

  getTreeItem(node: NotebookNode): vscode.TreeItem {
    const item = this.#item(node);
    item.id = nodeId(node);
    return item;
  }

  /** Adds the tooltip and the command, which VS Code requests only on hover or click. */
  resolveTreeItem(item: vscode.TreeItem, node: NotebookNode): vscode.TreeItem {
    const notebook = node.kind === 'notebook' && this.options.lists.of(node.connection)?.get(node.notebook.id);
    if (!notebook) return item;
    item.command = { command: commandId('viewDetails'), title: vscode.l10n.t('View Details'), arguments: [node] };
    item.tooltip = notebookTooltip(notebook);
    return item;
  }

  dispose(): void {
    this.#lifetime.abort();
  }

  #item(node: NotebookNode): vscode.TreeItem {
    const { lists, isBeingSaved, showsOwner, serviceNow, viewOptions, workspaces } = this.options;
    const list = lists.of(node.connection);
    switch (node.kind) {
      case 'notebook': {
        const notebook = list?.get(node.notebook.id);
        if (!notebook) return treeRow(node.notebook.name, undefined);
        const now = serviceNow(node.connection);
        return notebookRow(notebook, { isBeingSaved: isBeingSaved(notebook.id), showsOwner: showsOwner(), now });
      }
      case 'group': {
        const group = list && this.#drawn.get(list)?.layout.find(({ key }) => key === node.key);
        const label = groupLabel(viewOptions.current.group, node.key, workspaces.of(node.key));
        return groupRow(label, group?.notebooks.length ?? 0);
      }
      case 'connection':
        return this.#connectionItem(node.connection, list);
      case 'error':
        return errorRow(node);
      case 'note':
        return noteRow(node.isFiltered);
    }
  }

  #connectionItem(name: string, list: NotebookList | undefined): vscode.TreeItem {
    const { connections } = this.options;
    const { state } = list ?? {};
    return connectionRow({
      name,
      region: connections.all.find((each) => each.name === name)?.region,
      error: state && 'error' in state ? errorMessage(state.error).message : undefined,
      isOwnOnly: list?.isOwnOnly ?? false,
      isInUse: name === connections.current?.name,
    });
  }

  readonly #connectionNode = ({ connection }: ConnectedList): ConnectionNode => {
    const collapseCount = this.#collapseCounts.get(connection) ?? 0;
    const known = this.#connections.get(connection) ?? { kind: 'connection', connection, collapseCount };
    this.#connections.set(connection, known);
    return known;
  };

  /**
   * Returns the rows below a connection. Loads the list on first use and resolves at its first page.
   *
   * @param isNested whether the rows are below a connection row, where no welcome view explains an empty list
   */
  async #below(connected: ConnectedList, isNested: boolean): Promise<NotebookNode[]> {
    const { connection, list } = connected;
    if (list.state.kind === 'unread') await this.#readFirst(list);
    const { layout } = this.#draw(connected);
    const { state } = list;
    const hasErrorRow =
      state.kind === 'failed' || (state.kind === 'notConnected' && (isNested || !isUnconfigured(state.error)));
    const { viewOptions, workspaces } = this.options;
    const { group } = viewOptions.current;
    if (group === 'workspace')
      void workspaces.ask(
        connection,
        Array.from(layout, ({ key }) => key),
      );
    const rows =
      group === 'none'
        ? this.#leaves(connected, '')
        : layout.map(({ key }) => ({ kind: 'group', connection, key }) as const);
    if (hasErrorRow) return [{ kind: 'error', connection, error: state.error }, ...rows];
    // An empty list is certain only after the last page.
    const isEmpty = rows.length === 0 && state.kind === 'read';
    return isEmpty && isNested ? [{ kind: 'note', connection, isFiltered: list.size > 0 }] : rows;
  }

  async #readFirst(list: NotebookList): Promise<void> {
    await this.options.untilFocused();
    const firstRows = once(list.onDidChange, () => true, this.#lifetime.signal);
    const reading = list.read().catch((error: unknown) => {
      this.options.log.error(`Could not list the notebooks: ${stackOf(error)}`);
    });
    this.#awaited.add(list);
    try {
      await Promise.race([reading, firstRows]);
    } finally {
      this.#awaited.delete(list);
    }
  }

  #draw({ connection, list }: ConnectedList): Drawn {
    const layout = this.#arrange(list);
    const leaves = new Map<string, NotebookLeaf>();
    for (const { notebooks } of layout) {
      for (const notebook of notebooks) leaves.set(notebook.id, { kind: 'notebook', connection, notebook });
    }
    const drawn = { layout, leaves, at: this.options.serviceNow(connection) };
    this.#drawn.set(list, drawn);
    return drawn;
  }

  #leaves(connected: ConnectedList, group: string): NotebookLeaf[] {
    const { layout, leaves } = this.#drawn.get(connected.list) ?? this.#draw(connected);
    const notebooks = layout.find(({ key }) => key === group)?.notebooks ?? [];
    return notebooks.flatMap(({ id }) => leaves.get(id) ?? []);
  }

  #layout(list: NotebookList): Layout {
    return this.#drawn.get(list)?.layout ?? this.#arrange(list);
  }

  #arrange(list: NotebookList): Layout {
    const { viewOptions, workspaces } = this.options;
    // While pages arrive, rows are appended. The list is sorted once it is complete.
    const isComplete = list.state.kind !== 'reading';
    return layoutOf(list.notebooks, viewOptions.current, isComplete, workspaces.of);
  }

  #redrawLeaves({ leaves }: Drawn, ids: ReadonlySet<string>): void {
    const nodes = Array.from(ids).flatMap((id) => leaves.get(id) ?? []);
    if (nodes.length > 0) this.options.redraw(nodes);
  }

  #redrawAll(connection: string, list: NotebookList): void {
    this.#drawn.delete(list);
    this.options.redraw(this.#connections.get(connection));
  }
}

function count(layout: Layout): number {
  return layout.reduce((sum, { notebooks }) => sum + notebooks.length, 0);
}
