import { findOutcome } from './findOutcome';
import { followExternalSave } from './followExternalSave';
import { type FollowSaveOptions, followSave } from './followSave';
import type { ImageSource } from './imageSource';
import { lostAnswer, lostSince } from './resumedState';
import type { Save } from './save';
import { saveImage } from './saveImage';
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
  const lost = { notebookId: notebook.id, request, requestedAt, error: lostAnswer(state, notebook.id), lostAt };
  yield* findOutcome(service, lost, options, signal);
}
