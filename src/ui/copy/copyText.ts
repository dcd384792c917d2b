import * as vscode from 'vscode';
import { showStatusBarMessage } from '../text/formats';

/** Copies text to the clipboard and confirms it in the status bar. `what` is the name of the copied text. */
export async function copyText(what: string, text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  showStatusBarMessage('check', vscode.l10n.t('Copied: {what}', { what }));
}
