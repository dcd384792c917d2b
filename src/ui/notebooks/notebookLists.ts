import type { Connection } from '../../connections/connection';
import type { Connections } from '../../connections/connections';
import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import { type NotebookChange, NotebookList, type NotebookListOptions } from './notebookList';

export interface NotebookListsOptions extends Omit<NotebookListOptions, 'connection'> {
  readonly connections: Pick<Connections, 'all' | 'current' | 'get' | 'onDidChange'>;
}

/** One list with the connection it belongs to. */
export interface ConnectedList {
  /** Name of the connection; empty = there is none to use. */
  readonly connection: string;
  readonly list: NotebookList;
}

/** A list and the connection as it was when the list was made: another object is another connection. */
interface OwnedList extends ConnectedList {
  readonly owner: Connection | undefined;
}

export interface NotebookListChange extends ConnectedList {
  readonly change: NotebookChange;
}

/** The lists of all connections, each with a state of its own; where there is one connection or none, one list. */
export class NotebookLists implements Disposable {
  readonly #changed = new Emitter<NotebookListChange>();
  readonly #replaced = new Emitter<readonly string[]>();
  readonly #listening: Disposable;
  #lists: readonly OwnedList[] = [];
  /** Connections whose rows nobody sees. */
  readonly #folded = new Set<string>();

  /** Something of a list changed. */
  readonly onDidChange: Event<NotebookListChange> = this.#changed.event;
  /** There are other lists, or another connection is in use; told with the connections whose lists are others, and unread. */
  readonly onDidReplace: Event<readonly string[]> = this.#replaced.event;

  constructor(private readonly options: NotebookListsOptions) {
    this.#lists = this.#build([]);
    this.#listening = options.connections.onDidChange(() => this.#replace(this.#lists.filter(isUsable)));
  }

  get all(): readonly ConnectedList[] {
    return this.#lists;
  }

  /** Those with rows that can be seen while the view can. */
  get unfolded(): readonly NotebookList[] {
    return this.#lists.filter(({ connection }) => !this.#folded.has(connection)).map(({ list }) => list);
  }

  /** The list of a connection, by its name. */
  of(connection: string): NotebookList | undefined {
    return this.#lists.find((each) => each.connection === connection)?.list;
  }

  /** A person folded the rows of a connection, or unfolded them. */
  setFolded(connection: string, isFolded: boolean): void {
    if (isFolded) this.#folded.add(connection);
    else this.#folded.delete(connection);
  }

  /** Drops all that was read, e.g. because others are to be asked. */
  forget(): void {
    this.#replace([]);
  }

  dispose(): void {
    this.#listening.dispose();
    for (const { list } of this.#lists) list.dispose();
    this.#changed.dispose();
    this.#replaced.dispose();
  }

  /** Lists anew; those of `known` stay whose connections are still the same. */
  #replace(known: readonly OwnedList[]): void {
    const before = this.#lists;
    this.#lists = this.#build(known);
    for (const each of before) if (!this.#lists.includes(each)) each.list.dispose();
    const others = this.#lists.filter((each) => !before.includes(each));
    this.#replaced.fire(others.map(({ connection }) => connection));
  }

  /** Where there is one connection or none, the list of the one in use. */
  #build(known: readonly OwnedList[]): readonly OwnedList[] {
    const { all, current } = this.options.connections;
    const owners = all.length > 1 ? all : [current];
    return owners.map((owner) => known.find((each) => owner && each.owner === owner) ?? this.#list(owner));
  }

  /** Why there is no connection to use is found out when the list is read. */
  #list(owner: Connection | undefined): OwnedList {
    const { connections, ...options } = this.options;
    const connection = owner?.name ?? '';
    const list = new NotebookList({ ...options, connection: () => connections.get(owner?.name).name });
    list.onDidChange((change) => this.#changed.fire({ connection, list, change }));
    return { owner, connection, list };
  }
}

/** One that could not be read may work at last. */
function isUsable({ list }: ConnectedList): boolean {
  return list.size > 0 || !('error' in list.state);
}
