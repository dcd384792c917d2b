import type { ModelArtsError } from '../../model/errors';
import type { Save } from '../../save/save';
import { interruptionOf } from '../../save/saveState';
import { buildFailure } from '../text/buildFailure';
import { errorMessage, type RequestedOperation } from '../text/errorMessage';
import { errorSuffix } from '../text/errorSuffix';
import { sentences } from '../text/sentences';
import { saveOutcome } from './progress/saveOutcome';

/** Explains the state of a save and what to do; undefined if there is nothing to explain. */
export function saveReason(save: Save): string | undefined {
  const { state } = save;
  const interruption = interruptionOf(state);
  if (state.phase === 'failed') return buildFailure(state.image);
  if (state.phase === 'unwatched' || state.phase === 'over') return saveOutcome(save)?.message;
  if ('error' in state) return errorSentences(state.error, 'save');
  return interruption && errorSentences(interruption.error);
}

/** Formats an error as sentences, with its code. */
export function errorSentences(error: ModelArtsError, operation?: RequestedOperation): string {
  const { message, detail, remedy, code } = errorMessage(error, operation);
  return sentences(message, detail, remedy, errorSuffix(code));
}
