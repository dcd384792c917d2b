import * as vscode from 'vscode';
import { shortReference } from '../../../model/address';
import { elapsedMs, type Save } from '../../../save/save';
import { isNoticedLate, type UnwatchedReason } from '../../../save/saveState';
import { oneLine } from '../../../util/text';
import { buildFailure } from '../../text/buildFailure';
import { errorText } from '../../text/errorText';
import { durationText, sentences } from '../../text/formats';

/** The outcome of a save as shown to the user. */
export interface SaveOutcome {
  readonly message: string;
  /** True if no image was created or the outcome is unknown. False for a save that continues at the service. */
  readonly failed: boolean;
}

/**
 * Describes the outcome of a save in one or two sentences; undefined while it is in progress. Announcements show this
 * text. A refusal while the save command waits is shown by `flow/offerRetry.ts`. Tooltip and details show `saveReason` of
 * `saveRows.ts`; the label is in `text/savePhaseLabel.ts`. Texts of errors are in `text/errorMessage.ts`, those of failed
 * builds in `text/buildFailure.ts`.
 */
export function saveOutcome(save: Save): SaveOutcome | undefined {
  const { state } = save;
  const names = {
    notebook: oneLine(save.notebook.name, 60) || save.notebook.id,
    image: oneLine(shortReference(save.reference), 160),
  };
  switch (state.phase) {
    case 'saved':
      return success(savedMessage(save, names));
    case 'failed':
      return failure(vscode.l10n.t("Couldn't save {notebook} as {image}.", names), buildFailure(state.image));
    case 'deleted':
      return failure(vscode.l10n.t('{image} was deleted while {notebook} was being saved.', names));
    case 'refused':
    case 'notSent':
    case 'notSaved':
      return failure(vscode.l10n.t("Couldn't save {notebook} as {image}.", names), errorText(state.error, 'save'));
    case 'outcomeUnknown':
      return failure(
        vscode.l10n.t("Couldn't confirm whether {notebook} was saved.", names),
        errorText(state.error, 'save'),
      );
    case 'over':
      return success(
        vscode.l10n.t('{notebook} is no longer being saved. Check the Images view for the result.', names),
      );
    case 'unwatched':
      return {
        message: unwatchedMessage(state.why, names),
        failed: state.why === 'missing' || state.why === 'unexpected',
      };
    case 'requesting':
    case 'looking':
    case 'savingElsewhere':
    case 'saving':
      return undefined;
  }
}

interface Names extends Record<string, string> {
  readonly notebook: string;
  readonly image: string;
}

function success(message: string): SaveOutcome {
  return { message, failed: false };
}

function failure(...reasons: readonly string[]): SaveOutcome {
  return { message: sentences(...reasons), failed: true };
}

function savedMessage(save: Save, names: Names): string {
  const elapsed = durationText(elapsedMs(save, save.endedAt ?? save.requestedAt));
  const saved = isNoticedLate(save.state)
    ? vscode.l10n.t('Saved {notebook} as {image}.', names)
    : vscode.l10n.t('Saved {notebook} as {image} in {elapsed}.', { ...names, elapsed });
  switch (save.stopping.kind) {
    case 'accepted':
    case 'asked':
      return sentences(saved, vscode.l10n.t('Stopping the notebook.'));
    case 'failed':
      return sentences(saved, vscode.l10n.t("Couldn't stop the notebook."), errorText(save.stopping.error));
    case 'notWanted':
    case 'wanted':
    case 'dropped':
      return saved;
  }
}

function unwatchedMessage(why: UnwatchedReason, names: Names): string {
  if (names.image === '') return vscode.l10n.t('Stopped following {notebook}.', names);
  switch (why) {
    case 'stopped':
      return vscode.l10n.t('Stopped following {image}. ModelArts is still saving it.', names);
    case 'deadline':
      return vscode.l10n.t(
        'Saving {notebook} is taking longer than the follow limit. ModelArts is still saving {image}.',
        names,
      );
    case 'missing':
      return vscode.l10n.t('ModelArts no longer lists {image}, saved from {notebook}.', names);
    case 'unexpected':
      return vscode.l10n.t('Following {notebook} ended unexpectedly. ModelArts is still saving it.', names);
  }
}
