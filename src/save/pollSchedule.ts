import { POLL_INTERVALS } from '../model/pollIntervals';
import { clamp } from '../util/clamp';
import type { Clock } from '../util/clock';

/** Input for timing the next poll of an image. */
export interface PollTiming {
  /** Time since the save was requested; milliseconds. */
  readonly elapsedMs: number;
  /** Polls made so far in this run. */
  readonly polls: number;
  /** Durations of comparable saves; milliseconds. Empty = unknown. */
  readonly usualMs: readonly number[];
  /** The latest consecutive failures; undefined when the last poll succeeded. */
  readonly failures: FailureStreak | undefined;
}

/** Consecutive failed polls. `network`: the service could not be reached; `service`: it was busy, broken or refused. */
export interface FailureStreak {
  readonly of: 'network' | 'service';
  /** 1 or more. */
  readonly times: number;
  /** `Retry-After` of the service; milliseconds. */
  readonly retryAfterMs: number | undefined;
}

const { first, steady, nearEnd, max, maxAfterServiceError } = POLL_INTERVALS.save;
/** An image that takes longer is polled at intervals of 2 % of its age. */
const AGE_FRACTION = 0.02;
/** A save may end this much earlier than a single earlier save. The margin shrinks as more durations are known. */
const SINGLE_SAMPLE_MARGIN = 0.16;
/** Beyond this multiple of the longest known duration, earlier durations no longer predict the end. */
const OVERDUE_FACTOR = 1.5;
const MAX_RETRY_DELAY_MS = { network: max, service: maxAfterServiceError };
const RETRY_AFTER_MS = { min: 1000, max: 300_000 };
const JITTER = 0.1;

/**
 * Returns the delay before the next poll in whole milliseconds. Early polls are frequent, so that a short save or a
 * quick failure is noticed soon. Without earlier durations, requests × delay is about half the duration for any
 * schedule. Earlier durations allow a pause until shortly before the earliest expected end.
 *
 * @param random returns a number from 0 up to 1; varies the delay by 10 %, so that windows do not poll in step.
 */
export function nextPollMs(timing: PollTiming, random: () => number): number {
  return Math.round(jitteredMs(timing, random));
}

function jitteredMs(timing: PollTiming, random: () => number): number {
  const spread = 1 + JITTER * (2 * random() - 1);
  const { failures } = timing;
  if (failures?.retryAfterMs !== undefined) {
    // Jitter only ever lengthens the delay that the service asked for.
    return clamp(failures.retryAfterMs * (1 + Math.abs(spread - 1)), RETRY_AFTER_MS.min, RETRY_AFTER_MS.max);
  }
  if (timing.polls === 0) return Math.max(0, first - timing.elapsedMs);
  const usual = Math.min(max, gapMs(timing) * spread);
  return failures ? Math.min(MAX_RETRY_DELAY_MS[failures.of] * spread, usual * 2 ** failures.times) : usual;
}

function gapMs({ elapsedMs, polls, usualMs }: PollTiming): number {
  const aged = clamp(elapsedMs * AGE_FRACTION, steady, max);
  const uninformed = Math.min(aged, Math.max(first, elapsedMs));
  const durations = usualMs.filter((ms) => ms > 0 && Number.isFinite(ms));
  if (durations.length === 0) return uninformed;
  const { from, to } = expectedEnd(durations);
  if (elapsedMs > to) return uninformed;
  if (polls === 1 || elapsedMs >= from - nearEnd) return nearEnd;
  return Math.min(max, from - elapsedMs);
}

function expectedEnd(usualMs: readonly number[]): { readonly from: number; readonly to: number } {
  const margin = SINGLE_SAMPLE_MARGIN / Math.sqrt(usualMs.length);
  return { from: Math.min(...usualMs) * (1 - margin), to: Math.max(...usualMs) * OVERDUE_FACTOR };
}

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

/** No poll takes longer while the machine is awake; the rest of the time it was suspended. */
const MAX_POLL_MS = 60_000;

/** Duration of a wait and the poll after it, without the time the machine was suspended; milliseconds. */
export function awakeMs(waitMs: number, passedMs: number): number {
  return Math.min(Math.max(waitMs, passedMs), waitMs + MAX_POLL_MS);
}
