import type { Logger } from '../util/logger';

/** One page of a list as the service gave it. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Elements that could not be read. */
  readonly malformed: number;
  /** Of the whole list, as the service counts at this moment; undefined where it does not say. */
  readonly total: number | undefined;
  /** Elements on this page, readable or not. */
  readonly size: number;
  /** Length of its JSON text. */
  readonly chars: number;
}

export interface ListOptions {
  /** Elements a page. */
  readonly limit: number;
  /** Requests at once. */
  readonly parallel: number;
  readonly log: Pick<Logger, 'warn'>;
}

/** A list of a hundred thousand is not one that anybody looks at. */
const MAX_ITEMS = 100_000;
/** All pages of a list together, as JSON. */
const MAX_LIST_CHARS = 128 * 1024 * 1024;
const MAX_PAGE_CHARS = 4 * 1024 * 1024;
/** Some services give more than they are asked for, up to the whole of a short list. */
const MAX_EXCESS = 10;

/** False for a page that is far larger than what was asked for. */
export function isPageSize(size: number, chars: number, limit: number): boolean {
  return size <= limit * MAX_EXCESS && chars <= MAX_PAGE_CHARS;
}

/**
 * Reads a list page by page and yields each: the first as soon as it is there, the rest in order, some asked for ahead.
 * A total that is missing, or smaller than what was seen, is not believed: then full pages lead to the next. Whatever the total
 * is, a page without any item that is new ends the list, and so do as many pages as {@link MAX_ITEMS} fill.
 */
export async function* listPages<T extends { readonly id: string }>(
  readPage: (offset: number, limit: number, signal: AbortSignal) => Promise<Page<T>>,
  { limit, parallel, log }: ListOptions,
  signal: AbortSignal,
): AsyncGenerator<Page<T>, void> {
  const first = await readPage(0, limit, signal);
  const ids = new Set(first.items.map(({ id }) => id));
  let chars = first.chars;
  yield first;
  // A service that gives fewer than asked for sets the step.
  const step = first.size;
  if (step === 0) return;
  const ahead = new Prefetcher<T>((offset, inner) => readPage(offset, step, inner), signal);
  const most = Math.min(MAX_ITEMS, Math.ceil(MAX_ITEMS / limit) * step);
  let end = endOf(first, step, limit);
  let asked = step;
  let seen = step;
  try {
    for (; seen < Math.min(end, most) && chars < MAX_LIST_CHARS; seen += step) {
      while (ahead.size < parallel && asked < Math.min(end, most)) {
        ahead.ask(asked);
        asked += step;
      }
      const page = await ahead.take();
      const known = ids.size;
      for (const { id } of page.items) ids.add(id);
      chars += page.chars;
      yield page;
      if (page.items.length > 0 && ids.size === known) return;
      // One that is not full is the last, but for what was asked for already.
      end = page.size < step ? Math.min(end, asked) : endOf(page, seen + step, step);
    }
    if (seen < end) log.warn(`A list goes on after the ${seen} items that were read`);
  } finally {
    ahead.stop();
  }
}

/** Up to where to read, as this page tells it, after `seen` elements. */
function endOf({ total, size }: Page<unknown>, seen: number, limit: number): number {
  if (total !== undefined && total >= seen) return total;
  return size < limit ? seen : seen + limit;
}

/** Pages on their way, taken in the order in which they were asked for. The first failure ends the others. */
class Prefetcher<T> {
  readonly #stop = new AbortController();
  readonly #pages: Promise<Page<T>>[] = [];
  #failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly read: (offset: number, signal: AbortSignal) => Promise<Page<T>>,
    signal: AbortSignal,
  ) {
    // One of its own for all pages: a signal made of others is dear to listen to.
    const stop = (): void => this.#stop.abort(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { signal: this.#stop.signal });
  }

  get size(): number {
    return this.#pages.length;
  }

  ask(offset: number): void {
    const page = this.read(offset, this.#stop.signal);
    page.catch((error: unknown) => {
      this.#failure ??= { error };
      this.#stop.abort();
    });
    this.#pages.push(page);
  }

  /** @throws what was the first to fail, whichever page that was */
  async take(): Promise<Page<T>> {
    const page = this.#pages.shift();
    if (!page) throw new Error('No page was asked for');
    try {
      return await page;
    } catch (error) {
      throw this.#failure ? this.#failure.error : error;
    }
  }

  /** Ends what is still on its way. */
  stop(): void {
    this.#stop.abort();
  }
}
