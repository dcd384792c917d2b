import { isModelArtsError, OutcomeUnknownError } from '../model/errors';
import type { Save } from './save';
import type { SaveState } from './saveState';

/** Longest time a create-image request takes with the default settings. */
const MAX_REQUEST_MS = 60_000;

/** Returns the state to show for a resumed save until its first poll. `now`: milliseconds since the epoch. */
export function resumedState({ state, notebook, requestedAt }: Save, now: number): SaveState {
  const trouble = undefined;
  if (state.phase === 'unwatched') {
    return state.image
      ? { phase: 'saving', image: state.image, trouble }
      : { phase: 'savingElsewhere', runsOn: undefined, trouble };
  }
  return { phase: 'looking', error: lostAnswer(state, notebook.id), since: lostSince(requestedAt, now), trouble };
}

/** Returns the latest time at which the response counts as lost; all times in milliseconds since the epoch. */
export function lostSince(requestedAt: number, now: number): number {
  return Math.min(requestedAt + MAX_REQUEST_MS, now);
}

/** Returns the lost-response error to search with. */
export function lostAnswer(state: SaveState, notebookId: string): OutcomeUnknownError {
  if (state.phase === 'looking' || state.phase === 'outcomeUnknown') return state.error;
  const cause = state.phase === 'notSaved' && isModelArtsError(state.error.cause) ? state.error.cause : undefined;
  return new OutcomeUnknownError(notebookId, { cause });
}
