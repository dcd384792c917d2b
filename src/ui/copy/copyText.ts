import * as vscode from 'vscode';
import { sayInStatusBar } from '../text/statusBarText';

/** Puts a text on the person's clipboard and says so where it is in nobody's way. `what`: what was copied, in words. */
export async function copyText(what: string, text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  sayInStatusBar('check', vscode.l10n.t('Copied: {what}', { what }));
}
