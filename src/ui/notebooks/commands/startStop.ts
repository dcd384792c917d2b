import * as vscode from 'vscode';
import type { NotebookDetails } from '../../../model/notebook';
import { type NotebookAbility, notebookAbilities } from '../../../model/notebookAbilities';
import { oneLine } from '../../../util/text';
import { byUser } from '../../commandArguments';
import { commandId } from '../../ids';
import { notebookStatusLabel } from '../../text/labels';
import { notify } from '../../text/notify';
import { withViewProgress } from '../../withProgress';
import { type NotebookDeps, type NotebookTarget, notebookTarget } from './notebookTarget';

/**
 * Starts a notebook with the service's default lease. The row shows STARTING at once, and the actual status if the
 * request fails.
 */
export async function startNotebook(deps: NotebookDeps, argument: unknown): Promise<void> {
  const target = await notebookTarget(deps, argument, 'startable', vscode.l10n.t('Start Notebook'));
  if (!target) return;
  await changeStatus(target, 'startable', 'STARTING', async (signal) => {
    const current = await target.client.getNotebook(target.id, signal);
    if (notebookAbilities(current).includes('startable')) {
      return target.client.startNotebook(target.id, undefined, signal);
    }
    void notify.information(
      vscode.l10n.t("{notebook} can't be started because its status is “{status}”.", nameAndStatus(current)),
    );
    return current;
  });
}

/** Stops a notebook after confirmation, because installed packages are lost; offers to save it first. */
export async function stopNotebook(deps: NotebookDeps, argument: unknown): Promise<void> {
  const target = await notebookTarget(deps, argument, 'stoppable', vscode.l10n.t('Stop Notebook'));
  if (!target) return;
  const current = await withViewProgress((signal) => target.client.getNotebook(target.id, signal));
  target.list?.put(current);
  if (!notebookAbilities(current).includes('stoppable')) {
    void notify.information(
      vscode.l10n.t("{notebook} can't be stopped because its status is “{status}”.", nameAndStatus(current)),
    );
    return;
  }
  const answer = await confirmStop(current.name);
  if (answer === 'save') {
    await vscode.commands.executeCommand(
      commandId('saveImage'),
      byUser({ notebookId: target.id, connection: target.connection }),
    );
  }
  if (answer !== 'stop') return;
  await changeStatus(target, 'stoppable', 'STOPPING', (signal) => target.client.stopNotebook(target.id, signal));
}

async function confirmStop(name: string): Promise<'stop' | 'save' | undefined> {
  const stop = vscode.l10n.t('Stop');
  const save = vscode.l10n.t('Save First...');
  const answer = await notify.question(
    vscode.l10n.t('Stop {notebook}?', { notebook: oneLine(name, 60) }),
    vscode.l10n.t(
      'Packages and plug-ins installed since the last save will be lost. Files in mounted folders are kept.',
    ),
    stop,
    save,
  );
  if (answer === save) return 'save';
  return answer === stop ? 'stop' : undefined;
}

/**
 * Shows `status` at once, sends the request, then shows the reported status, also if the request fails.
 *
 * @param ability an ability that the notebook loses once the change takes effect
 */
async function changeStatus(
  { list, id }: NotebookTarget,
  ability: NotebookAbility,
  status: string,
  send: (signal: AbortSignal) => Promise<NotebookDetails>,
): Promise<void> {
  const optimistic = list?.setOptimisticStatus(id, status);
  let reported: NotebookDetails;
  try {
    reported = await withViewProgress(send);
    list?.put(reported);
  } catch (error) {
    await list?.readOne(id);
    throw error;
  } finally {
    optimistic?.dispose();
  }
  if (notebookAbilities(reported).includes(ability)) list?.expectStatus(id, reported.status, status);
}

function nameAndStatus({ name, status }: NotebookDetails): { readonly notebook: string; readonly status: string } {
  return { notebook: oneLine(name, 60), status: notebookStatusLabel(status) };
}
