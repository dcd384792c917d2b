import type { Clock } from '../util/clock';

/** A sleeping machine stops timers; after waking, no more than this is left of one. */
const STRETCH_MS = 5000;

/**
 * Waits `ms` milliseconds by the clock on the wall, in stretches: when the machine slept meanwhile, the wait is over
 * within a stretch of its waking. A wall clock set back does not prolong it.
 */
export async function sleepAcrossSuspend(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const until = clock.now() + ms;
  for (let left = ms; left > 0 && clock.now() < until; left -= STRETCH_MS) {
    await clock.sleep(Math.min(left, STRETCH_MS), signal);
  }
}
