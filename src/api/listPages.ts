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
 * Reads a list page by page and yields each: the first as soon as it is there, the rest in order, asked for in
 * parallel. A total that is missing, or smaller than what was seen, is not believed: then full pages lead to the next.
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
  let offset = step;
  let end = endOf(first, offset, limit);
  while (offset < Math.min(end, MOST_ITEMS)) {
    const offsets = batch(offset, step, end, parallel);
    const pages = await readAll(offsets, (at, inner) => readPage(at, step, inner), signal);
    for (const page of pages) yield page;
    offset += step * offsets.length;
    const last = pages.at(-1);
    if (!last || last.size < step) return;
    end = endOf(last, offset, step);
  }
}

/** Up to where to read, as this page tells it, after `seen` elements. */
function endOf({ total, size }: Page<unknown>, seen: number, limit: number): number {
  if (total !== undefined && total >= seen) return total;
  return size < limit ? seen : seen + limit;
}

function batch(from: number, step: number, end: number, parallel: number): readonly number[] {
  const count = Math.min(parallel, Math.max(1, Math.ceil((end - from) / step)));
  return Array.from({ length: count }, (_none, index) => from + index * step);
}

/** All or none: the first failure ends the others. */
async function readAll<T>(
  offsets: readonly number[],
  read: (offset: number, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<readonly T[]> {
  const stop = new AbortController();
  try {
    return await Promise.all(offsets.map((offset) => read(offset, AbortSignal.any([signal, stop.signal]))));
  } catch (error) {
    stop.abort();
    throw error;
  }
}
