import { isModelArtsError, OutcomeUnknownError } from '../model/errors';
import type { Save } from './save';
import type { SaveState } from './saveState';

/** No request to save takes longer, unless the person's settings allow it. */
const MAX_REQUEST_MS = 60_000;

/** What is shown of a save that is followed again, until the first look. `now`: milliseconds since the epoch. */
export function resumedState({ state, notebook, requestedAt }: Save, now: number): SaveState {
  const trouble = undefined;
  if (state.phase === 'unwatched') {
    return state.image
      ? { phase: 'saving', image: state.image, trouble }
      : { phase: 'savingElsewhere', runsOn: undefined, trouble };
  }
  return { phase: 'looking', error: lostAnswer(state, notebook.id), since: lostSince(requestedAt, now), trouble };
}

/** When at the latest it was clear that no answer would come; milliseconds since the epoch, as all of these. */
export function lostSince(requestedAt: number, now: number): number {
  return Math.min(requestedAt + MAX_REQUEST_MS, now);
}

/** The lost answer that makes a save be looked for. */
export function lostAnswer(state: SaveState, notebookId: string): OutcomeUnknownError {
  if (state.phase === 'looking' || state.phase === 'outcomeUnknown') return state.error;
  const cause = state.phase === 'notSaved' && isModelArtsError(state.error.cause) ? state.error.cause : undefined;
  return new OutcomeUnknownError(notebookId, { cause });
}
