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

export interface NotebookListChange extends ConnectedList {
  readonly change: NotebookChange;
}

/** The lists of all connections, each with a state of its own; where there is one connection or none, one list. */
export class NotebookLists implements Disposable {
  readonly #changed = new Emitter<NotebookListChange>();
  readonly #replaced = new Emitter<void>();
  readonly #listening: Disposable;
  #lists: readonly ConnectedList[] = [];
  /** Connections whose rows nobody sees. */
  readonly #folded = new Set<string>();

  /** Something of a list changed. */
  readonly onDidChange: Event<NotebookListChange> = this.#changed.event;
  /** There are other lists, and none is read. */
  readonly onDidReplace: Event<void> = this.#replaced.event;

  constructor(private readonly options: NotebookListsOptions) {
    this.#build();
    this.#listening = options.connections.onDidChange(() => this.forget());
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
    for (const { list } of this.#lists) list.dispose();
    this.#build();
    this.#replaced.fire();
  }

  dispose(): void {
    this.#listening.dispose();
    for (const { list } of this.#lists) list.dispose();
    this.#changed.dispose();
    this.#replaced.dispose();
  }

  #build(): void {
    const { connections } = this.options;
    const names = connections.all.map(({ name }) => name);
    this.#lists = names.length > 1 ? names.map((name) => this.#list(name, name)) : [this.#listInUse()];
  }

  /** Why there is no connection to use is found out when the list is read. */
  #listInUse(): ConnectedList {
    return this.#list(this.options.connections.current?.name ?? '', undefined);
  }

  #list(connection: string, name: string | undefined): ConnectedList {
    const { connections, ...options } = this.options;
    const list = new NotebookList({ ...options, connection: () => connections.get(name).name });
    list.onDidChange((change) => this.#changed.fire({ connection, list, change }));
    return { connection, list };
  }
}
