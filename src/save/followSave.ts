import { FollowTimeoutError, isModelArtsError } from '../model/errors';
import { type Image, imagePhase } from '../model/image';
import type { Clock } from '../util/clock';
import type { Event } from '../util/event';
import type { ImageReader } from './imageSource';
import { NO_FAILURES, orFailure, type PollResult, pollImage, type RetryState, recordFailure } from './pollImage';
import { awakeMs, nextPollMs, sleepAcrossSuspend } from './pollSchedule';
import type { Interruption, SaveState, UnwatchedReason } from './saveState';

/** How a save is followed. */
export interface FollowSaveOptions extends FollowOptions {
  /** Ends following; the save itself continues. */
  readonly stop: AbortSignal;
  /** Called with the service's ID of the accepted request; undefined = the response had none. */
  readonly onAccepted?: (requestId: string | undefined) => void;
  /** True for an image that belongs to another known save. */
  readonly isTaken: (imageId: string) => boolean;
}

/**
 * Follows a save that the service has accepted; `image` is the image as last seen. Yields each following state, the
 * last of which is not `saving`. Yields nothing when `image` has already settled.
 *
 * @throws the reason of `signal` when it aborts.
 */
export async function* followSave(
  service: ImageReader,
  image: Image,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  let seen = image;
  try {
    const following = AbortSignal.any([signal, options.stop]);
    for await (const observation of followImage(service, seen, options, following)) {
      seen = observation.image;
      yield toState(seen, observation);
    }
  } catch (error) {
    signal.throwIfAborted();
    yield { phase: 'unwatched', image: seen, why: whyUnwatched(error, options.stop) };
    // A bug still ends the save for its observers; the caller logs the error.
    if (!options.stop.aborted && !isModelArtsError(error)) throw error;
  }
}

/** Returns the state of a save from an observation of its image. */
export function toState(image: Image, { trouble, noticedLate }: Partial<ImageObservation> = {}): SaveState {
  const late = noticedLate ? { noticedLate } : {};
  switch (imagePhase(image)) {
    case 'saving':
      return { phase: 'saving', image, trouble };
    case 'usable':
      return { phase: 'saved', image, ...late };
    case 'failed':
      return { phase: 'failed', image, ...late };
    case 'deleted':
      return { phase: 'deleted', image, ...late };
  }
}

/** Returns why following ended with this error. */
export function whyUnwatched(error: unknown, stop: AbortSignal): UnwatchedReason {
  if (stop.aborted) return 'stopped';
  if (!isModelArtsError(error)) return 'unexpected';
  return error.kind === 'followTimeout' ? 'deadline' : 'missing';
}

/** An image as last seen, and the interruption since then, if any. */
export interface ImageObservation {
  readonly image: Image;
  readonly trouble: Interruption | undefined;
  /** True for a settled image whose previous successful poll was more than a minute earlier. */
  readonly noticedLate: boolean;
}

/** How an image is followed. */
export interface FollowOptions {
  readonly clock: Clock;
  /** Returns a number from 0 up to 1. */
  readonly random: () => number;
  /** When the save was requested; milliseconds since the epoch. */
  readonly since: number;
  /** How long to follow; milliseconds. Time the machine was suspended does not count. */
  readonly forMs: number;
  /**
   * Durations of comparable saves; milliseconds. Empty = unknown. Read before every poll, because earlier saves may be
   * loaded late.
   */
  readonly usualMs: () => readonly number[];
  /** Images that other followers have just seen. An image reported here is not polled again. */
  readonly seenByOthers?: Event<Image>;
  /**
   * Whether the notebook is still being saved; undefined = unknown. Called when the image has been missing for too
   * long.
   */
  readonly isBeingSaved?: (signal: AbortSignal) => Promise<boolean | undefined>;
  /** True = reports the result of the first poll even if nothing changed. */
  readonly reportFirst?: boolean;
}

/** An image missing for this long does not exist, unless it was never shown and its notebook is still being saved. */
const MAX_MISSING_MS = 120_000;
/** An end seen within this time after the previous successful poll counts as noticed promptly. */
const MAX_PROMPT_GAP_MS = 60_000;

/**
 * A poll result after a missing image has been checked against its notebook: `hidden` = missing while the notebook is
 * being saved.
 */
type Verdict = PollResult | { readonly kind: 'hidden' };

/** Progress of following; its image has never settled. */
interface PollState extends RetryState {
  readonly image: Image;
  readonly polls: number;
  /** When the service last showed the image; -Infinity = not yet. */
  readonly seenAt: number;
  readonly missingSince: number | undefined;
  /** A poll has shown the image. If it is missing afterwards, it was removed. */
  readonly wasShown: boolean;
}

/**
 * Yields whenever the image's status or message changes or an interruption begins or ends, and last the settled image.
 * Keeps polling through every interruption, because a save does not end when it cannot be seen.
 *
 * @throws FollowTimeoutError when `forMs` has passed first (the save itself continues); RefusedError when the service
 * keeps reporting that the image does not exist; the signal's reason when it aborts.
 */
export async function* followImage(
  service: ImageReader,
  first: Image,
  options: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<ImageObservation, void> {
  const { clock, forMs } = options;
  const seenAt = options.reportFirst ? Number.NEGATIVE_INFINITY : clock.now();
  let state: PollState = { image: first, ...NO_FAILURES, polls: 0, seenAt, missingSince: undefined, wasShown: false };
  let followedMs = 0;
  while (imagePhase(state.image) === 'saving') {
    if (followedMs >= forMs) throw new FollowTimeoutError(first.id, followedMs);
    const before = clock.now();
    const waitMs = Math.min(nextDelayMs(state, options), forMs - followedMs);
    const shown = await sleepUnlessSeen(waitMs, first.id, options, signal);
    const result: PollResult = shown ? { kind: 'seen', image: shown } : await pollImage(service, first.id, signal);
    const next = advance(state, await judge(result, state, options, signal), clock.now());
    if (differs(state, next) || (options.reportFirst && state.polls === 0)) yield toObservation(state, next);
    state = next;
    followedMs += awakeMs(waitMs, clock.now() - before);
  }
}

/** Waits. Ends early with the image when another follower has seen it. */
async function sleepUnlessSeen(
  ms: number,
  imageId: string,
  { clock, seenByOthers }: FollowOptions,
  signal: AbortSignal,
): Promise<Image | undefined> {
  if (!seenByOthers) return sleepAcrossSuspend(ms, clock, signal).then(() => undefined);
  const wake = new AbortController();
  let shown: Image | undefined;
  const listener = seenByOthers((image) => {
    if (image.id !== imageId) return;
    shown = image;
    wake.abort();
  });
  try {
    await sleepAcrossSuspend(ms, clock, AbortSignal.any([signal, wake.signal]));
  } catch (error) {
    if (!shown) throw error;
  } finally {
    listener.dispose();
  }
  return shown;
}

function nextDelayMs({ polls, failures }: PollState, { clock, since, usualMs, random }: FollowOptions): number {
  return nextPollMs({ elapsedMs: Math.max(0, clock.now() - since), polls, usualMs: usualMs(), failures }, random);
}

/** @throws RefusedError when the image has been missing for too long and its notebook is not being saved. */
async function judge(
  result: PollResult,
  { missingSince, wasShown }: PollState,
  { clock, isBeingSaved }: FollowOptions,
  signal: AbortSignal,
): Promise<Verdict> {
  const isMissingForLong = missingSince !== undefined && clock.now() - missingSince >= MAX_MISSING_MS;
  if (result.kind !== 'missing' || !isMissingForLong) return result;
  const isSaving = !wasShown && isBeingSaved && (await orFailure(isBeingSaved(signal), signal));
  if (typeof isSaving === 'object') return isSaving;
  if (isSaving) return { kind: 'hidden' };
  throw result.error;
}

function advance(state: PollState, verdict: Verdict, now: number): PollState {
  const polls = state.polls + 1;
  switch (verdict.kind) {
    case 'seen':
      return { ...NO_FAILURES, polls, image: verdict.image, seenAt: now, missingSince: undefined, wasShown: true };
    case 'missing':
      return { ...state, ...NO_FAILURES, polls, missingSince: state.missingSince ?? now };
    case 'hidden':
      return { ...state, ...NO_FAILURES, polls, missingSince: now };
    case 'trouble':
      return { ...state, polls, ...recordFailure(state, verdict.error, now) };
  }
}

function toObservation(before: PollState, { image, trouble, seenAt }: PollState): ImageObservation {
  const isPrompt = seenAt - before.seenAt <= MAX_PROMPT_GAP_MS;
  return { image, trouble, noticedLate: imagePhase(image) !== 'saving' && !isPrompt };
}

function differs(before: PollState, after: PollState): boolean {
  return (
    before.image.status !== after.image.status ||
    before.image.statusMessage !== after.image.statusMessage ||
    before.trouble?.error.message !== after.trouble?.error.message
  );
}
