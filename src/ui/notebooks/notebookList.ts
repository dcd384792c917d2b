import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { NotebookReading } from '../../api/streamNotebooks';
import { isModelArtsError, type ModelArtsError } from '../../model/errors';
import { isSameNotebook, toNotebookRow } from '../../model/listedNotebook';
import type { Notebook } from '../../model/notebook';
import { isForbidden, isGone } from '../../model/refusals';
import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/stackOf';

/** How the last reading of the list went. What was read before is kept while an error lasts. */
export type NotebookListState =
  | { readonly kind: 'notConnected'; readonly error: ModelArtsError }
  | { readonly kind: 'unread' }
  /** For the first time: some may be there. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'read' }
  | { readonly kind: 'failed'; readonly error: ModelArtsError };

/** A status that is shown before the service says it. */
interface OptimisticStatus {
  readonly status: string;
  /** The status that the service still told when it had accepted the order; undefined = the order is under way. */
  readonly from: string | undefined;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** How long a service that accepted an order may go on telling the status of before. */
const LATEST_CHANGE_MS = 30_000;

/** Ids of the notebooks that say something else than before; undefined = others, or in another order, or an error. */
export type NotebookChange = ReadonlySet<string> | undefined;

export interface NotebookListOptions {
  /** Name of the connection to ask. @throws NotConnectedError while there is none */
  readonly connection: () => string;
  readonly clientFor: (connection: string) => Promise<Pick<ModelArtsClient, 'streamNotebooks' | 'getNotebook'>>;
  /** Every user's notebooks, where the account may. */
  readonly allUsers: () => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The notebooks of one connection: read when asked, and kept until read again. */
export class NotebookList implements Disposable {
  readonly #changed = new Emitter<NotebookChange>();
  readonly #lifetime = new AbortController();
  /** Ends the reading under way. */
  #reading = new AbortController();
  #state: NotebookListState = { kind: 'unread' };
  #byId: ReadonlyMap<string, Notebook> = new Map();
  readonly #optimistic = new Map<string, OptimisticStatus>();
  /** Notebooks that were read singly while the whole list was being read: they are the newer ones. */
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

  /** True where everybody's notebooks were asked for and the account may see only its own. */
  get isOwnOnly(): boolean {
    return this.options.allUsers() && !this.#mayListAll;
  }

  /** When the last reading ended, well or not; milliseconds since the epoch. */
  get readAt(): number | undefined {
    return this.#readAt;
  }

  /** Readings in a row that failed. */
  get failures(): number {
    return this.#failures;
  }

  /** Reads all notebooks anew; a reading under way is ended. Resolves when the state says how it went. */
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

  /** Ends a first reading under way; what came is kept, and {@link NotebookList.read} brings the rest. False where there is none. */
  pause(): boolean {
    if (!this.#isReading || (this.#state.kind !== 'unread' && this.#state.kind !== 'reading')) return false;
    this.#reading.abort();
    this.#isPaused = this.#state.kind === 'reading';
    return true;
  }

  /** True while the rest of a first reading is left for later. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Reads one notebook anew, e.g. after something was done with it; it keeps its place. Never rejects. */
  async readOne(id: string): Promise<void> {
    const { signal } = this.#lifetime;
    if (!this.#byId.has(id)) return;
    try {
      const client = await this.options.clientFor(this.options.connection());
      this.put(await client.getNotebook(id, signal));
    } catch (error) {
      if (signal.aborted) return;
      if (isGone(error)) this.#remove(id);
      else if (isModelArtsError(error))
        this.options.log.warn(`Notebook ${id} could not be read again: ${error.message}`);
      else this.options.log.error(`Notebook ${id} could not be read again: ${stackOf(error)}`);
    }
  }

  /** Takes what the service just said of a notebook. */
  put(notebook: Notebook): void {
    const before = this.#byId.get(notebook.id);
    if (!before || this.#lifetime.signal.aborted) return;
    this.#newer.add(notebook.id);
    const isUncovered = this.#clearOptimisticStatus(notebook);
    if (isSameNotebook(before, notebook) && !isUncovered) return;
    this.#byId = new Map(this.#byId).set(notebook.id, toNotebookRow(notebook));
    this.#changed.fire(new Set([notebook.id]));
  }

  /** Shows a status before the service says it, until the returned disposable is disposed. */
  setOptimisticStatus(id: string, status: string): Disposable {
    this.#pretend(id, { status, from: undefined, until: Infinity });
    return {
      dispose: () => {
        if (this.#optimistic.delete(id)) this.#changed.fire(new Set([id]));
      },
    };
  }

  /** Shows the status to come, although the service still says `from`: until it says something else, or half a minute long. */
  expectStatus(id: string, from: string, status: string): void {
    this.#pretend(id, { status, from, until: this.options.clock.now() + LATEST_CHANGE_MS });
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
      // A reading that was paused does not take away what it brought. The whole list is drawn once, in its final order.
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
        yield* client.streamNotebooks({ allUsers: true, withFree: true }, signal);
        return;
      } catch (error) {
        if (!isForbidden(error)) throw error;
        this.#mayListAll = false;
        log.info('The account may not list the notebooks of all users: its own are listed');
      }
    }
    yield* client.streamNotebooks({ withFree: true }, signal);
  }

  #take(state: NotebookListState, notebooks: readonly Notebook[]): void {
    const before = this.#byId;
    const after = new Map<string, Notebook>();
    const changed = new Set<string>();
    const isShown = state.kind === this.#state.kind || (state.kind === 'read' && this.#state.kind === 'reading');
    for (const notebook of notebooks) {
      const known = before.get(notebook.id);
      const isKept = known && (this.#newer.has(notebook.id) || isSameNotebook(known, notebook));
      after.set(notebook.id, isKept ? known : notebook);
      if (this.#clearOptimisticStatus(notebook) || !isKept) changed.add(notebook.id);
    }
    this.#byId = after;
    this.#enter(state, isShown && haveSameOrder(before, after) ? changed : undefined);
  }

  #fail(error: unknown): void {
    this.#failures += 1;
    this.#readAt = this.options.clock.now();
    if (!isModelArtsError(error)) throw error;
    this.options.log.warn(`Notebooks could not be listed: ${error.message}`);
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

  #pretend(id: string, pretended: OptimisticStatus): void {
    this.#optimistic.set(id, pretended);
    this.#changed.fire(new Set([id]));
  }

  /** Ends an expectation that came true, or has taken too long; false where there was none. */
  #clearOptimisticStatus({ id, status }: Notebook): boolean {
    const pretended = this.#optimistic.get(id);
    if (pretended?.from === undefined) return false;
    if (status === pretended.from && this.options.clock.now() < pretended.until) return false;
    return this.#optimistic.delete(id);
  }

  #shown(id: string): Notebook {
    const notebook = this.#byId.get(id);
    if (!notebook) throw new Error(`No notebook ${id}`);
    const pretended = this.#optimistic.get(id);
    return pretended ? { ...notebook, status: pretended.status } : notebook;
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
