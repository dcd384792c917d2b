import { MAX_CLOCK_SKEW_MS } from '../model/errorCodes';
import { isAcceptedWithoutImage, isModelArtsError, NotSavedError, type OutcomeUnknownError } from '../model/errors';
import { type Image, imagePhase } from '../model/image';
import type { ImageRequest } from '../model/imageRequest';
import { type FollowSaveOptions, followSave, toState } from './followSave';
import { type ImageFinder, isBeingSaved } from './imageSource';
import { NO_FAILURES, orFailure, type PollFailure, type RetryState, recordFailure } from './pollImage';
import { awakeMs, nextPollMs, sleepAcrossSuspend } from './pollSchedule';
import type { SaveState } from './saveState';

/** A create-image request and when it was sent. */
export interface SentRequest {
  readonly notebookId: string;
  readonly request: ImageRequest;
  /** Milliseconds since the epoch, local clock. */
  readonly requestedAt: number;
}

/** A request that got no response. */
export interface LostRequest extends SentRequest {
  /** When the response was considered lost; milliseconds since the epoch, local clock. */
  readonly lostAt: number;
}

/** A lost request and the error that reported the loss. */
export interface LostResponse extends LostRequest {
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
  lost: LostResponse,
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
  lost: LostResponse,
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

function toLookingState({ error, lostAt }: LostResponse, { trouble }: RetryState): SaveState {
  return { phase: 'looking', error, since: lostAt, trouble };
}

/** The image of an accepted save is visible at once, so the first poll does not wait. */
function nextDelayMs(
  { polls, failures }: SearchState,
  { lostAt, error }: LostResponse,
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

function notSaved({ notebookId, error }: LostResponse): NotSavedError {
  return new NotSavedError(notebookId, { cause: isModelArtsError(error.cause) ? error.cause : error });
}

/** What the service shows of a lost request: its image, or whether its notebook is being saved. */
export type SaveEvidence =
  | { readonly kind: 'image'; readonly image: Image }
  /** The request had no tag and more than one image matches it. */
  | { readonly kind: 'several' }
  /** No image yet. `isSaving`: whether the notebook is being saved; undefined = unknown. */
  | { readonly kind: 'none'; readonly isSaving: boolean | undefined };

/** An accepted save becomes visible within this time: its image is listed, or its notebook is SNAPSHOTTING. */
const VISIBLE_WITHIN_MS = 120_000;
/** A `Date` header has a resolution of one second and arrives some time after it was written. */
const MIN_CLOCK_OFFSET_MS = 5000;

/**
 * Searches for the image of a lost request: an image with exactly its namespace, name and tag, created after the
 * request was sent. If the request has no tag, an image also counts only if it was created before an accepted save
 * would have become visible.
 *
 * @param isTaken true for an image that belongs to another save
 * @throws any error from the two requests
 */
export async function findLostImage(
  service: ImageFinder,
  lost: LostRequest,
  { now, isTaken }: { readonly now: () => number; readonly isTaken: (imageId: string) => boolean },
  signal: AbortSignal,
): Promise<SaveEvidence> {
  const { namespace, name, workspaceId } = lost.request;
  // No source says whether a list without a workspace covers all workspaces.
  const workspace = workspaceId === '0' ? {} : { workspaceId };
  const { images, serverTime } = await service.findImages({ namespace, name, ...workspace }, signal);
  const since = lost.requestedAt + earliestOffsetMs(serverTime, now());
  const until = lost.lostAt + VISIBLE_WITHIN_MS + latestOffsetMs(serverTime, now());
  const isUntagged = lost.request.tag === '';
  const candidates = images
    .filter((each) => matchesRequest(lost.request, each) && isCreatedSince(since, each) && !isTaken(each.id))
    .filter((each) => !isUntagged || (each.createdAt ?? since) <= until)
    .sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
  const [image] = candidates;
  if (isUntagged && candidates.length > 1) return { kind: 'several' };
  if (image) return { kind: 'image', image };
  return { kind: 'none', isSaving: await isBeingSaved(service, lost.notebookId, signal) };
}

/**
 * Offset to add to a local time so that the result is at or before the service's time. The `Date` header comes from the
 * gateway, whose clock may be ahead of the service's, so the header can only move the result back.
 */
function earliestOffsetMs(serverTime: number | undefined, now: number): number {
  if (serverTime === undefined) return -MAX_CLOCK_SKEW_MS;
  return Math.min(0, serverTime - now) - MIN_CLOCK_OFFSET_MS;
}

/** Offset to add to a local time so that the result is at or after the service's time. */
function latestOffsetMs(serverTime: number | undefined, now: number): number {
  if (serverTime === undefined) return MAX_CLOCK_SKEW_MS;
  return Math.max(0, serverTime - now) + MIN_CLOCK_OFFSET_MS;
}

/** A registered image never results from a save, so it cannot match a request without a tag. */
function matchesRequest({ namespace, name, tag }: ImageRequest, image: Image): boolean {
  if (image.namespace !== namespace || image.name !== name) return false;
  return tag === '' ? image.origin !== 'CUSTOMIZE' : image.tag === tag;
}

/** An image without a creation time counts as recent while it is being built. */
function isCreatedSince(since: number, image: Image): boolean {
  return image.createdAt === undefined ? imagePhase(image) === 'saving' : image.createdAt >= since;
}
