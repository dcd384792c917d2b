import type { Clock } from './clock';
import type { Disposable } from './disposable';

/** Repeats an action at a fixed interval for as long as it is needed. */
export interface Ticker extends Disposable {
  /** Performs the action at once. Then it repeats, unless it already does. */
  readonly start: () => void;
}

/** Creates a ticker. `tick` performs the action and returns false when it need not be repeated until the next start. */
export function createTicker(clock: Pick<Clock, 'sleep'>, intervalMs: number, tick: () => boolean): Ticker {
  const lifetime = new AbortController();
  const { signal } = lifetime;
  let isTicking = false;
  const repeat = async (): Promise<void> => {
    if (!tick() || isTicking) return;
    isTicking = true;
    try {
      do await clock.sleep(intervalMs, signal);
      while (tick());
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      isTicking = false;
    }
  };
  return { start: () => void repeat(), dispose: () => lifetime.abort() };
}
