import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { NotebookReading } from '../../api/streamNotebooks';
import { isForbidden, isGone } from '../../model/errorCodes';
import { isModelArtsError, type ModelArtsError } from '../../model/errors';
import type { Notebook } from '../../model/notebook';
import { isSameNotebook, toNotebookRow } from '../../model/notebook';
import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/nodeErrors';

/** The outcome of the last reload. Notebooks loaded earlier are kept after an error. */
export type NotebookListState =
  | { readonly kind: 'notConnected'; readonly error: ModelArtsError }
  | { readonly kind: 'unread' }
  /** The first load is in progress; some pages may have arrived. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'read' }
  | { readonly kind: 'failed'; readonly error: ModelArtsError };

/** A status shown before the service reports it. */
interface OptimisticStatus {
  readonly status: string;
  /** The status reported when the request was accepted; undefined while the request is in progress. */
  readonly from: string | undefined;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** How long the service may keep reporting the previous status after it accepted a request. */
const MAX_STATUS_DELAY_MS = 30_000;

/** IDs of the notebooks whose data changed; undefined if the set, the order or the error changed. */
export type NotebookChange = ReadonlySet<string> | undefined;

/** Dependencies of {@link NotebookList}. */
export interface NotebookListOptions {
  /** Returns the name of the connection. @throws NotConnectedError if there is none */
  readonly connection: () => string;
  readonly clientFor: (connection: string) => Promise<Pick<ModelArtsClient, 'streamNotebooks' | 'getNotebook'>>;
  /** Whether to list every user's notebooks, where the account has permission. */
  readonly allUsers: () => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Holds the notebooks of one connection. Loads them on request and keeps them until the next reload. */
export class NotebookList implements Disposable {
  readonly #changed = new Emitter<NotebookChange>();
  readonly #lifetime = new AbortController();
  /** Aborts the reload in progress. */
  #reading = new AbortController();
  #state: NotebookListState = { kind: 'unread' };
  #byId: ReadonlyMap<string, Notebook> = new Map();
  readonly #optimistic = new Map<string, OptimisticStatus>();
  /** Notebooks reloaded individually during a reload of the list: their data is newer than the list's. */
  readonly #newer = new Set<string>();
  #isReading = false;
  #isPaused = false;
  #mayListAll = true;
  #failures = 0;
  #readAt: number | undefined;

  readonly onDidChange: Event<NotebookChange> = this.#changed.event;

  constructor(private readonly options: NotebookListOptions) {}

  get state(): NotebookListState {
    return this.#state;
  }

  /** In the service's order. */
  get notebooks(): Iterable<Notebook> {
    return this.#optimistic.size === 0 ? this.#byId.values() : Array.from(this.#byId.keys(), (id) => this.#shown(id));
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): Notebook | undefined {
    return this.#byId.has(id) ? this.#shown(id) : undefined;
  }

  /** True if all users' notebooks were requested but the account may list only its own. */
  get isOwnOnly(): boolean {
    return this.options.allUsers() && !this.#mayListAll;
  }

  /** When the last reload succeeded or failed, in milliseconds since the epoch. */
  get readAt(): number | undefined {
    return this.#readAt;
  }

  /** The number of consecutive failed reloads. */
  get failures(): number {
    return this.#failures;
  }

  /** Reloads all notebooks and aborts a reload in progress. Resolves once {@link NotebookList.state} is updated. */
  async read(): Promise<void> {
    this.#reading.abort();
    const reading = new AbortController();
    this.#reading = reading;
    const signal = AbortSignal.any([reading.signal, this.#lifetime.signal]);
    this.#newer.clear();
    this.#isPaused = false;
    this.#isReading = true;
    try {
      await this.#readPages(signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      if (this.#reading === reading) this.#isReading = false;
    }
  }

  /**
   * Stops the first load and keeps the pages that arrived; {@link NotebookList.read} loads the rest. Returns false if
   * no first load is in progress.
   */
  pause(): boolean {
    if (!this.#isReading || (this.#state.kind !== 'unread' && this.#state.kind !== 'reading')) return false;
    this.#reading.abort();
    this.#isPaused = this.#state.kind === 'reading';
    return true;
  }

  /** True if the first load was stopped before its last page. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Reloads one notebook, e.g. after a command changed it. Its position stays. Never rejects. */
  async readOne(id: string): Promise<void> {
    const { signal } = this.#lifetime;
    if (!this.#byId.has(id)) return;
    try {
      const client = await this.options.clientFor(this.options.connection());
      this.put(await client.getNotebook(id, signal));
    } catch (error) {
      if (signal.aborted) return;
      if (isGone(error)) this.#remove(id);
      else if (isModelArtsError(error)) this.options.log.warn(`Could not reload notebook ${id}: ${error.message}`);
      else this.options.log.error(`Could not reload notebook ${id}: ${stackOf(error)}`);
    }
  }

  /** Replaces a notebook of the list with newer data from the service. */
  put(notebook: Notebook): void {
    const before = this.#byId.get(notebook.id);
    if (!before || this.#lifetime.signal.aborted) return;
    this.#newer.add(notebook.id);
    const wasCleared = this.#clearOptimisticStatus(notebook);
    if (isSameNotebook(before, notebook) && !wasCleared) return;
    this.#byId = new Map(this.#byId).set(notebook.id, toNotebookRow(notebook));
    this.#changed.fire(new Set([notebook.id]));
  }

  /** Shows a status before the service reports it, until the returned disposable is disposed. */
  setOptimisticStatus(id: string, status: string): Disposable {
    this.#setOptimistic(id, { status, from: undefined, until: Infinity });
    return {
      dispose: () => {
        if (this.#optimistic.delete(id)) this.#changed.fire(new Set([id]));
      },
    };
  }

  /** Shows `status` while the service still reports `from`, for at most {@link MAX_STATUS_DELAY_MS}. */
  expectStatus(id: string, from: string, status: string): void {
    this.#setOptimistic(id, { status, from, until: this.options.clock.now() + MAX_STATUS_DELAY_MS });
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
  }

  async #readPages(signal: AbortSignal): Promise<void> {
    const isFirst = this.#byId.size === 0 || this.#state.kind === 'reading';
    let last: readonly Notebook[] = [];
    for await (const { notebooks, complete } of this.#stream(signal)) {
      if (signal.aborted) return;
      last = notebooks;
      // Resuming a stopped first load must not remove rows, so shorter partial results are skipped. The complete list
      // is drawn once, in its final order.
      if (isFirst && !complete && notebooks.length >= this.#byId.size) this.#take({ kind: 'reading' }, notebooks);
    }
    if (signal.aborted) return;
    this.#failures = 0;
    this.#take({ kind: 'read' }, last);
  }

  async *#stream(signal: AbortSignal): AsyncGenerator<NotebookReading, void> {
    const { clientFor, connection, allUsers, log } = this.options;
    const client = await clientFor(connection());
    if (allUsers() && this.#mayListAll) {
      try {
        yield* client.streamNotebooks({ allUsers: true, includeFree: true }, signal);
        return;
      } catch (error) {
        if (!isForbidden(error)) throw error;
        this.#mayListAll = false;
        log.info('No permission to list the notebooks of all users; listing own notebooks only');
      }
    }
    yield* client.streamNotebooks({ includeFree: true }, signal);
  }

  #take(state: NotebookListState, notebooks: readonly Notebook[]): void {
    const before = this.#byId;
    const after = new Map<string, Notebook>();
    const changed = new Set<string>();
    const hasSameKind = state.kind === this.#state.kind || (state.kind === 'read' && this.#state.kind === 'reading');
    for (const notebook of notebooks) {
      const known = before.get(notebook.id);
      const isKept = known && (this.#newer.has(notebook.id) || isSameNotebook(known, notebook));
      after.set(notebook.id, isKept ? known : notebook);
      if (this.#clearOptimisticStatus(notebook) || !isKept) changed.add(notebook.id);
    }
    this.#byId = after;
    this.#enter(state, hasSameKind && haveSameOrder(before, after) ? changed : undefined);
  }

  #fail(error: unknown): void {
    this.#failures += 1;
    this.#readAt = this.options.clock.now();
    if (!isModelArtsError(error)) throw error;
    this.options.log.warn(`Could not list the notebooks: ${error.message}`);
    this.#enter({ kind: error.kind === 'notConnected' ? 'notConnected' : 'failed', error }, undefined);
  }

  #remove(id: string): void {
    const after = new Map(this.#byId);
    if (!after.delete(id)) return;
    this.#byId = after;
    this.#changed.fire(undefined);
  }

  #enter(state: NotebookListState, change: NotebookChange): void {
    this.#state = state;
    if (state.kind !== 'reading') this.#readAt = this.options.clock.now();
    this.#changed.fire(change);
  }

  #setOptimistic(id: string, optimistic: OptimisticStatus): void {
    this.#optimistic.set(id, optimistic);
    this.#changed.fire(new Set([id]));
  }

  /** Drops an expected status that was reached or timed out. Returns true if it dropped one. */
  #clearOptimisticStatus({ id, status }: Notebook): boolean {
    const optimistic = this.#optimistic.get(id);
    if (optimistic?.from === undefined) return false;
    if (status === optimistic.from && this.options.clock.now() < optimistic.until) return false;
    return this.#optimistic.delete(id);
  }

  #shown(id: string): Notebook {
    const notebook = this.#byId.get(id);
    if (!notebook) throw new Error(`No notebook ${id}`);
    const optimistic = this.#optimistic.get(id);
    return optimistic ? { ...notebook, status: optimistic.status } : notebook;
  }
}

function haveSameOrder(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean {
  if (one.size !== other.size) return false;
  const ids = other.keys();
  for (const id of one.keys()) {
    if (ids.next().value !== id) return false;
  }
  return true;
}
