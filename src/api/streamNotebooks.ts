import { isModelArtsError } from '../model/errors';
import type { Notebook } from '../model/notebook';
import type { Clock } from '../util/clock';
import type { Logger } from '../util/logger';

/** Which notebooks to list. */
export interface NotebookQuery {
  /** Every user's, where the account may. */
  readonly allUsers?: boolean;
  readonly workspaceId?: string;
  /** `DEFAULT` = the free ones, which the service leaves out otherwise. */
  readonly feature?: string;
}

export interface NotebookPage {
  readonly notebooks: readonly Notebook[];
  readonly total: number | undefined;
  readonly malformed: number;
}

export interface NotebookReading {
  /** Each id once, in the service's order. */
  readonly notebooks: readonly Notebook[];
  /** Notebooks that could not be read. */
  readonly malformed: number;
  /** False while there is more to read, and when the list changed while it was read, twice in a row: one may be missing. */
  readonly complete: boolean;
}

export interface StreamOptions {
  readonly listPages: (query: NotebookQuery, signal: AbortSignal) => AsyncIterable<NotebookPage>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Logger;
}

/** How long a list that is whole waits for its free notebooks before it is shown without them. */
const PATIENCE_MS = 250;

/**
 * Reads all notebooks and yields what there is so far: after the first page, then each time it has doubled, so that
 * whoever draws them draws each one about twice; the last reading is all of them. A list of one page comes with its free
 * notebooks, unless they are slow: rows that are drawn are not drawn anew while a hand is on its way to one. A list that
 * changes while it is read is read once more.
 */
export async function* streamNotebooks(
  { listPages, clock, log }: StreamOptions,
  { withFree, ...query }: NotebookQuery & { readonly withFree?: boolean },
  signal: AbortSignal,
): AsyncGenerator<NotebookReading, void> {
  const first = new ListSnapshot();
  let free: Promise<readonly Notebook[]> | undefined;
  for await (const page of listPages(query, signal)) {
    first.add(page);
    // The first page shows that the service answers, so this asks nobody in vain.
    if (withFree) free ??= readFree({ listPages, log }, query, signal);
    if (free && first.isWhole && (await isThereIn(PATIENCE_MS, free, clock, signal))) continue;
    if (first.hasDoubled()) yield first.reading(false);
  }
  const last = first.isComplete ? first : await readAll(listPages(query, signal));
  const { isComplete } = last;
  if (!isComplete) log.warn('The list of notebooks changed while it was read: one may be missing');
  last.addFree((await free) ?? []);
  yield last.reading(isComplete);
}

async function readAll(pages: AsyncIterable<NotebookPage>): Promise<ListSnapshot> {
  const pass = new ListSnapshot();
  for await (const page of pages) pass.add(page);
  return pass;
}

/** True where `promise` settles within `ms`. @throws the signal's reason when it aborts */
async function isThereIn(
  ms: number,
  promise: Promise<unknown>,
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
): Promise<boolean> {
  const there = new AbortController();
  const waiting = clock.sleep(ms, AbortSignal.any([signal, there.signal])).then(
    () => false,
    () => true,
  );
  void promise.finally(() => there.abort());
  const isThere = await waiting;
  signal.throwIfAborted();
  return isThere;
}

/**
 * The free notebooks, which the service leaves out unless it is asked for them. That they cannot be read takes nothing
 * from the others. Source: API page ListNotebooks, `feature`.
 */
async function readFree(
  { listPages, log }: Pick<StreamOptions, 'listPages' | 'log'>,
  query: NotebookQuery,
  signal: AbortSignal,
): Promise<readonly Notebook[]> {
  const found: Notebook[] = [];
  try {
    for await (const { notebooks } of listPages({ ...query, feature: 'DEFAULT' }, signal)) {
      const free = notebooks.filter(({ feature }) => feature === 'DEFAULT');
      found.push(...free);
      // A service that does not know this filter answers with all of its notebooks again.
      if (free.length < notebooks.length) break;
    }
  } catch (error) {
    if (!signal.aborted)
      log.warn(`Free notebooks could not be listed: ${isModelArtsError(error) ? error.message : ''}`);
  }
  return found;
}

/** One reading of the list, page by page. */
class ListSnapshot {
  readonly #byId = new Map<string, Notebook>();
  readonly #totals = new Set<number | undefined>();
  #count = 0;
  #malformed = 0;
  #reported = 0;

  add({ notebooks, malformed, total }: NotebookPage): void {
    for (const notebook of notebooks) this.#byId.set(notebook.id, notebook);
    this.#count += notebooks.length;
    this.#malformed += malformed;
    this.#totals.add(total);
  }

  addFree(notebooks: readonly Notebook[]): void {
    for (const notebook of notebooks) this.#byId.set(notebook.id, notebook);
  }

  /** True where the list stood still while it was read. */
  get isComplete(): boolean {
    return this.#totals.size <= 1 && this.#byId.size === this.#count;
  }

  /** True once there are as many as the service says there are. */
  get isWhole(): boolean {
    const [total] = this.#totals;
    return total !== undefined && this.#count + this.#malformed >= total;
  }

  /** True each time there is twice as much as when it last was. */
  hasDoubled(): boolean {
    if (this.#byId.size < 2 * this.#reported || this.#byId.size === 0) return false;
    this.#reported = this.#byId.size;
    return true;
  }

  reading(complete: boolean): NotebookReading {
    return { notebooks: Array.from(this.#byId.values()), malformed: this.#malformed, complete };
  }
}
