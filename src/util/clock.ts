import { setTimeout as wait } from 'node:timers/promises';
import type { Disposable } from './disposable';

/** Time as a dependency, so that tests can control it and every wait can be canceled. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Resolves after `ms` milliseconds. Rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The system's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
};

/**
 * Waits for `promise`, but at most `ms` milliseconds and until the signal aborts. Resolves with whether the promise settled.
 * Never rejects.
 */
export async function settlesWithin(
  ms: number,
  promise: Promise<unknown>,
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
): Promise<boolean> {
  const settled = new AbortController();
  const settle = (): void => settled.abort();
  promise.then(settle, settle);
  await clock.sleep(ms, AbortSignal.any([signal, settled.signal])).catch(() => undefined);
  return settled.signal.aborted;
}

/**
 * Calls `act` once after `ms` milliseconds unless disposed first. The timer does not keep the process alive. Intended
 * for limits on operations that end by themselves; to wait, use a `Clock`.
 *
 * @param ms up to 2 147 483 647 (24 days)
 */
export function after(ms: number, act: () => void): Disposable {
  const timer = setTimeout(act, ms);
  timer.unref();
  return { dispose: () => clearTimeout(timer) };
}

/** The latest representable date, in milliseconds since the epoch. Source: ECMAScript, time values. */
export const MAX_DATE_MS = 8.64e15;
