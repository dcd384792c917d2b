import * as vscode from 'vscode';
import type { NotebookDetails } from '../../../model/notebook';
import { type NotebookAbility, notebookAbilities } from '../../../model/notebookAbilities';
import { oneLine } from '../../../util/text';
import { COMMANDS } from '../../ids';
import { notify } from '../../text/notify';
import { notebookStatusLabel } from '../../text/statusLabels';
import { type NotebookDeps, type NotebookTarget, notebookTarget } from './notebookTarget';
import { withViewProgress } from './withViewProgress';

/** Starts a notebook for as long as the service does by itself. The row shows it at once, and the truth after a refusal. */
export async function startNotebook(deps: NotebookDeps, argument: unknown): Promise<void> {
  const target = await notebookTarget(deps, argument, 'startable', vscode.l10n.t('Start Notebook'));
  if (!target) return;
  await change(target, 'startable', 'STARTING', async (signal) => {
    const present = await target.client.getNotebook(target.id, signal);
    if (notebookAbilities(present).includes('startable')) {
      return target.client.startNotebook(target.id, undefined, signal);
    }
    void notify.information(
      vscode.l10n.t("{notebook} can't be started because its status is “{status}”.", nameAndStatus(present)),
    );
    return present;
  });
}

/** Stops a notebook, once it is agreed that what is installed in it may be lost; offers to save it first. */
export async function stopNotebook(deps: NotebookDeps, argument: unknown): Promise<void> {
  const target = await notebookTarget(deps, argument, 'stoppable', vscode.l10n.t('Stop Notebook'));
  if (!target) return;
  const present = await withViewProgress((signal) => target.client.getNotebook(target.id, signal));
  target.list?.put(present);
  if (!notebookAbilities(present).includes('stoppable')) {
    void notify.information(
      vscode.l10n.t("{notebook} can't be stopped because its status is “{status}”.", nameAndStatus(present)),
    );
    return;
  }
  const answer = await askToStop(present.name);
  if (answer === 'save') {
    await vscode.commands.executeCommand(COMMANDS.saveImage, { notebookId: target.id, connection: target.connection });
  }
  if (answer !== 'stop') return;
  await change(target, 'stoppable', 'STOPPING', (signal) => target.client.stopNotebook(target.id, signal));
}

async function askToStop(name: string): Promise<'stop' | 'save' | undefined> {
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
 * Shows the status to come at once; then what the service says, or, when it refuses, what is true.
 *
 * @param ability what can be done no more once the service has taken notice
 */
async function change(
  { list, id }: NotebookTarget,
  ability: NotebookAbility,
  status: string,
  ask: (signal: AbortSignal) => Promise<NotebookDetails>,
): Promise<void> {
  const pretended = list?.setOptimisticStatus(id, status);
  let reported: NotebookDetails;
  try {
    reported = await withViewProgress(ask);
    list?.put(reported);
  } catch (error) {
    await list?.readOne(id);
    throw error;
  } finally {
    pretended?.dispose();
  }
  if (notebookAbilities(reported).includes(ability)) list?.expectStatus(id, reported.status, status);
}

function nameAndStatus({ name, status }: NotebookDetails): { readonly notebook: string; readonly status: string } {
  return { notebook: oneLine(name, 60), status: notebookStatusLabel(status) };
}
