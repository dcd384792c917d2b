import * as vscode from 'vscode';

/** How long the status bar says so; milliseconds. */
const SAID_MS = 4000;

/** Puts a text on the person's clipboard and says so where it is in nobody's way. `what`: what was copied, in words. */
export async function copyText(what: string, text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Copied: {what}', { what })}`, SAID_MS);
}
