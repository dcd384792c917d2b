import * as vscode from 'vscode';
import { oneLine } from '../../util/text';
import { sayInStatusBar } from '../messages/statusBarText';
import { sshCommand, sshEndpointOf, tellNoSsh } from './openSsh';
import { type CareTools, notebookTarget } from './notebookTarget';

/** Puts a notebook's id on the clipboard. */
export async function copyNotebookId(tools: CareTools, argument: unknown): Promise<void> {
  const target = await notebookTarget(tools, argument, undefined, vscode.l10n.t('Copy Notebook Id'));
  if (target) await copy(target.id);
}

/** Puts a notebook's name on the clipboard. */
export async function copyNotebookName(tools: CareTools, argument: unknown): Promise<void> {
  const target = await notebookTarget(tools, argument, undefined, vscode.l10n.t('Copy Notebook Name'));
  if (!target) return;
  const known =
    target.list?.get(target.id) ?? (await target.client.getNotebook(target.id, new AbortController().signal));
  await copy(known.name);
}

/** Puts the command on the clipboard that connects to a notebook by SSH. */
export async function copyNotebookEndpoint(tools: CareTools, argument: unknown): Promise<void> {
  const target = await notebookTarget(tools, argument, 'sshable', vscode.l10n.t('Copy SSH Command'));
  if (!target) return;
  const endpoint = await sshEndpointOf(target);
  if (endpoint) await copy(sshCommand(endpoint));
  else tellNoSsh(target);
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  sayInStatusBar('check', vscode.l10n.t('Copied: {text}', { text: oneLine(text, 60) }));
}
