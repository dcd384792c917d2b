import * as vscode from 'vscode';
import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { NotebookDetails } from '../../../model/notebook';
import { ensureRunning } from '../../../save/ensureRunning';
import type { Clock } from '../../../util/clock';
import { oneLine } from '../../../util/text';
import { escapeLinks } from '../../text/escapeLinks';
import { interruptionText } from '../../text/interruptionText';
import { notebookStatusLabel } from '../../text/statusLabels';
import { withCancel } from '../../withCancel';

/**
 * Starts a notebook, or only waits for it, behind a notification that says how far it is and can be cancelled: then nothing
 * is saved, and what ModelArts has begun goes on.
 *
 * @throws what {@link ensureRunning} throws; an AbortError when cancelled
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
          onPoll: (seen) => progress.report({ message: escapeLinks(pollText(seen)) }),
          onInterruption: (error) => progress.report({ message: interruptionText(error) }),
        },
        signal,
      ),
    ),
  );
}

/** The service's own words for the step it is at, where it has some. */
function pollText(seen: NotebookDetails): string {
  const step = seen.progress.find(({ status }) => status.toUpperCase() === 'PROCESSING');
  return [notebookStatusLabel(seen.status), oneLine(step?.description ?? '', 80)].filter(Boolean).join(' – ');
}
