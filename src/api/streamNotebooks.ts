import { isModelArtsError } from '../model/errors';
import type { Notebook } from '../model/notebook';
import { type Clock, settlesWithin } from '../util/clock';
import type { Logger } from '../util/logger';

/** Filter of a notebook list. */
export interface NotebookQuery {
  /** True to list the notebooks of all users, which needs a permission. */
  readonly allUsers?: boolean;
  readonly workspaceId?: string;
  /** `DEFAULT` lists the free notebooks, which the service otherwise omits. */
  readonly feature?: string;
}

/** One page of a notebook list. */
export interface NotebookPage {
  readonly notebooks: readonly Notebook[];
  readonly total: number | undefined;
  readonly malformed: number;
}

/** The notebooks read so far. */
export interface NotebookReading {
  /** Without duplicates, in the service's order. */
  readonly notebooks: readonly Notebook[];
  /** Number of notebooks that could not be parsed. */
  readonly malformed: number;
  /** False while more pages follow, and if the list changed during both readings: a notebook may then be missing. */
  readonly complete: boolean;
}

/** Dependencies of {@link streamNotebooks}. */
export interface StreamOptions {
  readonly listPages: (query: NotebookQuery, signal: AbortSignal) => AsyncIterable<NotebookPage>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Logger;
}

/** How long a complete list waits for the free notebooks before it is yielded without them. */
const MAX_FREE_WAIT_MS = 250;

/**
 * Reads all notebooks and yields the notebooks read so far: after the first page, then each time the number has
 * doubled, so that each row is drawn about twice. The last reading is complete. A list of one page is yielded together
 * with its free notebooks unless they are slow, so that rows do not move while the user is about to click one. A list
 * that changes while it is read is read a second time.
 */
export async function* streamNotebooks(
  { listPages, clock, log }: StreamOptions,
  { includeFree, ...query }: NotebookQuery & { readonly includeFree?: boolean },
  signal: AbortSignal,
): AsyncGenerator<NotebookReading, void> {
  const first = new ListSnapshot();
  let free: Promise<readonly Notebook[]> | undefined;
  for await (const page of listPages(query, signal)) {
    first.add(page);
    // The first page shows that the service is reachable, so this request is not wasted.
    if (includeFree) free ??= readFree({ listPages, log }, query, signal);
    const isFreeRead = free && first.isWhole && (await settlesWithin(MAX_FREE_WAIT_MS, free, clock, signal));
    signal.throwIfAborted();
    if (!isFreeRead && first.hasDoubled()) yield first.reading(false);
  }
  const last = first.isComplete ? first : await readAll(listPages(query, signal));
  const { isComplete } = last;
  if (!isComplete) log.warn('The list of notebooks changed while it was read: one may be missing');
  last.addFree((await free) ?? []);
  yield last.reading(isComplete);
}

async function readAll(pages: AsyncIterable<NotebookPage>): Promise<ListSnapshot> {
  const snapshot = new ListSnapshot();
  for await (const page of pages) snapshot.add(page);
  return snapshot;
}

/**
 * Returns the free notebooks, which the service lists only on request. A failure is logged and does not affect the
 * other notebooks. Source: API page ListNotebooks, `feature`.
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
      // A service that does not know this filter returns all of its notebooks again.
      if (free.length < notebooks.length) break;
    }
  } catch (error) {
    if (!signal.aborted)
      log.warn(`Free notebooks could not be listed: ${isModelArtsError(error) ? error.message : ''}`);
  }
  return found;
}

/** One reading of the list, accumulated page by page. */
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

  /** True if the list did not change while it was read. */
  get isComplete(): boolean {
    return this.#totals.size <= 1 && this.#byId.size === this.#count;
  }

  /** True once the number of notebooks reaches the reported total. */
  get isWhole(): boolean {
    const [total] = this.#totals;
    return total !== undefined && this.#count + this.#malformed >= total;
  }

  /** True each time the number has doubled since this last returned true. */
  hasDoubled(): boolean {
    if (this.#byId.size < 2 * this.#reported || this.#byId.size === 0) return false;
    this.#reported = this.#byId.size;
    return true;
  }

  reading(complete: boolean): NotebookReading {
    return { notebooks: Array.from(this.#byId.values()), malformed: this.#malformed, complete };
  }
}
