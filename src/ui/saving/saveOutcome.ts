import * as vscode from 'vscode';
import { elapsedMs, type Save } from '../../save/save';
import type { Saves } from '../../save/saves';
import { imageOf } from '../../save/saveState';
import type { Disposable } from '../../util/disposable';
import { oneLine } from '../../util/text';
import { COMMANDS } from '../ids';
import { buildFailure } from '../messages/buildFailure';
import { durationText } from '../messages/durationText';
import { unlinked } from '../messages/unlinked';

/** Tells the end of each save, once, in one window of all: what became of it, and what to do about it. */
export function announceSaves(saves: Saves): Disposable {
  return saves.onDidAnnounce((save) => void announce(save));
}

async function announce(save: Save): Promise<void> {
  const showImage = vscode.l10n.t('Show Image');
  const copy = vscode.l10n.t('Copy Reference');
  const showLog = vscode.l10n.t('Show Log');
  const outcome = describeOutcome(save);
  if (!outcome) return;
  const image = save.state.phase === 'deleted' ? undefined : imageOf(save.state);
  const actions = [...(image ? [showImage] : []), ...(outcome.usable ? [copy] : []), showLog];
  const show = outcome.failed ? vscode.window.showErrorMessage : vscode.window.showInformationMessage;
  const answer = await show(unlinked(outcome.message), ...actions);
  if (answer === showImage) await vscode.commands.executeCommand(COMMANDS.revealImage, image?.id);
  if (answer === copy) await vscode.env.clipboard.writeText(save.reference);
  if (answer === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
}

interface Outcome {
  readonly message: string;
  readonly failed: boolean;
  readonly usable: boolean;
}

/** Undefined where the command that started the save tells it: the request was refused or not sent. */
function describeOutcome(save: Save): Outcome | undefined {
  const { state, reference } = save;
  const notebook = oneLine(save.notebook.name, 60);
  switch (state.phase) {
    case 'saved': {
      const elapsed = durationText(elapsedMs(save, save.endedAt ?? save.requestedAt));
      return {
        message: vscode.l10n.t('{notebook} is saved as {reference} ({elapsed}).', { notebook, reference, elapsed }),
        failed: false,
        usable: true,
      };
    }
    case 'failed': {
      const why = buildFailure(state.image);
      const words = vscode.l10n.t('{notebook} could not be saved as {reference}.', { notebook, reference });
      return { message: `${words} ${why}`, failed: true, usable: false };
    }
    case 'deleted':
      return {
        message: vscode.l10n.t('The image {reference} was deleted while {notebook} was being saved.', {
          notebook,
          reference,
        }),
        failed: true,
        usable: false,
      };
    case 'unwatched':
      return { message: unwatchedMessage(state.why, notebook, reference), failed: false, usable: true };
    case 'requesting':
    case 'looking':
    case 'savingElsewhere':
    case 'saving':
    case 'refused':
    case 'notSent':
    case 'notSaved':
    case 'over':
    case 'outcomeUnknown':
      return undefined;
  }
}

function unwatchedMessage(
  why: Extract<Save['state'], { readonly phase: 'unwatched' }>['why'],
  notebook: string,
  reference: string,
): string {
  switch (why) {
    case 'stopped':
      return vscode.l10n.t('{notebook} is not followed any more. ModelArts goes on saving it as {reference}.', {
        notebook,
        reference,
      });
    case 'deadline':
      return vscode.l10n.t(
        'Saving {notebook} takes longer than the time to follow it. ModelArts goes on saving it as {reference}.',
        { notebook, reference },
      );
    case 'missing':
      return vscode.l10n.t('ModelArts does not know the image {reference} of {notebook} any more.', {
        notebook,
        reference,
      });
    case 'unexpected':
      return vscode.l10n.t('Following {notebook} ended unexpectedly; the log says why. ModelArts goes on saving it.', {
        notebook,
      });
  }
}
