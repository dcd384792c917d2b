import * as vscode from 'vscode';
import { renewalMs } from '../../../model/lease';
import type { NotebookDetails } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/whyNotSavable';
import { notify } from '../../text/notify';
import { notSavableMessage } from '../../text/notSavableMessage';
import type { SaveWay } from './confirmationStep';
import { offerToFollow } from './offerToFollow';
import { readNotebook } from './readNotebook';
import { refuseNotebook } from './refuseNotebook';
import type { SaveSession } from './saveSession';
import { waitUntilRunning } from './waitUntilRunning';

/** The ways in which a save of this notebook can begin; none where it cannot be saved by whatever is done here. */
export function waysToSave(notebook: Pick<NotebookDetails, 'status'>, leaseIsShort: boolean): readonly SaveWay[] {
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
 * Reads the notebook's state anew, just before the request, and brings it to run in the way that was agreed to; where the
 * state has become another one, the person is asked. False = they do not want it any more, follow the save that is under way, or
 * were told that nothing helps.
 *
 * @throws what reading, starting and {@link refuseNotebook} throw
 */
export async function ensureSavable(
  session: SaveSession,
  notebook: Pick<NotebookDetails, 'id' | 'name'>,
  agreed: SaveWay,
): Promise<boolean> {
  const { client, clock } = session;
  const fresh = await readNotebook(client, notebook.id);
  const reason = whyNotSavable(fresh);
  switch (reason) {
    case undefined:
      if (agreed === 'renew') await renew(session, fresh);
      return true;
    case 'starting':
      if (agreed === 'save' && !(await agree(fresh, vscode.l10n.t('Save When Running')))) return false;
      await waitUntilRunning(client, clock, fresh, agreed === 'start');
      return true;
    case 'stopped':
    case 'stopping':
      if (agreed !== 'start' && !(await agree(fresh, vscode.l10n.t('Start and Save')))) return false;
      await waitUntilRunning(client, clock, fresh, true);
      return true;
    case 'snapshotting':
      await offerToFollow(session, fresh);
      return false;
    case 'frozen':
    case 'failed':
    case 'deleted':
    case 'unknownStatus':
      await refuseNotebook(session, fresh);
      return false;
  }
}

/** As long again as it was to run, from now. */
async function renew({ client, signal }: SaveSession, { id, lease }: NotebookDetails): Promise<void> {
  await client.renewLease(id, renewalMs(lease?.durationMs), signal);
}

/** Asks for what was not agreed to yet, as it takes minutes or costs money. */
async function agree(notebook: NotebookDetails, action: string): Promise<boolean> {
  const reason = whyNotSavable(notebook);
  if (reason === undefined) return true;
  const { message } = notSavableMessage(reason, notebook);
  const detail = vscode.l10n.t("The notebook's status has changed. Your answers are kept.");
  return (await notify.question(message, detail, action)) === action;
}
