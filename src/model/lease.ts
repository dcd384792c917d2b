import type { Notebook } from './notebook';

const MINUTE_MS = 60_000;
/** Assumed duration of a save if no earlier one is known. Undocumented; chosen conservatively. */
const DEFAULT_SAVE_MS = 15 * MINUTE_MS;
/** How long before the last chance to save the reminder appears. */
const NOTICE_MS = 15 * MINUTE_MS;
/** A notebook that ran for less than this has little work to lose. */
const LONG_RUN_MS = 2 * 60 * MINUTE_MS;

/**
 * Returns the milliseconds until the notebook stops automatically according to the service's clock; 0 if it is overdue.
 * Undefined if it never stops automatically or is not running.
 *
 * @param serviceNow the service's time, in milliseconds since the epoch
 */
export function leaseLeftMs(
  { status, leaseEndsAt }: Pick<Notebook, 'status' | 'leaseEndsAt'>,
  serviceNow: number,
): number | undefined {
  if (leaseEndsAt === undefined || (status !== 'RUNNING' && status !== 'SNAPSHOTTING')) return undefined;
  return Math.max(0, leaseEndsAt - serviceNow);
}

/** A lease with less time left than this is displayed as ending. */
const ENDING_MS = 30 * MINUTE_MS;

/** True if the notebook stops so soon that its lease should be renewed. */
export function isLeaseEnding(leftMs: number | undefined): boolean {
  return leftMs !== undefined && leftMs < ENDING_MS;
}

/** Estimates the duration of a save in milliseconds: the longest earlier duration plus a reserve. */
export function estimateSaveMs(earlier: readonly number[]): number {
  return earlier.length === 0 ? DEFAULT_SAVE_MS : Math.max(MINUTE_MS, ...earlier) * 1.5;
}

/** True if the notebook would probably stop before a save completes. */
export function isTooShortToSave(leftMs: number | undefined, saveMs: number): boolean {
  return leftMs !== undefined && leftMs < saveMs;
}

/** The inputs of {@link isReminderDue}. */
export interface UnsavedRun {
  /** Time until the notebook stops automatically; see {@link leaseLeftMs}. */
  readonly leftMs: number | undefined;
  /** Expected duration of a save; see {@link estimateSaveMs}. */
  readonly saveMs: number;
  /** When the notebook started, in milliseconds since the epoch by the service's clock; undefined if unknown. */
  readonly runningSince: number | undefined;
  /** When the notebook was last saved, by the same clock; undefined if unknown. */
  readonly savedAt: number | undefined;
  readonly serviceNow: number;
}

/** True if the user should be reminded that a long-running notebook is about to stop unsaved. */
export function isReminderDue({ leftMs, saveMs, runningSince, savedAt, serviceNow }: UnsavedRun): boolean {
  if (leftMs === undefined || leftMs === 0 || leftMs > saveMs + NOTICE_MS) return false;
  if (runningSince === undefined || serviceNow - runningSince < LONG_RUN_MS) return false;
  return savedAt === undefined || savedAt < runningSince;
}

/** Limits of a lease. Source: API page RenewLease. */
const [MIN_LEASE_MS, MAX_LEASE_MS] = [60 * MINUTE_MS, 72 * 60 * MINUTE_MS];

/**
 * Returns the duration of a renewed lease in milliseconds: the same as before, within the service's limits, or one hour
 * if unknown.
 */
export function renewalMs(durationMs: number | undefined): number {
  return Math.min(Math.max(durationMs ?? MIN_LEASE_MS, MIN_LEASE_MS), MAX_LEASE_MS);
}
