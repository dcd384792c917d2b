import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import type { Attention } from './attention';

export interface PollerOptions {
  readonly attention: Attention;
  readonly clock: Clock;
  /** Milliseconds until the next look, 0 or less = now, undefined = none for the time being. Asked whenever it may have changed. */
  readonly dueInMs: () => number | undefined;
  /** One look; the next is not due before it has ended. */
  readonly look: (signal: AbortSignal) => Promise<unknown>;
}

/** However soon a look is said to be due, the service is not asked without a pause. */
const LEAST_PAUSE_MS = 1000;

/** Looks again and again while somebody looks at what comes of it, each time some time after the last answer. */
export class Poller implements Disposable {
  readonly #life = new AbortController();
  readonly #listening: Disposable;
  /** Ends the present wait. */
  #wake = new AbortController();

  constructor(private readonly options: PollerOptions) {
    this.#listening = options.attention.onDidChange(() => this.poke());
    void this.#run();
  }

  /** When the next look is due has changed: ask anew. */
  poke(): void {
    this.#wake.abort();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#life.abort();
    this.#wake.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#life;
    while (!signal.aborted) {
      await this.#untilDue();
      if (signal.aborted) return;
      await this.options.look(signal).catch(ignoreEnd(signal));
      await this.options.clock.sleep(LEAST_PAUSE_MS, signal).catch(ignoreEnd(signal));
    }
  }

  async #untilDue(): Promise<void> {
    const { attention, dueInMs, clock } = this.options;
    while (!this.#life.signal.aborted) {
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
