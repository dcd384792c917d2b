import { isAcceptedWithoutImage, isModelArtsError, NotSavedError, type OutcomeUnknownError } from '../model/errors';
import type { Image } from '../model/image';
import { findLostImage, type LostSearch, SHOWS_WITHIN_MS, type Trace } from './findLostImage';
import { awakeMs } from './followImage';
import { nextLookMs } from './followSchedule';
import { followSave, type FollowSaveOptions, toState } from './followSave';
import type { ImageFinder } from './imageSource';
import { type Hindered, type Hindrance, hinder, orHindered, UNHINDERED } from './lookAtImage';
import { nap } from './nap';
import type { SaveState } from './saveState';

/** A request without an answer. */
export interface LostAnswer extends LostSearch {
  readonly error: OutcomeUnknownError;
}

/** How the search goes. */
interface Course extends Hindrance {
  readonly looks: number;
  /** At some look, the notebook was being saved, or several images may have come of the request. */
  readonly sawTrace: boolean;
}

/**
 * Finds out what became of a save request whose answer was lost; nothing is sent again. Yields `looking` at first and
 * when trouble comes or goes, then follows the image it finds, or ends as `notSaved` or `outcomeUnknown`.
 *
 * @throws the reason of `signal` when it aborts.
 */
export async function* lookForOutcome(
  service: ImageFinder,
  lost: LostAnswer,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  const image = yield* search(service, lost, options, signal);
  if (!image) return;
  // Settled already, it may have been so for long.
  yield toState(image, { noticedLate: true });
  yield* followSave(service, image, options, signal);
}

/** Returns the image; undefined when the state yielded last says how it ended without. */
async function* search(
  service: ImageFinder,
  lost: LostAnswer,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, Image | undefined> {
  const { clock, stop, forMs } = options;
  const unknown: SaveState = { phase: 'outcomeUnknown', error: lost.error };
  let course: Course = { ...UNHINDERED, looks: 0, sawTrace: false };
  yield looking(lost, course);
  try {
    const searching = AbortSignal.any([signal, stop]);
    for (let searchedMs = 0; searchedMs < forMs; ) {
      const before = clock.now();
      const waitMs = untilNextLook(course, lost, options);
      await nap(waitMs, clock, searching);
      const find = findLostImage(service, lost, { now: () => clock.now(), isTaken: options.isTaken }, searching);
      const trace = await orHindered(find, searching);
      if (trace.kind === 'image') return trace.image;
      const next = advance(course, trace, clock.now());
      if (trace.kind !== 'trouble' && !isSaving(trace) && clock.now() - lost.lostAt >= SHOWS_WITHIN_MS) {
        const surelyNot = isSaving(trace) === false && !next.sawTrace && !isAcceptedWithoutImage(lost.error);
        yield surelyNot ? { phase: 'notSaved', error: notSaved(lost) } : unknown;
        return undefined;
      }
      if (next.trouble?.error.message !== course.trouble?.error.message) yield looking(lost, next);
      course = next;
      searchedMs += awakeMs(waitMs, clock.now() - before);
    }
    yield unknown;
  } catch (error) {
    signal.throwIfAborted();
    yield unknown;
    // A fault of this extension still ends the search for those who look on; the caller logs it.
    if (!stop.aborted) throw error;
  }
  return undefined;
}

function looking({ error, lostAt }: LostAnswer, { trouble }: Hindrance): SaveState {
  return { phase: 'looking', error, since: lostAt, trouble };
}

/** The image of an accepted save is there to be seen at once. */
function untilNextLook({ looks, setback }: Course, { lostAt, error }: LostAnswer, options: FollowSaveOptions): number {
  if (looks === 0 && isAcceptedWithoutImage(error)) return 0;
  const elapsedMs = Math.max(0, options.clock.now() - lostAt);
  return nextLookMs({ elapsedMs, looks, usualMs: [], setback }, options.random);
}

function advance(course: Course, trace: Exclude<Trace, { kind: 'image' }> | Hindered, now: number): Course {
  const looks = course.looks + 1;
  if (trace.kind === 'trouble') return { ...course, looks, ...hinder(course, trace.error, now) };
  return { ...UNHINDERED, looks, sawTrace: course.sawTrace || trace.kind === 'several' || isSaving(trace) === true };
}

/** Undefined = not known. */
function isSaving(trace: Exclude<Trace, { kind: 'image' }>): boolean | undefined {
  return trace.kind === 'none' ? trace.isSaving : undefined;
}

function notSaved({ notebookId, error }: LostAnswer): NotSavedError {
  return new NotSavedError(notebookId, { cause: isModelArtsError(error.cause) ? error.cause : error });
}
