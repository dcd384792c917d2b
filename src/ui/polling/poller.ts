import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/stackOf';
import type { ViewFocus } from './viewFocus';

export interface PollerOptions {
  readonly attention: ViewFocus;
  readonly clock: Clock;
  /** Milliseconds until the next look, 0 or less = now, undefined = none for the time being. Asked whenever it may have changed. */
  readonly dueInMs: () => number | undefined;
  /** One look; the next is not due before it has ended. What it throws is a bug. */
  readonly look: (signal: AbortSignal) => Promise<unknown>;
  readonly log: Logger;
}

/** However soon a look is said to be due, the service is not asked without a pause. */
const MIN_PAUSE_MS = 1000;

/** A look that failed has hardly moved when the next one is due. */
const PAUSE_AFTER_BUG_MS = 60_000;

/** Looks again and again while somebody looks at what comes of it, each time some time after the last answer. */
export class Poller implements Disposable {
  readonly #lifetime = new AbortController();
  readonly #listening: Disposable;
  /** Ends the present wait. */
  #wake = new AbortController();

  constructor(private readonly options: PollerOptions) {
    this.#listening = options.attention.onDidChange(() => this.reschedule());
    void this.#run();
  }

  /** When the next look is due has changed: ask anew. */
  reschedule(): void {
    this.#wake.abort();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#lifetime.abort();
    this.#wake.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#lifetime;
    while (!signal.aborted) {
      const pauseMs = await this.#pollWhenDue(signal);
      await this.options.clock.sleep(pauseMs, signal).catch(ignoreEnd(signal));
    }
  }

  /** Resolves to how long to pause then: a bug ends one look, and not the looking. */
  async #pollWhenDue(signal: AbortSignal): Promise<number> {
    try {
      await this.#untilDue();
      if (!signal.aborted) await this.options.look(signal);
      return MIN_PAUSE_MS;
    } catch (error) {
      if (!signal.aborted) this.options.log.error(`A look for a view failed: ${stackOf(error)}`);
      return PAUSE_AFTER_BUG_MS;
    }
  }

  async #untilDue(): Promise<void> {
    const { attention, dueInMs, clock } = this.options;
    while (!this.#lifetime.signal.aborted) {
      this.#wake = new AbortController();
      const { signal } = this.#wake;
      const ms = attention.isLooking ? dueInMs() : undefined;
      if (ms !== undefined && ms <= 0) return;
      await (ms === undefined ? aborted(signal) : clock.sleep(ms, signal).catch(ignoreEnd(signal)));
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function ignoreEnd(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}
