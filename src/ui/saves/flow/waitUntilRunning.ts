import * as vscode from 'vscode';
import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { NotebookDetails } from '../../../model/notebook';
import { ensureRunning } from '../../../save/ensureRunning';
import type { Clock } from '../../../util/clock';
import { oneLine } from '../../../util/text';
import { escapeLinks } from '../../text/escape';
import { interruptionText } from '../../text/interruptionText';
import { notebookStatusLabel } from '../../text/labels';
import { withCancel } from '../../withProgress';

/**
 * Starts a notebook, or only waits until it runs. Shows a notification with the progress. Cancelling it ends the save
 * flow but not the start in ModelArts.
 *
 * @throws errors of {@link ensureRunning}; AbortError if canceled
 */
export async function waitUntilRunning(
  client: Pick<ModelArtsClient, 'getNotebook' | 'startNotebook'>,
  clock: Clock,
  notebook: Pick<NotebookDetails, 'id' | 'name'>,
  mayStart: boolean,
): Promise<NotebookDetails> {
  const name = oneLine(notebook.name, 60);
  const title = mayStart
    ? vscode.l10n.t('Starting {notebook} before saving', { notebook: name })
    : vscode.l10n.t('Waiting for {notebook} to start before saving', { notebook: name });
  const shown = { location: vscode.ProgressLocation.Notification, title: escapeLinks(title), cancellable: true };
  return vscode.window.withProgress(shown, (progress, token) =>
    withCancel(token, (signal) =>
      ensureRunning(
        client,
        notebook.id,
        {
          clock,
          mayStart,
          onPoll: (current) => progress.report({ message: escapeLinks(pollText(current)) }),
          onInterruption: (error) => progress.report({ message: interruptionText(error) }),
        },
        signal,
      ),
    ),
  );
}

/** Returns the status, with the service's description of the current step if there is one. */
function pollText(current: NotebookDetails): string {
  const step = current.progress.find(({ status }) => status.toUpperCase() === 'PROCESSING');
  return [notebookStatusLabel(current.status), oneLine(step?.description ?? '', 80)].filter(Boolean).join(' – ');
}
