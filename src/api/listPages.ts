import type { Logger } from '../util/logger';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Number of elements that could not be parsed. */
  readonly malformed: number;
  /** Size of the whole list at the time of the response; undefined if the service does not report it. */
  readonly total: number | undefined;
  /** Number of elements on this page, including malformed ones. */
  readonly size: number;
  /** Length of the JSON text, in characters. */
  readonly chars: number;
}

/** How to read a list. */
export interface ListOptions {
  /** Requested page size, in elements. */
  readonly limit: number;
  /** Maximum number of concurrent requests. */
  readonly parallel: number;
  readonly log: Pick<Logger, 'warn'>;
}

/** Longer lists are truncated; no user browses this many items. */
const MAX_ITEMS = 100_000;
/** Size limit for all pages of a list together, in characters of JSON. */
const MAX_LIST_CHARS = 128 * 1024 * 1024;
const MAX_PAGE_CHARS = 4 * 1024 * 1024;
/** Some services return more elements than requested, up to the whole of a short list. */
const MAX_EXCESS = 10;

/** False if a page is far larger than requested. */
export function isPageSize(size: number, chars: number, limit: number): boolean {
  return size <= limit * MAX_EXCESS && chars <= MAX_PAGE_CHARS;
}

/**
 * Reads a list page by page. Yields the first page as soon as it arrives and the rest in order, prefetching up to
 * `parallel` pages. A total that is missing, or smaller than the number of elements seen, is ignored; a full page then
 * implies a next one. Regardless of the total, the list ends after a page without new items, or after {@link MAX_ITEMS}
 * elements.
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
  // A service that returns fewer elements than requested determines the step.
  const step = first.size;
  if (step === 0) return;
  const prefetcher = new Prefetcher<T>((offset, inner) => readPage(offset, step, inner), signal);
  const maxSeen = Math.min(MAX_ITEMS, Math.ceil(MAX_ITEMS / limit) * step);
  let end = endOf(first, step, limit);
  let requested = step;
  let seen = step;
  try {
    for (; seen < Math.min(end, maxSeen) && chars < MAX_LIST_CHARS; seen += step) {
      while (prefetcher.size < parallel && requested < Math.min(end, maxSeen)) {
        prefetcher.request(requested);
        requested += step;
      }
      const page = await prefetcher.take();
      const countBefore = ids.size;
      for (const { id } of page.items) ids.add(id);
      chars += page.chars;
      yield page;
      if (page.items.length > 0 && ids.size === countBefore) return;
      // A page that is not full is the last one, except for pages already requested.
      end = page.size < step ? Math.min(end, requested) : endOf(page, seen + step, step);
    }
    if (seen < end) log.warn(`List truncated after ${seen} items`);
  } finally {
    prefetcher.stop();
  }
}

/** Returns the offset to read up to, judging by a page after which `seen` elements were read. */
function endOf({ total, size }: Page<unknown>, seen: number, limit: number): number {
  if (total !== undefined && total >= seen) return total;
  return size < limit ? seen : seen + limit;
}

/** Requests pages ahead and returns them in the order of the requests. The first failure aborts the others. */
class Prefetcher<T> {
  readonly #stop = new AbortController();
  readonly #pages: Promise<Page<T>>[] = [];
  #failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly read: (offset: number, signal: AbortSignal) => Promise<Page<T>>,
    signal: AbortSignal,
  ) {
    // All pages share one signal, because signals combined with `AbortSignal.any` are expensive to listen to.
    const stop = (): void => this.#stop.abort(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { signal: this.#stop.signal });
  }

  get size(): number {
    return this.#pages.length;
  }

  request(offset: number): void {
    const page = this.read(offset, this.#stop.signal);
    page.catch((error: unknown) => {
      this.#failure ??= { error };
      this.#stop.abort();
    });
    this.#pages.push(page);
  }

  /** @throws the first error of any page */
  async take(): Promise<Page<T>> {
    const page = this.#pages.shift();
    if (!page) throw new Error('No page was requested');
    try {
      return await page;
    } catch (error) {
      throw this.#failure ? this.#failure.error : error;
    }
  }

  /** Aborts the requests in progress. */
  stop(): void {
    this.#stop.abort();
  }
}
