/** What is known when the next look at an image is to be timed. */
export interface Looking {
  /** Since the save was requested; milliseconds. */
  readonly elapsedMs: number;
  /** Looks made so far in this following. */
  readonly looks: number;
  /** How long comparable saves took; milliseconds. Empty = not known. */
  readonly usualMs: readonly number[];
  /** What the last looks came to, when they came to nothing. */
  readonly setback: Setback | undefined;
}

/** Looks in a row that saw nothing: the network was gone (`network`), or the service was busy, broken or said no. */
export interface Setback {
  readonly of: 'network' | 'service';
  /** 1 or more. */
  readonly times: number;
  /** How long the service asked to be left alone; milliseconds. */
  readonly retryAfterMs: number | undefined;
}

const SECOND = 1000;
const FIRST_LOOK_MS = 2 * SECOND;
/** Where nothing is known: some 43 looks at a save of 5 to 10 minutes, its end noticed after five and a half seconds. */
const STEADY_MS = 11 * SECOND;
/** Around the usual end. */
const CLOSE_MS = 9 * SECOND;
/** Nobody who looks on waits longer for a sign of life. */
const LONGEST_MS = 30 * SECOND;
/** While an image takes longer than that, 2 % of its age pass between looks. */
const PATIENCE = 0.02;
/** So much sooner than a lone earlier save a save may well end; the more are known, the less their earliest is undercut. */
const LONE_MARGIN = 0.16;
/** Past so much of the longest known, what is known says nothing any more. */
const OVERDUE = 1.5;
const LONGEST_SETBACK_MS = { network: LONGEST_MS, service: 60 * SECOND };
const RETRY_AFTER_MS = { least: SECOND, most: 300 * SECOND };
const JITTER = 0.1;

/**
 * Whole milliseconds to wait before the next look. Early looks are dense, so that a short save or a quick failure is noticed
 * soon. Without knowledge requests × delay is about half the duration whatever is done; earlier durations allow a
 * quiet stretch up to shortly before the earliest usual end.
 *
 * @param random a number from 0 up to 1: spreads looks by a tenth, so that windows do not look in step.
 */
export function nextLookMs(looking: Looking, random: () => number): number {
  return Math.round(spreadLookMs(looking, random));
}

function spreadLookMs(looking: Looking, random: () => number): number {
  const spread = 1 + JITTER * (2 * random() - 1);
  const { setback } = looking;
  if (setback?.retryAfterMs !== undefined) {
    const { least, most } = RETRY_AFTER_MS;
    // Spread, but never sooner than asked.
    return clamp(setback.retryAfterMs * (1 + Math.abs(spread - 1)), least, most);
  }
  if (looking.looks === 0) return Math.max(0, FIRST_LOOK_MS - looking.elapsedMs);
  const usual = Math.min(LONGEST_MS, gapMs(looking) * spread);
  return setback ? Math.min(LONGEST_SETBACK_MS[setback.of] * spread, usual * 2 ** setback.times) : usual;
}

function gapMs({ elapsedMs, looks, usualMs }: Looking): number {
  const settled = clamp(elapsedMs * PATIENCE, STEADY_MS, LONGEST_MS);
  const blind = Math.min(settled, Math.max(FIRST_LOOK_MS, elapsedMs));
  const known = usualMs.filter((ms) => ms > 0 && Number.isFinite(ms));
  if (known.length === 0) return blind;
  const { from, to } = expectedEnd(known);
  if (elapsedMs > to) return blind;
  if (looks === 1 || elapsedMs >= from - CLOSE_MS) return CLOSE_MS;
  return Math.min(LONGEST_MS, from - elapsedMs);
}

function expectedEnd(usualMs: readonly number[]): { readonly from: number; readonly to: number } {
  const margin = LONE_MARGIN / Math.sqrt(usualMs.length);
  return { from: Math.min(...usualMs) * (1 - margin), to: Math.max(...usualMs) * OVERDUE };
}

/** Not a number gives `low`. */
function clamp(value: number, low: number, high: number): number {
  return value > low ? Math.min(value, high) : low;
}
