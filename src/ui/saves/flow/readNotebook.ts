import * as vscode from 'vscode';
import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { NotebookDetails } from '../../../model/notebook';
import { withCancel } from '../../withProgress';

/** Reads a notebook, because a row may be outdated. Shows progress in the status bar. */
export async function readNotebook(client: Pick<ModelArtsClient, 'getNotebook'>, id: string): Promise<NotebookDetails> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Loading the notebook…'), cancellable: false },
    (_progress, token) => withCancel(token, (signal) => client.getNotebook(id, signal)),
  );
}
