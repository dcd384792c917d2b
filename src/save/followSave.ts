import { isModelArtsError } from '../model/errors';
import { type Image, imagePhase } from '../model/image';
import { type FollowOptions, followImage, type ImageObservation } from './followImage';
import type { ImageReader } from './imageSource';
import type { SaveState, UnwatchedReason } from './saveState';

/** How a save is followed. */
export interface FollowSaveOptions extends FollowOptions {
  /** Ends following; the save itself continues. */
  readonly stop: AbortSignal;
  /** Called with the service's id of the accepted request; undefined = the response had none. */
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
