import { l10n } from 'vscode';
import { isAcceptedWithoutImage, isAnswered } from '../../model/errors';
import { interruptionOf, type SaveState } from '../../save/saveState';
import { interruptionText } from './interruptionText';

/** Returns a short label of a save's state. */
export function savePhaseLabel(state: SaveState): string {
  const interruption = interruptionOf(state);
  if (interruption) return interruptionText(interruption.error);
  switch (state.phase) {
    case 'requesting':
      return l10n.t('Asking ModelArts');
    case 'looking':
      if (isAcceptedWithoutImage(state.error)) return l10n.t('Accepted; looking for the image');
      return isAnswered(state.error)
        ? l10n.t('The answer leaves the outcome open; looking for the image')
        : l10n.t('No answer came back; looking for the image');
    case 'savingElsewhere':
      return l10n.t('Being saved by somebody else');
    case 'saving':
      return l10n.t('Being saved');
    case 'saved':
      return l10n.t('Saved');
    case 'failed':
      return l10n.t('Failed');
    case 'deleted':
      return l10n.t('Image deleted');
    case 'refused':
      return l10n.t('Refused');
    case 'notSent':
      return l10n.t('Not sent');
    case 'notSaved':
      return l10n.t('Nothing was saved');
    case 'over':
      return l10n.t('Ended');
    case 'unwatched':
      return l10n.t('Not followed any more');
    case 'outcomeUnknown':
      return l10n.t('Outcome unknown');
  }
}
