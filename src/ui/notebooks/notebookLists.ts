import type { Connection } from '../../connections/connection';
import type { Connections } from '../../connections/connections';
import type { ModelArtsError } from '../../model/errors';
import type { Notebook } from '../../model/notebook';
import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import { type NotebookChange, NotebookList, type NotebookListOptions } from './notebookList';

/** Read access to the notebooks already loaded for the view. Only {@link KnownNotebooks.readOne} sends a request. */
export interface KnownNotebooks {
  /** The loaded notebooks of all connections. */
  readonly all: () => Iterable<{ readonly connection: string; readonly notebook: Notebook }>;
  readonly onDidChange: Event<void>;
  /** Returns why listing a connection's notebooks failed; undefined if it succeeded or was not tried. */
  readonly failureOf: (connection: string) => ModelArtsError | undefined;
  /** Reloads one notebook, e.g. after a command changed it. Never rejects. */
  readonly readOne: (connection: string, id: string) => Promise<void>;
}

/** Dependencies of {@link NotebookLists}. */
export interface NotebookListsOptions extends Omit<NotebookListOptions, 'connection'> {
  readonly connections: Pick<Connections, 'all' | 'current' | 'get' | 'onDidChange'>;
}

/** A list of notebooks and its connection. */
export interface ConnectedList {
  /** Name of the connection; empty if none is configured. */
  readonly connection: string;
  readonly list: NotebookList;
}

/** A list and the connection object it was created for. A different object means the connection changed. */
interface OwnedList extends ConnectedList {
  readonly owner: Connection | undefined;
}

/** A change of one list. */
export interface NotebookListChange extends ConnectedList {
  readonly change: NotebookChange;
}

/** One list per connection. With one connection or none, a single list for the connection in use. */
export class NotebookLists implements Disposable {
  readonly #changed = new Emitter<NotebookListChange>();
  readonly #replaced = new Emitter<readonly string[]>();
  readonly #subscription: Disposable;
  #lists: readonly OwnedList[] = [];
  /** Connections whose rows are collapsed. */
  readonly #collapsed = new Set<string>();

  /** Fires when a list changes. */
  readonly onDidChange: Event<NotebookListChange> = this.#changed.event;
  /**
   * Fires when lists were replaced or the connection in use changed, with the connections whose lists are new and
   * unread.
   */
  readonly onDidReplace: Event<readonly string[]> = this.#replaced.event;

  constructor(private readonly options: NotebookListsOptions) {
    this.#lists = this.#build([]);
    this.#subscription = options.connections.onDidChange(() => this.#replace(this.#lists.filter(isWorthKeeping)));
  }

  get all(): readonly ConnectedList[] {
    return this.#lists;
  }

  /** The lists whose rows are not collapsed. */
  get expanded(): readonly NotebookList[] {
    return this.#lists.filter(({ connection }) => !this.#collapsed.has(connection)).map(({ list }) => list);
  }

  /** Returns the list of a connection by name. */
  of(connection: string): NotebookList | undefined {
    return this.#lists.find((each) => each.connection === connection)?.list;
  }

  /** Records whether the rows of a connection are collapsed. */
  setCollapsed(connection: string, isCollapsed: boolean): void {
    if (isCollapsed) this.#collapsed.add(connection);
    else this.#collapsed.delete(connection);
  }

  /** Replaces all lists with unread ones, e.g. because a different set of notebooks was requested. */
  forget(): void {
    this.#replace([]);
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const { list } of this.#lists) list.dispose();
    this.#changed.dispose();
    this.#replaced.dispose();
  }

  /** Rebuilds the lists. Keeps those in `known` whose connection is the same object. */
  #replace(known: readonly OwnedList[]): void {
    const before = this.#lists;
    this.#lists = this.#build(known);
    for (const each of before) if (!this.#lists.includes(each)) each.list.dispose();
    const created = this.#lists.filter((each) => !before.includes(each));
    this.#replaced.fire(created.map(({ connection }) => connection));
  }

  #build(known: readonly OwnedList[]): readonly OwnedList[] {
    const { all, current } = this.options.connections;
    const owners = all.length > 1 ? all : [current];
    return owners.map((owner) => known.find((each) => owner && each.owner === owner) ?? this.#list(owner));
  }

  /** The name is resolved on each reload, so a missing connection becomes an error of the list. */
  #list(owner: Connection | undefined): OwnedList {
    const { connections, ...options } = this.options;
    const connection = owner?.name ?? '';
    const list = new NotebookList({ ...options, connection: () => connections.get(owner?.name).name });
    list.onDidChange((change) => this.#changed.fire({ connection, list, change }));
    return { owner, connection, list };
  }
}

/** A list that failed before it loaded anything is replaced, because the changed connections may fix it. */
function isWorthKeeping({ list }: ConnectedList): boolean {
  return list.size > 0 || !('error' in list.state);
}
