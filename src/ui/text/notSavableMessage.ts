import { l10n } from 'vscode';
import type { NotSavableReason } from '../../model/notebookAbilities';
import { oneLine } from '../../util/text';
import { notebookStatusLabel } from './labels';

/** Explains why a notebook cannot be saved in its current state, and what to do. */
export function notSavableMessage(
  reason: NotSavableReason,
  notebook: { readonly name: string; readonly status: string },
): { readonly message: string; readonly remedy: string } {
  const name = oneLine(notebook.name, 60);
  switch (reason) {
    case 'starting':
      return {
        message: l10n.t('{name} is starting.', { name }),
        remedy: l10n.t("Save it when it's running."),
      };
    case 'stopping':
      return {
        message: l10n.t('{name} is stopping.', { name }),
        remedy: l10n.t('Start it again, then save it.'),
      };
    case 'stopped':
      return {
        message: l10n.t("{name} isn't running.", { name }),
        remedy: l10n.t('Start it first, then save it.'),
      };
    case 'snapshotting':
      return {
        message: l10n.t('{name} is already being saved.', { name }),
        remedy: l10n.t('Wait until that save has finished.'),
      };
    case 'frozen':
      return {
        message: l10n.t('{name} is frozen, usually because of an overdue account.', { name }),
        remedy: l10n.t('Settle the outstanding bill in the console.'),
      };
    case 'failed':
      return {
        message: l10n.t("{name} has failed and isn't running.", { name }),
        remedy: l10n.t('Check its events in the console.'),
      };
    case 'deleted':
      return {
        message: l10n.t('{name} has been deleted or is being deleted.', { name }),
        remedy: l10n.t("A deleted notebook can't be saved."),
      };
    case 'unknownStatus':
      return {
        message: l10n.t('{name} has an unknown status: {status}.', {
          name,
          status: notebookStatusLabel(notebook.status),
        }),
        remedy: l10n.t('Only a running notebook can be saved.'),
      };
  }
}
