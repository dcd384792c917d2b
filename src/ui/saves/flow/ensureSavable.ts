import * as vscode from 'vscode';
import { consoleUrl } from '../../../model/address';
import { NotSavableError } from '../../../model/errors';
import { renewalMs } from '../../../model/lease';
import type { NotebookDetails } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/notebookAbilities';
import { logError } from '../../showError';
import { errorText } from '../../text/errorText';
import { notify } from '../../text/notify';
import { notSavableMessage } from '../../text/notSavableMessage';
import type { SaveMode } from './confirmationStep';
import { offerToFollow } from './offerToFollow';
import { readNotebook } from './readNotebook';
import type { SaveSession } from './saveSession';
import { waitUntilRunning } from './waitUntilRunning';

/** Returns how a save of this notebook can begin; empty if it cannot be saved. */
export function saveModes(notebook: Pick<NotebookDetails, 'status'>, leaseIsShort: boolean): readonly SaveMode[] {
  switch (whyNotSavable(notebook)) {
    case undefined:
      return leaseIsShort ? ['renew', 'save'] : ['save'];
    case 'stopped':
    case 'stopping':
      return ['start'];
    case 'starting':
      return ['whenRunning'];
    case 'snapshotting':
    case 'frozen':
    case 'failed':
    case 'deleted':
    case 'unknownStatus':
      return [];
  }
}

/**
 * Reads the notebook just before the request and makes it run as confirmed. Asks again if its status has changed
 * meanwhile. Resolves with false if the user declines or follows the save in progress, or if the notebook cannot be
 * saved.
 *
 * @throws any error from reading or starting the notebook, and those of {@link refuseNotebook}
 */
export async function ensureSavable(
  session: SaveSession,
  notebook: Pick<NotebookDetails, 'id' | 'name'>,
  confirmedMode: SaveMode,
): Promise<boolean> {
  const { client, clock } = session;
  const current = await readNotebook(client, notebook.id);
  const reason = whyNotSavable(current);
  switch (reason) {
    case undefined:
      if (confirmedMode === 'renew') await renew(session, current);
      return true;
    case 'starting':
      if (confirmedMode === 'save' && !(await confirmChange(current, vscode.l10n.t('Save When Running')))) return false;
      await waitUntilRunning(client, clock, current, confirmedMode === 'start');
      return true;
    case 'stopped':
    case 'stopping':
      if (confirmedMode !== 'start' && !(await confirmChange(current, vscode.l10n.t('Start and Save')))) return false;
      await waitUntilRunning(client, clock, current, true);
      return true;
    case 'snapshotting':
      await offerToFollow(session, current);
      return false;
    case 'frozen':
    case 'failed':
    case 'deleted':
    case 'unknownStatus':
      await refuseNotebook(session, current);
      return false;
  }
}

/** Renews the lease by its original duration, from now. */
async function renew({ client, signal }: SaveSession, { id, lease }: NotebookDetails): Promise<void> {
  await client.renewLease(id, renewalMs(lease?.durationMs), signal);
}

/** Asks before an action that was not confirmed and takes minutes or costs money. */
async function confirmChange(notebook: NotebookDetails, action: string): Promise<boolean> {
  const reason = whyNotSavable(notebook);
  if (reason === undefined) return true;
  const { message } = notSavableMessage(reason, notebook);
  const detail = vscode.l10n.t("The notebook's status has changed. Your answers are kept.");
  return (await notify.question(message, detail, action)) === action;
}

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
