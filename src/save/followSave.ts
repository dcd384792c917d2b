import { isModelArtsError } from '../model/errors';
import { type Image, imagePhase } from '../model/image';
import { type FollowOptions, followImage, type ImageObservation } from './followImage';
import type { ImageReader } from './imageSource';
import type { SaveState, UnwatchedReason } from './saveState';

export interface FollowSaveOptions extends FollowOptions {
  /** Ends the following, and nothing else. */
  readonly stop: AbortSignal;
  /** Hears the service's id of the request that it has accepted; undefined = not told. */
  readonly onAccepted?: (requestId: string | undefined) => void;
  /** True for the image of another save that is known here. */
  readonly isTaken: (imageId: string) => boolean;
}

/**
 * Follows a save the service has accepted; `image` is how it was seen last. Yields the states it enters from there on,
 * ending with one that is not `saving`; none when `image` is settled already.
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
    for await (const sighting of followImage(service, seen, options, following)) {
      seen = sighting.image;
      yield toState(seen, sighting);
    }
  } catch (error) {
    signal.throwIfAborted();
    yield { phase: 'unwatched', image: seen, why: whyUnwatched(error, options.stop) };
    // A fault of this extension still ends the save for those who look on; the caller logs it.
    if (!options.stop.aborted && !isModelArtsError(error)) throw error;
  }
}

/** Where a save stands whose image was seen so. */
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

/** Why a following ended with this error. */
export function whyUnwatched(error: unknown, stop: AbortSignal): UnwatchedReason {
  if (stop.aborted) return 'stopped';
  if (!isModelArtsError(error)) return 'unexpected';
  return error.kind === 'followTimeout' ? 'deadline' : 'missing';
}
