import { l10n } from 'vscode';
import { hasResponse, isAcceptedWithoutImage } from '../../model/errors';
import { interruptionOf, type SaveState } from '../../save/saveState';
import { interruptionText } from './interruptionText';

/** Returns a short label of a save's state. */
export function savePhaseLabel(state: SaveState): string {
  const interruption = interruptionOf(state);
  if (interruption) return interruptionText(interruption.error);
  switch (state.phase) {
    case 'requesting':
      return l10n.t('Sending the request');
    case 'looking':
      if (isAcceptedWithoutImage(state.error)) return l10n.t('Accepted; looking for the image');
      return hasResponse(state.error)
        ? l10n.t('Unclear response; looking for the image')
        : l10n.t('No response; looking for the image');
    case 'savingElsewhere':
      return l10n.t('Saving elsewhere');
    case 'saving':
      return l10n.t('Saving');
    case 'saved':
      return l10n.t('Saved');
    case 'failed':
      return l10n.t('Failed');
    case 'deleted':
      return l10n.t('Image deleted');
    case 'refused':
      return l10n.t('Rejected');
    case 'notSent':
      return l10n.t('Not sent');
    case 'notSaved':
      return l10n.t('Not saved');
    case 'over':
      return l10n.t('Ended');
    case 'unwatched':
      return l10n.t('No longer followed');
    case 'outcomeUnknown':
      return l10n.t('Result unknown');
  }
}
