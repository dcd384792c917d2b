import * as vscode from 'vscode';
import { isModelArtsError } from '../model/errors';
import type { Logger } from '../util/logger';
import { COMMANDS } from './ids';
import { errorMessage } from './messages/errorMessage';

/** What happened, why, what to do, and the code and request id where there are any: one text. */
export function errorText(error: unknown): string {
  if (!isModelArtsError(error)) return vscode.l10n.t('Something unexpected happened. The log has the details.');
  const { message, remedy, code, requestId } = errorMessage(error);
  const facts = [code, requestId && vscode.l10n.t('request {requestId}', { requestId })].filter(Boolean).join(', ');
  return [message, remedy, facts && `(${facts})`].filter(Boolean).join(' ');
}

/** Answers something the person did and that failed. A cancellation is not an error and is never shown. */
export async function showError(error: unknown, log: Logger): Promise<void> {
  if (isCancellation(error)) return;
  logError(error, log);
  const showLog = vscode.l10n.t('Show Log');
  const answer = await vscode.window.showErrorMessage(errorText(error), showLog);
  if (answer === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
}

export function logError(error: unknown, log: Logger): void {
  if (isModelArtsError(error)) log.warn(error.message);
  else log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function isCancellation(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}
