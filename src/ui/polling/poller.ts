import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/nodeErrors';
import { aborted } from '../../util/promises';
import type { ViewFocus } from './viewFocus';

/** What a {@link Poller} requests and when. */
export interface PollerOptions {
  readonly viewFocus: ViewFocus;
  readonly clock: Clock;
  /** Returns the milliseconds until the next poll: 0 or less = now, undefined = pause. Called whenever it may have changed. */
  readonly dueInMs: () => number | undefined;
  /** Polls once. Polls never overlap. An error it throws is a bug. */
  readonly poll: (signal: AbortSignal) => Promise<unknown>;
  readonly log: Logger;
}

/** Minimum pause between two polls, even if the next one is due earlier. */
const MIN_PAUSE_MS = 1000;

/** Pause after a poll that threw. It may not have changed when the next poll is due. */
const PAUSE_AFTER_BUG_MS = 60_000;

/** Polls while the view is visible and focused. Intervals start at the end of the previous poll. */
export class Poller implements Disposable {
  readonly #lifetime = new AbortController();
  readonly #subscription: Disposable;
  /** Ends the current wait. */
  #wake = new AbortController();

  constructor(private readonly options: PollerOptions) {
    this.#subscription = options.viewFocus.onDidChange(() => this.reschedule());
    void this.#run();
  }

  /** Evaluates `dueInMs` again. Call when its result may have changed. */
  reschedule(): void {
    this.#wake.abort();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#lifetime.abort();
    this.#wake.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#lifetime;
    while (!signal.aborted) {
      const pauseMs = await this.#pollWhenDue(signal);
      await this.options.clock.sleep(pauseMs, signal).catch(ignoreAbort(signal));
    }
  }

  /** Resolves with the pause that follows, in milliseconds. A bug ends one poll, not the polling. */
  async #pollWhenDue(signal: AbortSignal): Promise<number> {
    try {
      await this.#untilDue();
      if (!signal.aborted) await this.options.poll(signal);
      return MIN_PAUSE_MS;
    } catch (error) {
      if (!signal.aborted) this.options.log.error(`Polling for a view failed: ${stackOf(error)}`);
      return PAUSE_AFTER_BUG_MS;
    }
  }

  async #untilDue(): Promise<void> {
    const { viewFocus, dueInMs, clock } = this.options;
    while (!this.#lifetime.signal.aborted) {
      this.#wake = new AbortController();
      const { signal } = this.#wake;
      const ms = viewFocus.isFocused ? dueInMs() : undefined;
      if (ms !== undefined && ms <= 0) return;
      await (ms === undefined ? aborted(signal) : clock.sleep(ms, signal).catch(ignoreAbort(signal)));
    }
  }
}

function ignoreAbort(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}
