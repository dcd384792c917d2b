import { l10n } from 'vscode';
import type { NotSavableReason } from '../../model/whyNotSavable';
import { oneLine } from '../../util/text';
import { notebookStatusLabel } from './statusLabels';

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
        remedy: l10n.t('Save it once it is running.'),
      };
    case 'stopping':
      return {
        message: l10n.t('{name} is being stopped.', { name }),
        remedy: l10n.t('Start it again: only a running notebook can be saved.'),
      };
    case 'stopped':
      return {
        message: l10n.t('{name} is not running.', { name }),
        remedy: l10n.t('Start it first: only a running notebook can be saved.'),
      };
    case 'snapshotting':
      return {
        message: l10n.t('{name} is being saved already.', { name }),
        remedy: l10n.t('Wait until that save has ended.'),
      };
    case 'frozen':
      return {
        message: l10n.t('{name} is frozen, mostly because of an account in arrears.', { name }),
        remedy: l10n.t('Settle the bill in the console.'),
      };
    case 'failed':
      return {
        message: l10n.t('{name} has failed and is not running.', { name }),
        remedy: l10n.t('Look at its events in the console.'),
      };
    case 'deleted':
      return {
        message: l10n.t('{name} is deleted, or about to be.', { name }),
        remedy: l10n.t('It cannot be saved any more.'),
      };
    case 'unknownStatus':
      return {
        message: l10n.t('{name} has a status that this version does not know: {status}.', {
          name,
          status: notebookStatusLabel(notebook.status),
        }),
        remedy: l10n.t('Only a running notebook can be saved.'),
      };
  }
}
