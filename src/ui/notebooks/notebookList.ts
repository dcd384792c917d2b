import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { Connections } from '../../connections/connections';
import { type ModelArtsError, isModelArtsError } from '../../model/errors';
import type { Notebook } from '../../model/notebook';
import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import type { Logger } from '../../util/logger';

/** What is known of the notebooks of the connection in use. */
export type NotebookListState =
  | { readonly kind: 'notConnected'; readonly error: ModelArtsError }
  | { readonly kind: 'unread' }
  | { readonly kind: 'read'; readonly notebooks: readonly Notebook[] }
  /** `notebooks` are the last ones read, kept while the error lasts. */
  | { readonly kind: 'failed'; readonly error: ModelArtsError; readonly notebooks: readonly Notebook[] };

export interface NotebookListOptions {
  readonly connections: Connections;
  readonly clientFor: (connection: string) => Promise<Pick<ModelArtsClient, 'readNotebooks' | 'getNotebook'>>;
  readonly log: Logger;
}

/** The notebooks of the connection in use: read when asked, kept until read again, dropped when the connection changes. */
export class NotebookList implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #listening: Disposable;
  #state: NotebookListState = { kind: 'unread' };
  /** Ends the reading under way; a late answer for another connection is never drawn. */
  #reading = new AbortController();

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(private readonly options: NotebookListOptions) {
    this.#listening = options.connections.onDidChange(() => this.#forget());
  }

  get state(): NotebookListState {
    return this.#state;
  }

  get notebooks(): readonly Notebook[] {
    return 'notebooks' in this.#state ? this.#state.notebooks : [];
  }

  /** Reads all notebooks anew; a reading under way is ended. Resolves when the state says how it went. */
  async read(): Promise<void> {
    this.#reading.abort();
    const reading = new AbortController();
    this.#reading = reading;
    const state = await this.#ask(reading.signal);
    if (!reading.signal.aborted) this.#enter(state);
  }

  /** Reads one notebook anew, e.g. after a save of it ended; it keeps its place. */
  async readOne(id: string): Promise<void> {
    const { connections, clientFor, log } = this.options;
    const { signal } = this.#reading;
    const connection = connections.current;
    if (!connection || !this.notebooks.some((notebook) => notebook.id === id)) return;
    try {
      const fresh = await (await clientFor(connection.name)).getNotebook(id, signal);
      if (signal.aborted || this.#state.kind !== 'read') return;
      const notebooks = this.#state.notebooks.map((notebook) => (notebook.id === id ? fresh : notebook));
      this.#enter({ kind: 'read', notebooks });
    } catch (error) {
      if (!signal.aborted) log.warn(`Notebook ${id} could not be read again: ${String(error)}`);
    }
  }

  dispose(): void {
    this.#reading.abort();
    this.#listening.dispose();
    this.#changed.dispose();
  }

  async #ask(signal: AbortSignal): Promise<NotebookListState> {
    const { connections, clientFor, log } = this.options;
    try {
      const client = await clientFor(connections.get(undefined).name);
      const { notebooks } = await client.readNotebooks({}, signal);
      return { kind: 'read', notebooks };
    } catch (error) {
      if (!isModelArtsError(error)) {
        if (!signal.aborted) throw error;
        return { kind: 'unread' };
      }
      log.warn(`Notebooks could not be listed: ${error.message}`);
      return error.kind === 'notConnected'
        ? { kind: 'notConnected', error }
        : { kind: 'failed', error, notebooks: this.notebooks };
    }
  }

  #forget(): void {
    this.#reading.abort();
    this.#enter({ kind: 'unread' });
  }

  #enter(state: NotebookListState): void {
    this.#state = state;
    this.#changed.fire();
  }
}
