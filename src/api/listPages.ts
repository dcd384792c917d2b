/** One page of a list as the service gave it. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Elements that could not be read. */
  readonly malformed: number;
  /** Of the whole list, as the service counts at this moment; undefined where it does not say. */
  readonly total: number | undefined;
  /** Elements on this page, readable or not. */
  readonly size: number;
}

export interface ListOptions {
  /** Elements a page. */
  readonly limit: number;
  /** Requests at once. */
  readonly parallel: number;
}

/** A list of a hundred thousand is not one that anybody looks at. */
const MOST_ITEMS = 100_000;

/**
 * Reads a list page by page and yields each: the first as soon as it is there, the rest in order, some asked for ahead.
 * A total that is missing, or smaller than what was seen, is not believed: then full pages lead to the next.
 */
export async function* listPages<T>(
  readPage: (offset: number, limit: number, signal: AbortSignal) => Promise<Page<T>>,
  { limit, parallel }: ListOptions,
  signal: AbortSignal,
): AsyncGenerator<Page<T>, void> {
  const first = await readPage(0, limit, signal);
  yield first;
  // A service that gives fewer than asked for sets the step.
  const step = first.size;
  if (step === 0) return;
  const ahead = new Ahead<T>((offset, inner) => readPage(offset, step, inner), signal);
  let end = endOf(first, step, limit);
  let asked = step;
  try {
    for (let seen = step; seen < Math.min(end, MOST_ITEMS); seen += step) {
      while (ahead.size < parallel && asked < Math.min(end, MOST_ITEMS)) {
        ahead.ask(asked);
        asked += step;
      }
      const page = await ahead.take();
      yield page;
      // One that is not full is the last, but for what was asked for already.
      end = page.size < step ? Math.min(end, asked) : endOf(page, seen + step, step);
    }
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
class Ahead<T> {
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
