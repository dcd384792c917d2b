import * as vscode from 'vscode';
import { isModelArtsError } from '../model/errors';
import type { Logger } from '../util/logger';
import { COMMANDS } from './ids';
import type { RequestedOperation } from './text/errorMessage';
import { isAboutConnection } from './text/isAboutConnection';
import { notify } from './text/notify';

/** The texts of errors, which are loaded on first use. */
export interface ErrorTexts {
  readonly errorText: (error: unknown, operation?: RequestedOperation) => string;
  readonly namedErrorText: (notebook: string | undefined, error: unknown, operation?: RequestedOperation) => string;
  readonly needsCredentials: (error: unknown) => boolean;
}

/** Loads the part of the user interface that a feature uses, and the texts of errors. */
export type LoadUi<T = unknown> = () => Promise<T & ErrorTexts>;

/** What an error is about, as far as its text depends on it. */
interface ErrorSubject {
  readonly operation?: RequestedOperation;
  /** Name of the notebook. */
  readonly notebook?: string | undefined;
}

/** Answers something the person did and that failed. A cancellation is not an error and is never shown. */
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
  if (answer === update) await vscode.commands.executeCommand(COMMANDS.updateCredentials);
  if (answer === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
  if (answer === diagnose) await vscode.commands.executeCommand(COMMANDS.diagnose);
}

/** Nothing failed: there is only nothing to ask yet. */
async function offerConnection(text: string): Promise<void> {
  const add = vscode.l10n.t('Add Connection');
  const demo = vscode.l10n.t('Try the Demo');
  const answer = await notify.information(text, add, demo);
  if (answer === add) await vscode.commands.executeCommand(COMMANDS.addConnection);
  if (answer === demo) await vscode.commands.executeCommand(COMMANDS.startDemo);
}

export function logError(error: unknown, log: Logger): void {
  if (isModelArtsError(error)) log.warn(error.message);
  else log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** The person cancelled it, or it ended with what asked for it. */
export function isCancellation(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}
