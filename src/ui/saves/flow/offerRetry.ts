import * as vscode from 'vscode';
import { type FaultyField, faultyField, isNotRunning } from '../../../model/errorCodes';
import { isModelArtsError, type ModelArtsError } from '../../../model/errors';
import { commandId } from '../../ids';
import { logError } from '../../showError';
import { errorMessage } from '../../text/errorMessage';
import { namedErrorText } from '../../text/errorText';
import { notify } from '../../text/notify';
import type { SaveSession } from './saveSession';
import type { SaveConfirmation, SaveDraft, SaveStage } from './saveStage';

/**
 * Shows why a save was refused. Offers to return to the invalid step with all answers kept, or to start a notebook that
 * is not running. Undefined if the user declines.
 *
 * @throws the error itself if another answer would not help, or if the user declines and code requested the save
 */
export async function offerRetry(
  session: Pick<SaveSession, 'tags' | 'log' | 'fromCode'>,
  draft: SaveDraft,
  confirmation: SaveConfirmation,
  error: unknown,
): Promise<SaveStage | undefined> {
  if (!isModelArtsError(error) || !canRetry(error)) throw error;
  logError(error, session.log);
  const start = vscode.l10n.t('Start and Save');
  const retry = vscode.l10n.t('Edit and Retry');
  const showLog = vscode.l10n.t('Show Log');
  const text = namedErrorText(draft.notebook.name, error, 'save');
  const answer = await notify.error(text, isNotRunning(error) ? start : retry, showLog);
  if (answer === showLog) await vscode.commands.executeCommand(commandId('showLog'));
  if (answer === start) return { at: 'submit', draft, confirmation: { ...confirmation, mode: 'start' } };
  if (answer === retry) return stageOf(session, draft, error);
  if (session.fromCode) throw error;
  return undefined;
}

/** True if it is certain that nothing was saved. */
function canRetry(error: ModelArtsError): boolean {
  switch (error.kind) {
    case 'refused':
    case 'notSent':
    case 'notSaved':
    case 'invalidRequest':
      return true;
    default:
      return false;
  }
}

/** Returns the invalid step with the reason; the confirmation if no answer was invalid. */
function stageOf({ tags }: Pick<SaveSession, 'tags'>, draft: SaveDraft, error: ModelArtsError): SaveStage {
  const field = fieldOf(error);
  if (field === undefined) return { at: 'confirm', draft };
  if (field === 'tag' && error.kind === 'refused') tags.add(draft.request);
  return {
    at: 'answers',
    draft,
    isEditing: field === 'workspace',
    from: { field, note: errorMessage(error, 'save').message },
  };
}

function fieldOf(error: ModelArtsError): FaultyField | undefined {
  if (error.kind === 'invalidRequest') return error.field;
  return error.kind === 'refused' ? faultyField(error.code, error.serviceMessage) : undefined;
}
