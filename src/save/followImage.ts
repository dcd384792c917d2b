import { FollowTimeoutError, type ModelArtsError } from '../model/errors';
import { type Image, imagePhase } from '../model/image';
import type { Clock } from '../util/clock';
import { nextLookMs, type Setback } from './followSchedule';
import type { ImageReader } from './imageSource';
import { type Look, lookAtImage } from './lookAtImage';
import { nap } from './nap';
import type { Trouble } from './saveState';

/** An image as last seen, and what has kept the follower from seeing it since. */
export interface Sighting {
  readonly image: Image;
  readonly trouble: Trouble | undefined;
}

export interface FollowOptions {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** When the save was requested; milliseconds since the epoch. */
  readonly since: number;
  /** How long to follow; milliseconds. Time this machine slept does not count. */
  readonly forMs: number;
  /** How long comparable saves took; milliseconds. Empty = not known. */
  readonly usualMs: readonly number[];
}

/** An image the service denies for so long does not exist. */
const MISSING_FOR_MS = 120_000;
/** No look takes longer awake: the rest was spent asleep. */
const LONGEST_LOOK_MS = 60_000;

/** How the following goes; the image in it is never settled. */
interface Course extends Sighting {
  readonly looks: number;
  readonly setback: Setback | undefined;
  readonly missingSince: number | undefined;
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
): AsyncGenerator<Sighting, void> {
  const { clock, forMs } = options;
  let course: Course = { image: first, trouble: undefined, looks: 0, setback: undefined, missingSince: undefined };
  let followedMs = 0;
  while (imagePhase(course.image) === 'saving') {
    if (followedMs >= forMs) throw new FollowTimeoutError(first.id, followedMs);
    const before = clock.now();
    const waitMs = Math.min(untilNextLook(course, options), forMs - followedMs);
    await nap(waitMs, clock, signal);
    const look = await lookAtImage(service, first.id, signal);
    const next = advance(course, look, clock.now());
    if (differs(course, next)) yield { image: next.image, trouble: next.trouble };
    course = next;
    followedMs += Math.min(Math.max(waitMs, clock.now() - before), waitMs + LONGEST_LOOK_MS);
  }
}

function untilNextLook({ looks, setback }: Course, { clock, since, usualMs, random }: FollowOptions): number {
  return nextLookMs({ elapsedMs: Math.max(0, clock.now() - since), looks, usualMs, setback }, random);
}

/** @throws RefusedError when the image has been missing for too long. */
function advance(course: Course, look: Look, now: number): Course {
  const looks = course.looks + 1;
  const fine = { looks, trouble: undefined, setback: undefined };
  switch (look.kind) {
    case 'seen':
      return { ...fine, image: look.image, missingSince: undefined };
    case 'missing': {
      const missingSince = course.missingSince ?? now;
      if (now - missingSince >= MISSING_FOR_MS) throw look.error;
      return { ...fine, image: course.image, missingSince };
    }
    case 'trouble': {
      const trouble = { since: course.trouble?.since ?? now, error: look.error };
      return { ...course, looks, trouble, setback: setBack(course.setback, look.error) };
    }
  }
}

function setBack(before: Setback | undefined, error: ModelArtsError): Setback {
  return {
    of: error.kind === 'refused' || error.kind === 'unreadable' ? 'service' : 'network',
    times: (before?.times ?? 0) + 1,
    retryAfterMs: error.kind === 'refused' ? error.retryAfterMs : undefined,
  };
}

function differs(before: Sighting, after: Sighting): boolean {
  return (
    before.image.status !== after.image.status ||
    before.image.statusMessage !== after.image.statusMessage ||
    before.trouble?.error.message !== after.trouble?.error.message
  );
}
