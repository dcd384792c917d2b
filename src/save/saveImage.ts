import { isModelArtsError, OutcomeUnknownError } from '../model/errors';
import type { Image } from '../model/image';
import type { LostRequest } from './findLostImage';
import { findOutcome } from './findOutcome';
import { type FollowSaveOptions, followSave, toState } from './followSave';
import type { ImageSource } from './imageSource';
import type { SaveState } from './saveState';

/**
 * Asks for the save, once, and follows it: yields every state it enters, ending with the one in which nothing more
 * will be heard of it. When the answer is lost, it looks for what came of the request. Stopping
 * ({@link FollowSaveOptions.stop}) waits for the answer to the request.
 *
 * @throws the reason of `signal` when it aborts, which leaves open what became of the request.
 */
export async function* saveImage(
  service: ImageSource,
  order: LostRequest,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  yield { phase: 'requesting' };
  let image: Image;
  try {
    const accepted = await service.createImage(order.notebookId, order.request, signal);
    options.onAccepted?.(accepted.requestId);
    image = accepted.image;
  } catch (error) {
    signal.throwIfAborted();
    const state = notAccepted(order.notebookId, error);
    if ('phase' in state) yield state;
    else yield* findOutcome(service, { ...order, error: state, lostAt: options.clock.now() }, options, signal);
    // A fault of this extension still ends the save for those who look on; the caller logs it.
    if (!isModelArtsError(error)) throw error;
    return;
  }
  yield toState(image);
  yield* followSave(service, image, options, signal);
}

/** Only a clear no is a no: after any other fault the service may be saving already. */
function notAccepted(notebookId: string, error: unknown): SaveState | OutcomeUnknownError {
  if (isModelArtsError(error)) {
    if (error.kind === 'refused' && error.status < 500) return { phase: 'refused', error };
    if (error.kind === 'notSent' || error.kind === 'notConnected') return { phase: 'notSent', error };
    if (error.kind === 'outcomeUnknown') return error;
  }
  return new OutcomeUnknownError(notebookId, { cause: error });
}
