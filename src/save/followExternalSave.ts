import { type Image, imagePhase } from '../model/image';
import { type FollowSaveOptions, followSave, toState, whyUnwatched } from './followSave';
import type { ImageFinder } from './imageSource';
import { NO_FAILURES, orFailure, type PollFailure, type RetryState, recordFailure } from './pollImage';
import { awakeMs, nextPollMs, sleepAcrossSuspend } from './pollSchedule';
import type { SaveState } from './saveState';

/** Result of polling the notebook and the list of images. */
type ExternalResult =
  /** The image being built, or the finished image the notebook runs on. */
  | { readonly kind: 'image'; readonly image: Image }
  /** Several images are being built, or none is listed yet. */
  | { readonly kind: 'unclear'; readonly runsOn: string | undefined }
  | { readonly kind: 'over' };

/** The service changes the notebook and creates the image within this time of each other. */
const MAX_START_DIFFERENCE_MS = 15_000;

interface PollState extends RetryState {
  readonly polls: number;
  readonly runsOn: string | undefined;
}

/**
 * Follows a save that was started elsewhere, knowing only the notebook. As soon as exactly one image can belong to the
 * save, follows that image. Otherwise polls the notebook until it is no longer being saved; if it then runs on a
 * different image, that image is the result.
 *
 * @param runsOn ID of the image the notebook ran on before; undefined = unknown
 * @throws the reason of `signal` when it aborts.
 */
export async function* followExternalSave(
  service: ImageFinder,
  notebookId: string,
  runsOn: string | undefined,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  const image = yield* findImage(service, notebookId, runsOn, options, signal);
  if (!image) return;
  // An image that has already settled may have done so long ago.
  yield toState(image, { noticedLate: true });
  yield* followSave(service, image, options, signal);
}

/** Returns the image; undefined when the last yielded state is final. */
async function* findImage(
  service: ImageFinder,
  notebookId: string,
  runsOn: string | undefined,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, Image | undefined> {
  const { clock, stop, forMs, random, usualMs } = options;
  const startedAt = clock.now();
  let state: PollState = { ...NO_FAILURES, polls: 0, runsOn };
  try {
    const polling = AbortSignal.any([signal, stop]);
    for (let polledMs = 0; polledMs < forMs; ) {
      const before = clock.now();
      const { polls, failures } = state;
      // The first poll shows which image to follow, so it does not wait.
      const timing = { elapsedMs: before - startedAt, polls, usualMs: usualMs(), failures };
      const waitMs = polls === 0 ? 0 : nextPollMs(timing, random);
      await sleepAcrossSuspend(waitMs, clock, polling);
      const result = await orFailure(
        pollExternal(service, notebookId, state.runsOn, options.isTaken, polling),
        polling,
      );
      if (result.kind === 'image') return result.image;
      if (result.kind === 'over') {
        yield { phase: 'over' };
        return undefined;
      }
      const next = advance(state, result, clock.now());
      if (differs(state, next)) yield { phase: 'savingElsewhere', runsOn: next.runsOn, trouble: next.trouble };
      state = next;
      polledMs += awakeMs(waitMs, clock.now() - before);
    }
    yield { phase: 'unwatched', image: undefined, why: 'deadline' };
  } catch (error) {
    signal.throwIfAborted();
    yield { phase: 'unwatched', image: undefined, why: whyUnwatched(error, stop) };
    // A bug still ends the save for its observers; the caller logs the error.
    if (!stop.aborted) throw error;
  }
  return undefined;
}

async function pollExternal(
  service: ImageFinder,
  notebookId: string,
  runsOn: string | undefined,
  isTaken: (imageId: string) => boolean,
  signal: AbortSignal,
): Promise<ExternalResult> {
  const notebook = await service.getNotebook(notebookId, signal);
  if (notebook.status !== 'SNAPSHOTTING') {
    const { id } = notebook.image;
    const isAnother = runsOn !== undefined && id !== undefined && id !== runsOn;
    return isAnother ? { kind: 'image', image: await service.getImage(id, signal) } : { kind: 'over' };
  }
  const { images } = await service.findImages({}, signal);
  const candidates = images.filter((image) => mayBelongTo(notebook, image) && !isTaken(image.id));
  const [image] = candidates;
  if (image && candidates.length === 1) return { kind: 'image', image };
  return { kind: 'unclear', runsOn: runsOn ?? notebook.image.id };
}

/**
 * An image does not name its notebook. A candidate is being built and was created when the notebook last changed, as
 * far as both times are known, because other notebooks may be saved at the same time.
 */
function mayBelongTo({ updatedAt }: { readonly updatedAt: number | undefined }, image: Image): boolean {
  if (image.origin !== 'IMAGE_SAVE' || imagePhase(image) !== 'saving') return false;
  if (updatedAt === undefined || image.createdAt === undefined) return true;
  return Math.abs(image.createdAt - updatedAt) <= MAX_START_DIFFERENCE_MS;
}

function advance(
  state: PollState,
  result: Exclude<ExternalResult, { kind: 'image' | 'over' }> | PollFailure,
  now: number,
): PollState {
  const polls = state.polls + 1;
  if (result.kind === 'trouble') return { ...state, polls, ...recordFailure(state, result.error, now) };
  return { ...NO_FAILURES, polls, runsOn: result.runsOn };
}

function differs(before: PollState, after: PollState): boolean {
  return before.runsOn !== after.runsOn || before.trouble?.error.message !== after.trouble?.error.message;
}
