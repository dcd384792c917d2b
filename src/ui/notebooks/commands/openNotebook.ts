import * as vscode from 'vscode';
import { notify } from '../../text/notify';
import { type NotebookDeps, nameOf, notebookTarget } from './notebookTarget';
import { withViewProgress } from './withViewProgress';

/**
 * Opens a running notebook in a browser. The address grants access to anyone who has it, so it is requested on demand,
 * passed to VS Code and not stored.
 */
export async function openNotebook(deps: NotebookDeps, argument: unknown): Promise<void> {
  const target = await notebookTarget(deps, argument, 'openable', vscode.l10n.t('Open Notebook in Browser'));
  if (!target) return;
  const address = await withViewProgress((signal) => target.client.getNotebookAddress(target.id, signal));
  // Passed as a string: VS Code re-encodes `+` and `&` of a Uri, which invalidates the token.
  if (address !== undefined) await vscode.commands.executeCommand('vscode.open', address);
  else {
    void notify.information(
      vscode.l10n.t('{notebook} has no browser address. Only a running notebook has one.', {
        notebook: nameOf(target),
      }),
    );
  }
}
