import type { Answer, Step } from './answer';
import { askList } from './pickStep';

/** A wizard step that waits for work to finish. */
export interface WaitStep<T> extends Step {
  /** Describes the work. */
  readonly placeholder: string;
  readonly work: (signal: AbortSignal) => Promise<T>;
}

/**
 * Shows a busy quick pick until the work is done. Back and Esc abort the work.
 *
 * @throws any error of the work
 */
export async function askToWait<T>({ work, ...step }: WaitStep<T>): Promise<Answer<T>> {
  return askList<never, T>({
    ...step,
    rows: [],
    choose: () => undefined,
    load: async (_list, answer, closed) => answer(await work(closed)),
  });
}
