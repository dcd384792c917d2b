import * as vscode from 'vscode';
import { consoleUrl } from '../../../model/address';
import { NotSavableError } from '../../../model/errors';
import type { NotebookDetails } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/whyNotSavable';
import { logError } from '../../showError';
import { errorText } from '../../text/errorText';
import { notify } from '../../text/notify';
import type { SaveSession } from './saveSession';

/**
 * Shows why a notebook cannot be saved and offers to open the console.
 *
 * @throws NotSavableError if code requested the save
 */
export async function refuseNotebook(
  { connection, log, fromCode }: Pick<SaveSession, 'connection' | 'log' | 'fromCode'>,
  notebook: Pick<NotebookDetails, 'name' | 'status'>,
): Promise<void> {
  const reason = whyNotSavable(notebook);
  if (reason === undefined) return;
  const error = new NotSavableError(notebook.name, reason, notebook.status);
  if (fromCode) throw error;
  logError(error, log);
  const open = vscode.l10n.t('Open Console');
  const address = consoleUrl(connection.region, connection.endpoints.modelarts);
  const answer = await notify.error(errorText(error), ...(address === undefined ? [] : [open]));
  if (answer === open && address !== undefined) await vscode.env.openExternal(vscode.Uri.parse(address));
}
