import type { Notebook } from './notebook';

const MINUTE_MS = 60_000;
/** How long a save may take where no earlier one tells: nothing is documented; a guess on the safe side. */
const USUAL_SAVE_MS = 15 * MINUTE_MS;
/** A reminder comes so long before there would not be time enough for a usual save. */
const NOTICE_MS = 15 * MINUTE_MS;
/** A notebook that ran for less than that holds no day's work. */
const LONG_RUN_MS = 2 * 60 * MINUTE_MS;

/**
 * Milliseconds until the notebook stops by itself, by the service's clock; 0 = it is due. Undefined = it never does, or is not
 * running, so that nothing counts down.
 *
 * @param serviceNow the time at the service, milliseconds since the epoch
 */
export function leaseLeftMs(
  { status, leaseEndsAt }: Pick<Notebook, 'status' | 'leaseEndsAt'>,
  serviceNow: number,
): number | undefined {
  if (leaseEndsAt === undefined || (status !== 'RUNNING' && status !== 'SNAPSHOTTING')) return undefined;
  return Math.max(0, leaseEndsAt - serviceNow);
}

/** A lease that ends sooner than this is shown as ending. */
const ENDING_MS = 30 * MINUTE_MS;

/** True when the notebook stops by itself so soon that its lease should be renewed now. */
export function isLeaseEnding(leftMs: number | undefined): boolean {
  return leftMs !== undefined && leftMs < ENDING_MS;
}

/** The longest of what earlier saves took, with a reserve; milliseconds. */
export function usualSaveMs(earlier: readonly number[]): number {
  return earlier.length === 0 ? USUAL_SAVE_MS : Math.max(MINUTE_MS, ...earlier) * 1.5;
}

/** True when the notebook would probably stop before a save of it has ended. */
export function isTooShortToSave(leftMs: number | undefined, saveMs: number): boolean {
  return leftMs !== undefined && leftMs < saveMs;
}

/** What a reminder goes by. */
export interface UnsavedRun {
  /** Until the notebook stops by itself; {@link leaseLeftMs}. */
  readonly leftMs: number | undefined;
  /** How long a save may take; {@link usualSaveMs}. */
  readonly saveMs: number;
  /** When it began to run, as far as is known; milliseconds since the epoch, service's clock. */
  readonly runningSince: number | undefined;
  /** When it was last saved, as far as is known; same clock. */
  readonly savedAt: number | undefined;
  readonly serviceNow: number;
}

/** True when it is time to say that a day's work in a notebook is about to end unsaved. */
export function isReminderDue({ leftMs, saveMs, runningSince, savedAt, serviceNow }: UnsavedRun): boolean {
  if (leftMs === undefined || leftMs === 0 || leftMs > saveMs + NOTICE_MS) return false;
  if (runningSince === undefined || serviceNow - runningSince < LONG_RUN_MS) return false;
  return savedAt === undefined || savedAt < runningSince;
}

/** What the service takes for a lease. Source: API page RenewLease. */
const [SHORTEST_LEASE_MS, LONGEST_LEASE_MS] = [60 * MINUTE_MS, 72 * 60 * MINUTE_MS];

/** How long a renewed lease runs: as long again as it was to, within what the service takes; an hour where that is not known. */
export function renewalMs(durationMs: number | undefined): number {
  return Math.min(Math.max(durationMs ?? SHORTEST_LEASE_MS, SHORTEST_LEASE_MS), LONGEST_LEASE_MS);
}
