import * as vscode from 'vscode';
import { elapsedMs, type Save } from '../../save/save';
import { isNoticedLate, type UnwatchedReason } from '../../save/saveState';
import { oneLine } from '../../util/text';
import { buildFailure } from '../messages/buildFailure';
import { durationText } from '../messages/durationText';
import { errorText } from '../messages/errorText';
import { sentences } from '../messages/sentences';

/** What became of a save, as a person is told it. */
export interface SaveOutcome {
  readonly message: string;
  /** True = nothing came of it, or it is not known what. */
  readonly failed: boolean;
}

/** One or two sentences on the end of a save; undefined while it has none. */
export function saveOutcome(save: Save): SaveOutcome | undefined {
  const { state } = save;
  const names = {
    notebook: oneLine(save.notebook.name, 60) || save.notebook.id,
    reference: oneLine(save.reference, 300),
  };
  switch (state.phase) {
    case 'saved':
      return good(savedMessage(save, names));
    case 'failed':
      return bad(vscode.l10n.t('{notebook} could not be saved as {reference}.', names), buildFailure(state.image));
    case 'deleted':
      return bad(vscode.l10n.t('The image {reference} was deleted while {notebook} was being saved.', names));
    case 'refused':
    case 'notSent':
    case 'notSaved':
      return bad(vscode.l10n.t('{notebook} was not saved.', names), errorText(state.error, 'save'));
    case 'outcomeUnknown':
      return bad(vscode.l10n.t('It is not known whether {notebook} was saved.', names), errorText(state.error, 'save'));
    case 'over':
      return good(
        vscode.l10n.t('{notebook} is not being saved any more. Look at its images for what came of it.', names),
      );
    case 'unwatched':
      return good(unwatchedMessage(state.why, names));
    case 'requesting':
    case 'looking':
    case 'savingElsewhere':
    case 'saving':
      return undefined;
  }
}

interface Names extends Record<string, string> {
  readonly notebook: string;
  readonly reference: string;
}

function good(message: string): SaveOutcome {
  return { message, failed: false };
}

function bad(...reasons: readonly string[]): SaveOutcome {
  return { message: sentences(...reasons), failed: true };
}

function savedMessage(save: Save, names: Names): string {
  const elapsed = durationText(elapsedMs(save, save.endedAt ?? save.requestedAt));
  const saved = isNoticedLate(save.state)
    ? vscode.l10n.t('{notebook} is saved as {reference}.', names)
    : vscode.l10n.t('{notebook} is saved as {reference} ({elapsed}).', { ...names, elapsed });
  switch (save.stopping.kind) {
    case 'accepted':
    case 'asked':
      return sentences(saved, vscode.l10n.t('The notebook is being stopped.'));
    case 'failed':
      return sentences(saved, vscode.l10n.t('The notebook could not be stopped.'), errorText(save.stopping.error));
    case 'notWanted':
    case 'wanted':
    case 'dropped':
      return saved;
  }
}

function unwatchedMessage(why: UnwatchedReason, names: Names): string {
  if (names.reference === '') return vscode.l10n.t('{notebook} is not followed any more.', names);
  switch (why) {
    case 'stopped':
      return vscode.l10n.t('{notebook} is not followed any more. ModelArts goes on saving it as {reference}.', names);
    case 'deadline':
      return vscode.l10n.t(
        'Saving {notebook} takes longer than the time to follow it. ModelArts goes on saving it as {reference}.',
        names,
      );
    case 'missing':
      return vscode.l10n.t('ModelArts does not know the image {reference} of {notebook} any more.', names);
    case 'unexpected':
      return vscode.l10n.t(
        'Following {notebook} ended unexpectedly; the log says why. ModelArts goes on saving it.',
        names,
      );
  }
}
