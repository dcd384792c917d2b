import * as vscode from 'vscode';
import { elapsedMs, requestIdOf, type Save, type Stopping } from '../../save/save';
import { imageOf, isInProgress, isNoticedLate } from '../../save/saveState';
import { oneLine } from '../../util/text';
import { wrapText } from '../text/escape';
import { durationText, sentences, timeText } from '../text/formats';
import { savePhaseLabel } from '../text/savePhaseLabel';
import { errorSentences, saveReason } from './saveRows';

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
    [vscode.l10n.t('Build message'), isInProgress(save.state) ? image?.statusMessage : undefined],
    [vscode.l10n.t('Reference'), reference],
    [vscode.l10n.t('Description'), request?.description],
    [vscode.l10n.t('Requested'), timeText(save.requestedAt)],
    [vscode.l10n.t('Ended'), timeText(save.endedAt)],
    [vscode.l10n.t('Duration'), durationFact(save)],
    [vscode.l10n.t('Usually takes'), usualMs === undefined ? undefined : durationText(usualMs)],
    [vscode.l10n.t('After saving'), stoppingFact(save.stopping)],
    [vscode.l10n.t('Connection'), save.connection],
    [vscode.l10n.t('Notebook ID'), notebook.id],
    [vscode.l10n.t('Image ID'), image?.id],
    [vscode.l10n.t('Request ID'), requestIdOf(save)],
    [vscode.l10n.t('Save ID'), save.id],
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
      return vscode.l10n.t('The notebook will be stopped when the image is ready.');
    case 'asked':
      return vscode.l10n.t('Stopping the notebook was requested.');
    case 'accepted':
      return vscode.l10n.t('The notebook is stopping or stopped.');
    case 'failed':
      return sentences(vscode.l10n.t("Couldn't stop the notebook."), errorSentences(stopping.error));
    case 'dropped':
      return vscode.l10n.t("No image was created, so the notebook wasn't stopped.");
  }
}
