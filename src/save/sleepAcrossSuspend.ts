import type { Clock } from '../util/clock';

/** A suspended machine stops its timers, so a wait is split into steps of at most this length. */
const STEP_MS = 5000;

/**
 * Waits `ms` milliseconds of wall-clock time. If the machine was suspended meanwhile, the wait ends within one step of
 * waking. Setting the clock back does not prolong it.
 */
export async function sleepAcrossSuspend(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const until = clock.now() + ms;
  for (let left = ms; left > 0 && clock.now() < until; left -= STEP_MS) {
    await clock.sleep(Math.min(left, STEP_MS), signal);
  }
}
