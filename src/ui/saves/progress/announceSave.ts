import * as vscode from 'vscode';
import type { Save } from '../../../save/save';
import { imageOf } from '../../../save/saveState';
import { byUser } from '../../commandArguments';
import { commandId } from '../../ids';
import { settings } from '../../settings';
import { notify } from '../../text/notify';
import { saveOutcome } from './saveOutcome';

/** Shows a message about the outcome of a save with at most three actions, if the `notifications` setting allows it. */
export async function announceSave(save: Save, showImage: (imageId: string) => Promise<void>): Promise<void> {
  const outcome = saveOutcome(save);
  if (!outcome || !isWanted(outcome.failed)) return;
  const actions = actionsFor(save, showImage);
  const show = outcome.failed ? notify.error : notify.information;
  const answer = await show(outcome.message, ...actions.keys());
  await actions.get(answer ?? '')?.();
}

function isWanted(failed: boolean): boolean {
  const setting = settings.notifications();
  return setting === 'all' || (setting === 'failures' && failed);
}

/** Returns the actions by button label. */
function actionsFor(
  save: Save,
  reveal: (imageId: string) => Promise<void>,
): ReadonlyMap<string, () => Thenable<unknown>> {
  const run = (name: 'checkSave' | 'saveAgain') => () =>
    vscode.commands.executeCommand(commandId(name), byUser({ saveId: save.id }));
  const image = save.state.phase === 'deleted' ? undefined : imageOf(save.state);
  const showImage = [vscode.l10n.t('Show Image'), async () => image && reveal(image.id)] as const;
  const copy = [vscode.l10n.t('Copy Reference'), () => vscode.env.clipboard.writeText(save.reference)] as const;
  const showLog = [vscode.l10n.t('Show Log'), () => vscode.commands.executeCommand(commandId('showLog'))] as const;
  const check = [vscode.l10n.t('Check Status'), run('checkSave')] as const;
  const saveAgain = [vscode.l10n.t('Save Again...'), run('saveAgain')] as const;
  switch (save.state.phase) {
    case 'saved':
      return new Map([copy, showImage, showLog]);
    case 'failed':
      return new Map([saveAgain, showImage, showLog]);
    case 'unwatched':
      return new Map([check, ...(save.reference ? [copy] : []), showLog]);
    case 'outcomeUnknown':
      return new Map([check, showLog]);
    case 'refused':
    case 'notSent':
    case 'notSaved':
    case 'deleted':
      return new Map([...(save.request ? [saveAgain] : []), showLog]);
    case 'over':
    case 'requesting':
    case 'looking':
    case 'savingElsewhere':
    case 'saving':
      return new Map([showLog]);
  }
}
