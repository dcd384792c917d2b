import * as vscode from 'vscode';
import type { ModelArtsError } from '../../model/errors';
import { elapsedMs, requestIdOf, type Save, type Stopping } from '../../save/save';
import { imageOf, isNoticedLate, isUnderWay, troubleOf } from '../../save/saveState';
import { oneLine } from '../../util/text';
import { buildFailure } from '../messages/buildFailure';
import { durationText } from '../messages/durationText';
import { errorMessage, type RequestedOperation } from '../messages/errorMessage';
import { savePhaseWord } from '../messages/savePhaseWord';
import { sentences } from '../messages/sentences';
import { timeText } from '../messages/timeText';
import { saveOutcome } from '../saving/saveOutcome';

/** All that is known of a save as a text to read, one fact a line. Hidden characters are left out. */
export function saveDocument(save: Save, usualMs: number | undefined): string {
  const { notebook, request, reference } = save;
  const image = imageOf(save.state);
  const facts = [
    [vscode.l10n.t('State'), savePhaseWord(save.state)],
    [vscode.l10n.t('Reason'), reasonText(save)],
    [vscode.l10n.t('Builder says'), isUnderWay(save.state) ? image?.statusMessage : undefined],
    [vscode.l10n.t('Reference'), reference],
    [vscode.l10n.t('Description'), request?.description],
    [vscode.l10n.t('Asked for'), timeText(save.requestedAt)],
    [vscode.l10n.t('Ended'), timeText(save.endedAt)],
    [vscode.l10n.t('Took'), tookText(save)],
    [vscode.l10n.t('Usually takes'), usualMs === undefined ? undefined : durationText(usualMs)],
    [vscode.l10n.t('Afterwards'), stoppingText(save.stopping)],
    [vscode.l10n.t('Connection'), save.connection],
    [vscode.l10n.t('Notebook id'), notebook.id],
    [vscode.l10n.t('Image id'), image?.id],
    [vscode.l10n.t('Request id'), requestIdOf(save)],
    [vscode.l10n.t('Save id'), save.id],
  ] as const;
  const lines = facts.flatMap(([label, value]) => (value ? [`${label}: ${oneLine(value)}`] : []));
  return [oneLine(notebook.name, 400) || notebook.id, '', ...lines, ''].join('\n');
}

function tookText(save: Save): string | undefined {
  if (save.endedAt === undefined) return undefined;
  const duration = durationText(elapsedMs(save, save.endedAt));
  return isNoticedLate(save.state) ? vscode.l10n.t('at most {duration}', { duration }) : duration;
}

/** Why it is as it is, and what to do; undefined where there is nothing to explain. */
function reasonText(save: Save): string | undefined {
  const { state } = save;
  const trouble = troubleOf(state);
  if (state.phase === 'failed') return buildFailure(state.image);
  if (state.phase === 'unwatched' || state.phase === 'over') return saveOutcome(save)?.message;
  if ('error' in state) return errorSentences(state.error, 'save');
  return trouble && errorSentences(trouble.error);
}

function errorSentences(error: ModelArtsError, operation?: RequestedOperation): string {
  const { message, detail, remedy, code } = errorMessage(error, operation);
  return sentences(message, detail, remedy, code && `(${code})`);
}

function stoppingText(stopping: Stopping): string | undefined {
  switch (stopping.kind) {
    case 'notWanted':
      return undefined;
    case 'wanted':
      return vscode.l10n.t('The notebook is stopped once the image can be used.');
    case 'asked':
      return vscode.l10n.t('The notebook was asked to stop.');
    case 'accepted':
      return vscode.l10n.t('The notebook is being stopped, or is stopped.');
    case 'failed':
      return sentences(vscode.l10n.t('The notebook could not be stopped.'), errorSentences(stopping.error));
    case 'dropped':
      return vscode.l10n.t('No image came of it, so the notebook was not stopped.');
  }
}
