/** What is known when the next look at an image is to be timed. */
export interface PollTiming {
  /** Since the save was requested; milliseconds. */
  readonly elapsedMs: number;
  /** Looks made so far in this following. */
  readonly polls: number;
  /** How long comparable saves took; milliseconds. Empty = not known. */
  readonly usualMs: readonly number[];
  /** What the last looks came to, when they came to nothing. */
  readonly failures: FailureStreak | undefined;
}

/** Looks in a row that saw nothing: the network was gone (`network`), or the service was busy, broken or said no. */
export interface FailureStreak {
  readonly of: 'network' | 'service';
  /** 1 or more. */
  readonly times: number;
  /** How long the service asked to be left alone; milliseconds. */
  readonly retryAfterMs: number | undefined;
}

const SECOND = 1000;
const FIRST_POLL_MS = 2 * SECOND;
/** Where nothing is known: some 43 looks at a save of 5 to 10 minutes, its end noticed after five and a half seconds. */
const STEADY_MS = 11 * SECOND;
/** Around the usual end. */
const CLOSE_MS = 9 * SECOND;
/** Nobody who looks on waits longer for a sign of life. */
const MAX_DELAY_MS = 30 * SECOND;
/** While an image takes longer than that, 2 % of its age pass between looks. */
const PATIENCE = 0.02;
/** So much sooner than a lone earlier save a save may well end; the more are known, the less their earliest is undercut. */
const LONE_MARGIN = 0.16;
/** Past so much of the longest known, what is known says nothing any more. */
const OVERDUE = 1.5;
const MAX_RETRY_DELAY_MS = { network: MAX_DELAY_MS, service: 60 * SECOND };
const RETRY_AFTER_MS = { least: SECOND, most: 300 * SECOND };
const JITTER = 0.1;

/**
 * Whole milliseconds to wait before the next look. Early looks are dense, so that a short save or a quick failure is noticed
 * soon. Without knowledge requests × delay is about half the duration whatever is done; earlier durations allow a
 * quiet stretch up to shortly before the earliest usual end.
 *
 * @param random a number from 0 up to 1: spreads looks by a tenth, so that windows do not look in step.
 */
export function nextPollMs(timing: PollTiming, random: () => number): number {
  return Math.round(jitteredMs(timing, random));
}

function jitteredMs(timing: PollTiming, random: () => number): number {
  const spread = 1 + JITTER * (2 * random() - 1);
  const { failures } = timing;
  if (failures?.retryAfterMs !== undefined) {
    const { least, most } = RETRY_AFTER_MS;
    // Spread, but never sooner than asked.
    return clamp(failures.retryAfterMs * (1 + Math.abs(spread - 1)), least, most);
  }
  if (timing.polls === 0) return Math.max(0, FIRST_POLL_MS - timing.elapsedMs);
  const usual = Math.min(MAX_DELAY_MS, gapMs(timing) * spread);
  return failures ? Math.min(MAX_RETRY_DELAY_MS[failures.of] * spread, usual * 2 ** failures.times) : usual;
}

function gapMs({ elapsedMs, polls, usualMs }: PollTiming): number {
  const settled = clamp(elapsedMs * PATIENCE, STEADY_MS, MAX_DELAY_MS);
  const blind = Math.min(settled, Math.max(FIRST_POLL_MS, elapsedMs));
  const usable = usualMs.filter((ms) => ms > 0 && Number.isFinite(ms));
  if (usable.length === 0) return blind;
  const { from, to } = expectedEnd(usable);
  if (elapsedMs > to) return blind;
  if (polls === 1 || elapsedMs >= from - CLOSE_MS) return CLOSE_MS;
  return Math.min(MAX_DELAY_MS, from - elapsedMs);
}

function expectedEnd(usualMs: readonly number[]): { readonly from: number; readonly to: number } {
  const margin = LONE_MARGIN / Math.sqrt(usualMs.length);
  return { from: Math.min(...usualMs) * (1 - margin), to: Math.max(...usualMs) * OVERDUE };
}

/** Not a number gives `low`. */
function clamp(value: number, low: number, high: number): number {
  return value > low ? Math.min(value, high) : low;
}
