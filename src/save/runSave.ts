import { isModelArtsError, OutcomeUnknownError } from '../model/errors';
import type { Image } from '../model/image';
import { findOutcome, type SentRequest } from './findOutcome';
import { followExternalSave } from './followExternalSave';
import { type FollowSaveOptions, followSave, toState } from './followSave';
import type { ImageSource } from './imageSource';
import { lostResponse, lostSince, type Save } from './save';
import type { SaveState } from './saveState';

/** Sends the request of a new save and follows it. See {@link saveImage}. */
export async function* beginSave(
  service: ImageSource,
  { notebook, request, requestedAt }: Save,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  if (request) yield* saveImage(service, { notebookId: notebook.id, request, requestedAt }, options, signal);
}

/**
 * Continues a save that is in progress: polls its current state first and never sends its request again. Yields each
 * state change; yields nothing for a save that is not in progress.
 *
 * @throws the reason of `signal` when it aborts.
 */
export async function* resumeSave(
  service: ImageSource,
  save: Save,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  const { state, notebook } = save;
  if (state.phase === 'saving') {
    yield* followSave(service, state.image, { ...options, reportFirst: true }, signal);
  } else if (state.phase === 'savingElsewhere') {
    yield* followExternalSave(service, notebook.id, state.runsOn, options, signal);
  } else if (state.phase === 'requesting' || state.phase === 'looking') {
    yield* resumeSearch(service, save, options, signal);
  }
}

async function* resumeSearch(
  service: ImageSource,
  { state, notebook, request, requestedAt }: Save,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  if (!request) return;
  const lostAt = state.phase === 'looking' ? state.since : lostSince(requestedAt, options.clock.now());
  const lost = { notebookId: notebook.id, request, requestedAt, error: lostResponse(state, notebook.id), lostAt };
  yield* findOutcome(service, lost, options, signal);
}

/**
 * Sends the create-image request once, then polls the image. Yields each state change; the last state is final.
 *
 * A response counts as lost if there is none, if it cannot be read, or if its status is 5xx. The request is not repeated
 * then. {@link findOutcome} searches the images and the notebook for its outcome, and {@link resumeSave} continues that
 * search in another window. The only request that is sent again is one refused with 401, because the service did nothing.
 *
 * Stopping ({@link FollowSaveOptions.stop}) takes effect after the response to the request.
 *
 * @throws the reason of `signal` when it aborts; the outcome of the request is then unknown.
 */
export async function* saveImage(
  service: ImageSource,
  sent: SentRequest,
  options: FollowSaveOptions,
  signal: AbortSignal,
): AsyncGenerator<SaveState, void> {
  yield { phase: 'requesting' };
  let image: Image;
  try {
    const accepted = await service.createImage(sent.notebookId, sent.request, signal);
    options.onAccepted?.(accepted.requestId);
    image = accepted.image;
  } catch (error) {
    signal.throwIfAborted();
    const state = toFailure(sent.notebookId, error);
    if ('phase' in state) yield state;
    else yield* findOutcome(service, { ...sent, error: state, lostAt: options.clock.now() }, options, signal);
    // A bug still ends the save for its observers; the caller logs the error.
    if (!isModelArtsError(error)) throw error;
    return;
  }
  yield toState(image);
  yield* followSave(service, image, options, signal);
}

/** Only a definite refusal counts as one. After any other error the service may already be saving. */
function toFailure(notebookId: string, error: unknown): SaveState | OutcomeUnknownError {
  if (isModelArtsError(error)) {
    if (error.kind === 'refused' && error.status < 500) return { phase: 'refused', error };
    if (error.kind === 'notSent' || error.kind === 'notConnected') return { phase: 'notSent', error };
    if (error.kind === 'outcomeUnknown') return error;
  }
  return new OutcomeUnknownError(notebookId, { cause: error });
}
