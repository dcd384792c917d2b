import * as vscode from 'vscode';
import { isModelArtsError } from '../model/errors';
import type { Logger } from '../util/logger';
import { commandId } from './ids';
import { isAboutConnection } from './text/credentialErrors';
import type { RequestedOperation } from './text/errorMessage';
import { notify } from './text/notify';

/** Functions that format errors, loaded on first use. */
export interface ErrorTexts {
  readonly errorText: (error: unknown, operation?: RequestedOperation) => string;
  readonly namedErrorText: (notebook: string | undefined, error: unknown, operation?: RequestedOperation) => string;
  readonly needsCredentials: (error: unknown) => boolean;
}

/** Loads the lazy part of a feature, together with the error texts. */
export type LoadUi<T = unknown> = () => Promise<T & ErrorTexts>;

/** The subject of an error, as far as its message depends on it. */
interface ErrorSubject {
  readonly operation?: RequestedOperation;
  /** Name of the notebook. */
  readonly notebook?: string | undefined;
}

/** Shows an error message with suitable actions. Ignores cancellations. */
export async function showError(
  error: unknown,
  log: Logger,
  loadUi: LoadUi,
  { operation, notebook }: ErrorSubject = {},
): Promise<void> {
  if (isCancellation(error)) return;
  logError(error, log);
  const { errorText, namedErrorText, needsCredentials } = await loadUi();
  if (isModelArtsError(error) && error.kind === 'notConnected' && error.reason === 'noConnection') {
    return offerConnection(errorText(error));
  }
  const showLog = vscode.l10n.t('Show Log');
  const update = vscode.l10n.t('Update Credentials');
  const diagnose = vscode.l10n.t('Diagnose');
  const actions = [
    ...(needsCredentials(error) ? [update] : []),
    ...(isModelArtsError(error) && isAboutConnection(error) ? [diagnose] : []),
    showLog,
  ];
  const answer = await notify.error(namedErrorText(notebook, error, operation), ...actions);
  if (answer === update) await vscode.commands.executeCommand(commandId('updateCredentials'));
  if (answer === showLog) await vscode.commands.executeCommand(commandId('showLog'));
  if (answer === diagnose) await vscode.commands.executeCommand(commandId('diagnose'));
}

/** A missing connection is not a failure, so it is shown as an information message. */
async function offerConnection(text: string): Promise<void> {
  const add = vscode.l10n.t('Add Connection');
  const demo = vscode.l10n.t('Try the Demo');
  const answer = await notify.information(text, add, demo);
  if (answer === add) await vscode.commands.executeCommand(commandId('addConnection'));
  if (answer === demo) await vscode.commands.executeCommand(commandId('startDemo'));
}

/** Logs an error; an unexpected one with its stack. */
export function logError(error: unknown, log: Logger): void {
  if (isModelArtsError(error)) log.warn(error.message);
  else log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** True if the user canceled, or the operation was aborted. */
export function isCancellation(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}
