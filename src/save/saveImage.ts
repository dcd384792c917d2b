import { isModelArtsError, OutcomeUnknownError } from '../model/errors';
import type { Image } from '../model/image';
import type { ImageRequest } from '../model/imageRequest';
import { followSave, type FollowSaveOptions, toState } from './followSave';
import type { ImageSource } from './imageSource';
import type { SaveState } from './saveState';

/**
 * Asks for the save, once, and follows it: yields every state it enters, ending with the one in which nothing more
 * will be heard of it. Stopping ({@link FollowSaveOptions.stop}) waits for the answer to the request.
 *
 * @throws the reason of `signal` when it aborts, which leaves open what became of the request.
 */
export async function* saveImage(
  service: ImageSource,
  notebookId: string,
  request: ImageRequest,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  yield { phase: 'requesting' };
  let image: Image;
  try {
    image = await service.createImage(notebookId, request, signal);
  } catch (error) {
    signal.throwIfAborted();
    yield notAccepted(notebookId, error);
    // A fault of this extension still ends the save for those who look on; the caller logs it.
    if (!isModelArtsError(error)) throw error;
    return;
  }
  yield toState(image);
  yield* followSave(service, image, options, signal);
}

/** Only a clear no is a no: after any other fault the service may be saving already. */
function notAccepted(notebookId: string, error: unknown): SaveState {
  if (isModelArtsError(error)) {
    switch (error.kind) {
      case 'refused':
        if (error.status < 500) return { phase: 'refused', error };
        break;
      case 'notSent':
      case 'notConnected':
        return { phase: 'notSent', error };
      case 'outcomeUnknown':
        return { phase: 'outcomeUnknown', error };
      default:
        break;
    }
  }
  return { phase: 'outcomeUnknown', error: new OutcomeUnknownError(notebookId, { cause: error }) };
}
