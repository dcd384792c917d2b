import { isAcceptedWithoutImage, isModelArtsError, NotSavedError, type OutcomeUnknownError } from '../model/errors';
import type { Image } from '../model/image';
import { findLostImage, type LostSearch, type SaveEvidence, VISIBLE_WITHIN_MS } from './findLostImage';
import { awakeMs } from './followImage';
import { type FollowSaveOptions, followSave, toState } from './followSave';
import type { ImageFinder } from './imageSource';
import { NO_FAILURES, orFailure, type PollFailure, type RetryState, recordFailure } from './pollImage';
import { nextPollMs, sleepAcrossSuspend } from './pollSchedule';
import type { SaveState } from './saveState';

/** A lost request and the error that reported the loss. */
export interface LostAnswer extends LostSearch {
  readonly error: OutcomeUnknownError;
}

/** Progress of the search. */
interface SearchState extends RetryState {
  readonly polls: number;
  /** At least one poll showed the notebook being saved, or several matching images. */
  readonly sawEvidence: boolean;
}

/**
 * Finds out what became of a save request whose response was lost. Never sends the request again. Yields `looking` at
 * the start and whenever an interruption begins or ends, then follows the image it finds, or ends with `notSaved` or
 * `outcomeUnknown`.
 *
 * @throws the reason of `signal` when it aborts.
 */
export async function* findOutcome(
  service: ImageFinder,
  lost: LostAnswer,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  const image = yield* search(service, lost, options, signal);
  if (!image) return;
  // An image that has already settled may have done so long ago.
  yield toState(image, { noticedLate: true });
  yield* followSave(service, image, options, signal);
}

/** Returns the image; undefined when the last yielded state is final. */
async function* search(
  service: ImageFinder,
  lost: LostAnswer,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, Image | undefined> {
  const { clock, stop, forMs } = options;
  const unknown: SaveState = { phase: 'outcomeUnknown', error: lost.error };
  let state: SearchState = { ...NO_FAILURES, polls: 0, sawEvidence: false };
  yield toLookingState(lost, state);
  try {
    const searching = AbortSignal.any([signal, stop]);
    for (let searchedMs = 0; searchedMs < forMs; ) {
      const before = clock.now();
      const waitMs = nextDelayMs(state, lost, options);
      await sleepAcrossSuspend(waitMs, clock, searching);
      const find = findLostImage(service, lost, { now: () => clock.now(), isTaken: options.isTaken }, searching);
      const evidence = await orFailure(find, searching);
      if (evidence.kind === 'image') return evidence.image;
      const next = advance(state, evidence, clock.now());
      if (evidence.kind !== 'trouble' && !isSaving(evidence) && clock.now() - lost.lostAt >= VISIBLE_WITHIN_MS) {
        const isCertain = isSaving(evidence) === false && !next.sawEvidence && !isAcceptedWithoutImage(lost.error);
        yield isCertain ? { phase: 'notSaved', error: notSaved(lost) } : unknown;
        return undefined;
      }
      if (next.trouble?.error.message !== state.trouble?.error.message) yield toLookingState(lost, next);
      state = next;
      searchedMs += awakeMs(waitMs, clock.now() - before);
    }
    yield unknown;
  } catch (error) {
    signal.throwIfAborted();
    yield unknown;
    // A bug still ends the search for the observers of the save; the caller logs the error.
    if (!stop.aborted) throw error;
  }
  return undefined;
}

function toLookingState({ error, lostAt }: LostAnswer, { trouble }: RetryState): SaveState {
  return { phase: 'looking', error, since: lostAt, trouble };
}

/** The image of an accepted save is visible at once, so the first poll does not wait. */
function nextDelayMs(
  { polls, failures }: SearchState,
  { lostAt, error }: LostAnswer,
  options: FollowSaveOptions,
): number {
  if (polls === 0 && isAcceptedWithoutImage(error)) return 0;
  const elapsedMs = Math.max(0, options.clock.now() - lostAt);
  return nextPollMs({ elapsedMs, polls, usualMs: [], failures }, options.random);
}

function advance(
  state: SearchState,
  evidence: Exclude<SaveEvidence, { kind: 'image' }> | PollFailure,
  now: number,
): SearchState {
  const polls = state.polls + 1;
  if (evidence.kind === 'trouble') return { ...state, polls, ...recordFailure(state, evidence.error, now) };
  return {
    ...NO_FAILURES,
    polls,
    sawEvidence: state.sawEvidence || evidence.kind === 'several' || isSaving(evidence) === true,
  };
}

/** Returns undefined when unknown. */
function isSaving(evidence: Exclude<SaveEvidence, { kind: 'image' }>): boolean | undefined {
  return evidence.kind === 'none' ? evidence.isSaving : undefined;
}

function notSaved({ notebookId, error }: LostAnswer): NotSavedError {
  return new NotSavedError(notebookId, { cause: isModelArtsError(error.cause) ? error.cause : error });
}
