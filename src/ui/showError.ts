import * as vscode from 'vscode';
import { notify } from './messages/notify';
import { isModelArtsError } from '../model/errors';
import type { Logger } from '../util/logger';
import { COMMANDS } from './ids';
import { isAboutConnection } from './messages/isAboutConnection';

/** Loads what puts errors into words, which is in the file that is loaded on demand. */
export type LoadErrorWords = () => Promise<{
  readonly errorText: (error: unknown) => string;
  readonly namedErrorText: (notebook: string | undefined, error: unknown) => string;
  readonly needsCredentials: (error: unknown) => boolean;
}>;

/**
 * Answers something the person did and that failed. A cancellation is not an error and is never shown.
 *
 * @param notebook name of the notebook it was about
 */
export async function showError(error: unknown, log: Logger, words: LoadErrorWords, notebook?: string): Promise<void> {
  if (isCancellation(error)) return;
  logError(error, log);
  const showLog = vscode.l10n.t('Show Log');
  const update = vscode.l10n.t('Update Credentials');
  const diagnose = vscode.l10n.t('Diagnose');
  const { namedErrorText, needsCredentials } = await words();
  const actions = [
    ...(needsCredentials(error) ? [update] : []),
    ...(isModelArtsError(error) && isAboutConnection(error) ? [diagnose] : []),
    showLog,
  ];
  const answer = await notify.error(namedErrorText(notebook, error), ...actions);
  if (answer === update) await vscode.commands.executeCommand(COMMANDS.updateCredentials);
  if (answer === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
  if (answer === diagnose) await vscode.commands.executeCommand(COMMANDS.diagnose);
}

export function logError(error: unknown, log: Logger): void {
  if (isModelArtsError(error)) log.warn(error.message);
  else log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function isCancellation(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}
