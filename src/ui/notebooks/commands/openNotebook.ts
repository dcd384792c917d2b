import * as vscode from 'vscode';
import { notify } from '../../text/notify';
import { type NotebookDeps, nameOf, notebookTarget } from './notebookTarget';
import { withViewProgress } from './withViewProgress';

/**
 * Opens a running notebook in a browser. Its address lets anybody in who has it: it is read at this moment, handed to VS
 * Code and kept nowhere.
 */
export async function openNotebook(deps: NotebookDeps, argument: unknown): Promise<void> {
  const target = await notebookTarget(deps, argument, 'openable', vscode.l10n.t('Open Notebook in Browser'));
  if (!target) return;
  const address = await withViewProgress((signal) => target.client.getNotebookAddress(target.id, signal));
  // As text: of an address that is a Uri, VS Code writes a `+` or `&` within the token in a way that means something else.
  if (address !== undefined) await vscode.commands.executeCommand('vscode.open', address);
  else {
    void notify.information(
      vscode.l10n.t('{notebook} has no browser address. Only a running notebook has one.', {
        notebook: nameOf(target),
      }),
    );
  }
}
