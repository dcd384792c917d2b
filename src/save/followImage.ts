import { FollowTimeoutError } from '../model/errors';
import { type Image, imagePhase } from '../model/image';
import type { Clock } from '../util/clock';
import type { Event } from '../util/event';
import type { ImageReader } from './imageSource';
import { NO_FAILURES, orFailure, type PollResult, pollImage, type RetryState, recordFailure } from './pollImage';
import { nextPollMs } from './pollSchedule';
import type { Interruption } from './saveState';
import { sleepAcrossSuspend } from './sleepAcrossSuspend';

/** An image as last seen, and what has kept the follower from seeing it since. */
export interface ImageObservation {
  readonly image: Image;
  readonly trouble: Interruption | undefined;
  /** True for a settled image that nobody could see in the minute before. */
  readonly noticedLate: boolean;
}

/** How something at the service is followed. */
export interface FollowOptions {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** When the save was requested; milliseconds since the epoch. */
  readonly since: number;
  /** How long to follow; milliseconds. Time this machine slept does not count. */
  readonly forMs: number;
  /** How long comparable saves took; milliseconds. Empty = not known. Asked before every look: earlier saves may be read late. */
  readonly usualMs: () => readonly number[];
  /** Images that others have just seen: what is among them need not be looked at. */
  readonly seenByOthers?: Event<Image>;
  /** Whether the notebook is still being saved, asked when the image is denied for long; undefined = it cannot be told. */
  readonly isBeingSaved?: (signal: AbortSignal) => Promise<boolean | undefined>;
  /** True = what the first look shows is told, even if it is what was known. */
  readonly reportFirst?: boolean;
}

/** An image the service denies for so long does not exist, unless it was never shown and its notebook is still being saved. */
const MISSING_FOR_MS = 120_000;
/** Within that time after the look before, an end is noticed soon. */
const PROMPT_WITHIN_MS = 60_000;
/** No look takes longer awake: the rest was spent asleep. */
const MAX_POLL_MS = 60_000;

/** What is made of a look: an image denied for long is only hidden while its notebook is being saved. */
type Verdict = PollResult | { readonly kind: 'hidden' };

/** How the following goes; the image in it is never settled. */
interface PollState extends RetryState {
  readonly image: Image;
  readonly polls: number;
  /** When the service showed it last; -Infinity = not in this following. */
  readonly seenAt: number;
  readonly missingSince: number | undefined;
  /** A look has shown it: when it is denied afterwards, it was removed. */
  readonly wasShown: boolean;
}

/**
 * Yields each time the image's status or message changes, or trouble comes or goes, ending with the settled image.
 * Whatever keeps it from seeing the image, it goes on looking: a save is not over because somebody cannot see it.
 *
 * @throws FollowTimeoutError when `forMs` has passed first, the save itself goes on; RefusedError when the service
 * keeps saying that there is no such image; the signal's reason when it aborts.
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
    const waitMs = Math.min(untilNextPoll(state, options), forMs - followedMs);
    const shown = await sleepUnlessSeen(waitMs, first.id, options, signal);
    const result: PollResult = shown ? { kind: 'seen', image: shown } : await pollImage(service, first.id, signal);
    const next = advance(state, await judge(result, state, options, signal), clock.now());
    if (differs(state, next) || (options.reportFirst && state.polls === 0)) yield toObservation(state, next);
    state = next;
    followedMs += awakeMs(waitMs, clock.now() - before);
  }
}

/** How long a wait and the look after it lasted, without the time the machine slept; milliseconds. */
export function awakeMs(waitMs: number, passedMs: number): number {
  return Math.min(Math.max(waitMs, passedMs), waitMs + MAX_POLL_MS);
}

/** Waits; ends at once when somebody else has seen the image, and gives it back. */
async function sleepUnlessSeen(
  ms: number,
  imageId: string,
  { clock, seenByOthers }: FollowOptions,
  signal: AbortSignal,
): Promise<Image | undefined> {
  if (!seenByOthers) return sleepAcrossSuspend(ms, clock, signal).then(() => undefined);
  const wake = new AbortController();
  let shown: Image | undefined;
  const listening = seenByOthers((image) => {
    if (image.id !== imageId) return;
    shown = image;
    wake.abort();
  });
  try {
    await sleepAcrossSuspend(ms, clock, AbortSignal.any([signal, wake.signal]));
  } catch (error) {
    if (!shown) throw error;
  } finally {
    listening.dispose();
  }
  return shown;
}

function untilNextPoll({ polls, failures }: PollState, { clock, since, usualMs, random }: FollowOptions): number {
  return nextPollMs({ elapsedMs: Math.max(0, clock.now() - since), polls, usualMs: usualMs(), failures }, random);
}

/** @throws RefusedError when the image has been missing for too long, and nothing says that it is still being made. */
async function judge(
  result: PollResult,
  { missingSince, wasShown }: PollState,
  { clock, isBeingSaved }: FollowOptions,
  signal: AbortSignal,
): Promise<Verdict> {
  const isMissingForLong = missingSince !== undefined && clock.now() - missingSince >= MISSING_FOR_MS;
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
  const isSoon = seenAt - before.seenAt <= PROMPT_WITHIN_MS;
  return { image, trouble, noticedLate: imagePhase(image) !== 'saving' && !isSoon };
}

function differs(before: PollState, after: PollState): boolean {
  return (
    before.image.status !== after.image.status ||
    before.image.statusMessage !== after.image.statusMessage ||
    before.trouble?.error.message !== after.trouble?.error.message
  );
}
