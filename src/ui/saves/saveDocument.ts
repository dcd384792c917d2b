import * as vscode from 'vscode';
import { elapsedMs, requestIdOf, type Save, type Stopping } from '../../save/save';
import { imageOf, isInProgress, isNoticedLate } from '../../save/saveState';
import { oneLine } from '../../util/text';
import { durationText } from '../text/durationText';
import { savePhaseLabel } from '../text/savePhaseLabel';
import { sentences } from '../text/sentences';
import { timeText } from '../text/timeText';
import { wrapText } from '../text/wrapped';
import { errorSentences, saveReason } from './saveReason';

/**
 * Formats the details of a save as text: the reason first, then one fact per line. Hidden characters are removed.
 *
 * @param usualMs usual duration of such a save in milliseconds; undefined if unknown
 */
export function saveDocument(save: Save, usualMs: number | undefined): string {
  const { notebook, request, reference } = save;
  const image = imageOf(save.state);
  const facts = [
    [vscode.l10n.t('State'), savePhaseLabel(save.state)],
    [vscode.l10n.t('Builder says'), isInProgress(save.state) ? image?.statusMessage : undefined],
    [vscode.l10n.t('Reference'), reference],
    [vscode.l10n.t('Description'), request?.description],
    [vscode.l10n.t('Asked for'), timeText(save.requestedAt)],
    [vscode.l10n.t('Ended'), timeText(save.endedAt)],
    [vscode.l10n.t('Took'), durationFact(save)],
    [vscode.l10n.t('Usually takes'), usualMs === undefined ? undefined : durationText(usualMs)],
    [vscode.l10n.t('Afterwards'), stoppingFact(save.stopping)],
    [vscode.l10n.t('Connection'), save.connection],
    [vscode.l10n.t('Notebook id'), notebook.id],
    [vscode.l10n.t('Image id'), image?.id],
    [vscode.l10n.t('Request id'), requestIdOf(save)],
    [vscode.l10n.t('Save id'), save.id],
  ] as const;
  const lines = facts.flatMap(([label, value]) => (value ? [`${label}: ${oneLine(value)}`] : []));
  const reason = saveReason(save);
  const head = [oneLine(notebook.name, 400) || notebook.id, '', ...(reason ? [wrapText(reason), ''] : [])];
  return [...head, ...lines, ''].join('\n');
}

function durationFact(save: Save): string | undefined {
  if (save.endedAt === undefined) return undefined;
  const duration = durationText(elapsedMs(save, save.endedAt));
  return isNoticedLate(save.state) ? vscode.l10n.t('at most {duration}', { duration }) : duration;
}

function stoppingFact(stopping: Stopping): string | undefined {
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
