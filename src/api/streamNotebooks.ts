import { isModelArtsError } from '../model/errors';
import type { Notebook } from '../model/notebook';
import type { Logger } from '../util/logger';
import type { NotebookPage, NotebookQuery, NotebookReading } from './modelArtsClient';

export interface StreamOptions {
  readonly listPages: (query: NotebookQuery, signal: AbortSignal) => AsyncIterable<NotebookPage>;
  readonly log: Logger;
}

/**
 * Reads all notebooks and yields what there is so far: after the first page, then each time it has doubled, so that
 * whoever draws them draws each one about twice; the last reading is all of them. A list that changes while it is read is
 * read once more.
 */
export async function* streamNotebooks(
  { listPages, log }: StreamOptions,
  { withFree, ...query }: NotebookQuery & { readonly withFree?: boolean },
  signal: AbortSignal,
): AsyncGenerator<NotebookReading, void> {
  const first = new Pass();
  let free: Promise<readonly Notebook[]> | undefined;
  for await (const page of listPages(query, signal)) {
    first.add(page);
    // The first page shows that the service answers, so this asks nobody in vain.
    if (withFree) free ??= readFree({ listPages, log }, query, signal);
    if (first.hasDoubled()) yield first.reading(false);
  }
  const last = first.isComplete ? first : await readAll(listPages(query, signal));
  const { isComplete } = last;
  if (!isComplete) log.warn('The list of notebooks changed while it was read: one may be missing');
  last.addFree((await free) ?? []);
  yield last.reading(isComplete);
}

async function readAll(pages: AsyncIterable<NotebookPage>): Promise<Pass> {
  const pass = new Pass();
  for await (const page of pages) pass.add(page);
  return pass;
}

/**
 * The free notebooks, which the service leaves out unless it is asked for them. That they cannot be read takes nothing
 * from the others. Source: API page ListNotebooks, `feature`.
 */
async function readFree(
  { listPages, log }: StreamOptions,
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
class Pass {
  readonly #byId = new Map<string, Notebook>();
  readonly #totals = new Set<number | undefined>();
  #count = 0;
  #malformed = 0;
  #told = 0;

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

  /** True each time there is twice as much as when it last was. */
  hasDoubled(): boolean {
    if (this.#byId.size < 2 * this.#told || this.#byId.size === 0) return false;
    this.#told = this.#byId.size;
    return true;
  }

  reading(complete: boolean): NotebookReading {
    return { notebooks: Array.from(this.#byId.values()), malformed: this.#malformed, complete };
  }
}
