import * as vscode from 'vscode';
import { oneLine } from '../../util/text';
import { sentences } from '../text/formats';
import { leaseText } from '../text/labels';
import { notify } from '../text/notify';
import type { EndingNotebook, ReminderAnswer } from './leaseReminder';

/** Warns that a notebook is about to stop and that its changes are not saved as an image. */
export async function askLeaseReminder({ notebook, leftMs }: EndingNotebook): Promise<ReminderAnswer> {
  const save = vscode.l10n.t('Save Now');
  const renew = vscode.l10n.t('Renew');
  const never = vscode.l10n.t("Don't Remind Again");
  const message = sentences(
    leaseText(oneLine(notebook.name, 60), leftMs),
    vscode.l10n.t("It hasn't been saved since it started."),
  );
  switch (await notify.warning(message, save, renew, never)) {
    case save:
      return 'save';
    case renew:
      return 'renew';
    case never:
      return 'never';
    default:
      return undefined;
  }
}
