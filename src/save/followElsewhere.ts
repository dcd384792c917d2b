import { type Image, imagePhase } from '../model/image';
import { awakeMs } from './followImage';
import { nextLookMs } from './followSchedule';
import { followSave, type FollowSaveOptions, toState, whyUnwatched } from './followSave';
import type { ImageFinder } from './imageSource';
import { type Hindered, type Hindrance, hinder, orHindered, UNHINDERED } from './lookAtImage';
import { nap } from './nap';
import type { SaveState } from './saveState';

/** What the notebook and the list of images show of a save that somebody else asked for. */
type Glimpse =
  /** The image that is being made, or was. */
  | { readonly kind: 'image'; readonly image: Image }
  /** Several images are being made, or none is shown. */
  | { readonly kind: 'unclear'; readonly runsOn: string | undefined }
  | { readonly kind: 'over' };

/** The service changes the notebook and makes the image at about the same time. */
const BEGUN_WITHIN_MS = 15_000;

interface Course extends Hindrance {
  readonly looks: number;
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
export async function* followElsewhere(
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
  let course: Course = { ...UNHINDERED, looks: 0, runsOn };
  try {
    const watching = AbortSignal.any([signal, stop]);
    for (let watchedMs = 0; watchedMs < forMs; ) {
      const before = clock.now();
      const { looks, setback } = course;
      // The first look is the one that says what there is to follow.
      const looking = { elapsedMs: before - startedAt, looks, usualMs: usualMs(), setback };
      const waitMs = looks === 0 ? 0 : nextLookMs(looking, random);
      await nap(waitMs, clock, watching);
      const look = await orHindered(glimpse(service, notebookId, course.runsOn, options.isTaken, watching), watching);
      if (look.kind === 'image') return look.image;
      if (look.kind === 'over') {
        yield { phase: 'over' };
        return undefined;
      }
      const next = advance(course, look, clock.now());
      if (differs(course, next)) yield { phase: 'savingElsewhere', runsOn: next.runsOn, trouble: next.trouble };
      course = next;
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

async function glimpse(
  service: ImageFinder,
  notebookId: string,
  runsOn: string | undefined,
  isTaken: (imageId: string) => boolean,
  signal: AbortSignal,
): Promise<Glimpse> {
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

function advance(course: Course, look: Exclude<Glimpse, { kind: 'image' | 'over' }> | Hindered, now: number): Course {
  const looks = course.looks + 1;
  if (look.kind === 'trouble') return { ...course, looks, ...hinder(course, look.error, now) };
  return { ...UNHINDERED, looks, runsOn: look.runsOn };
}

function differs(before: Course, after: Course): boolean {
  return before.runsOn !== after.runsOn || before.trouble?.error.message !== after.trouble?.error.message;
}
