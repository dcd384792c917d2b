import { type Image, imagePhase } from '../model/image';
import { awakeMs } from './followImage';
import { type FollowSaveOptions, followSave, toState, whyUnwatched } from './followSave';
import type { ImageFinder } from './imageSource';
import { NO_FAILURES, orFailure, type PollFailure, type RetryState, recordFailure } from './pollImage';
import { nextPollMs } from './pollSchedule';
import type { SaveState } from './saveState';
import { sleepAcrossSuspend } from './sleepAcrossSuspend';

/** What the notebook and the list of images show of a save that somebody else asked for. */
type ExternalResult =
  /** The image that is being made, or was. */
  | { readonly kind: 'image'; readonly image: Image }
  /** Several images are being made, or none is shown. */
  | { readonly kind: 'unclear'; readonly runsOn: string | undefined }
  | { readonly kind: 'over' };

/** The service changes the notebook and makes the image at about the same time. */
const BEGUN_WITHIN_MS = 15_000;

interface PollState extends RetryState {
  readonly polls: number;
  readonly runsOn: string | undefined;
}

/**
 * Follows the save of a notebook that somebody else asked for, of which only the notebook is known: its image as soon as
 * it is the only one that can be meant, else the notebook until it is not being saved any more; the image it then runs on,
 * if that is another one, is what came of it.
 *
 * @param runsOn id of the image it ran on before, where that is known
 * @throws the reason of `signal` when it aborts.
 */
export async function* followExternalSave(
  service: ImageFinder,
  notebookId: string,
  runsOn: string | undefined,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  const image = yield* watch(service, notebookId, runsOn, options, signal);
  if (!image) return;
  // Settled already, it may have been so for long.
  yield toState(image, { noticedLate: true });
  yield* followSave(service, image, options, signal);
}

/** Returns the image; undefined when the state yielded last says how it ended without. */
async function* watch(
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
    const watching = AbortSignal.any([signal, stop]);
    for (let watchedMs = 0; watchedMs < forMs; ) {
      const before = clock.now();
      const { polls, failures } = state;
      // The first poll says what there is to follow.
      const timing = { elapsedMs: before - startedAt, polls, usualMs: usualMs(), failures };
      const waitMs = polls === 0 ? 0 : nextPollMs(timing, random);
      await sleepAcrossSuspend(waitMs, clock, watching);
      const result = await orFailure(
        pollExternal(service, notebookId, state.runsOn, options.isTaken, watching),
        watching,
      );
      if (result.kind === 'image') return result.image;
      if (result.kind === 'over') {
        yield { phase: 'over' };
        return undefined;
      }
      const next = advance(state, result, clock.now());
      if (differs(state, next)) yield { phase: 'savingElsewhere', runsOn: next.runsOn, trouble: next.trouble };
      state = next;
      watchedMs += awakeMs(waitMs, clock.now() - before);
    }
    yield { phase: 'unwatched', image: undefined, why: 'deadline' };
  } catch (error) {
    signal.throwIfAborted();
    yield { phase: 'unwatched', image: undefined, why: whyUnwatched(error, stop) };
    // A fault of this extension still ends the following for those who look on; the caller logs it.
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
  const candidates = images.filter((image) => isMadeOf(notebook, image) && !isTaken(image.id));
  const [image] = candidates;
  if (image && candidates.length === 1) return { kind: 'image', image };
  return { kind: 'unclear', runsOn: runsOn ?? notebook.image.id };
}

/**
 * Nothing in an image names its notebook. It is being made, and was begun when the notebook changed last, as far as both say:
 * other notebooks may be being saved at the same time.
 */
function isMadeOf({ updatedAt }: { readonly updatedAt: number | undefined }, image: Image): boolean {
  if (image.origin !== 'IMAGE_SAVE' || imagePhase(image) !== 'saving') return false;
  if (updatedAt === undefined || image.createdAt === undefined) return true;
  return Math.abs(image.createdAt - updatedAt) <= BEGUN_WITHIN_MS;
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
