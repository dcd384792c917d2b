import * as vscode from 'vscode';
import type { Save } from '../../save/save';
import type { ResumeOptions } from '../../save/saves';
import { oneLine } from '../../util/text';
import { notify } from '../text/notify';

/**
 * Asks how to resume following a save. Asks only if the notebook was to be stopped afterwards, because someone may be
 * using it.
 *
 * @returns undefined if cancelled
 */
export async function confirmResume({ stopping, notebook }: Save): Promise<ResumeOptions | undefined> {
  if (stopping.kind !== 'wanted') return {};
  const stop = vscode.l10n.t('Stop When Ready');
  const leave = vscode.l10n.t('Keep Running');
  const answer = await notify.question(
    vscode.l10n.t('Stop {notebook} when the image is ready?', {
      notebook: oneLine(notebook.name || notebook.id, 60),
    }),
    vscode.l10n.t(
      'You chose Save and Stop for this save. The notebook has kept running since, and someone may be working in it.',
    ),
    stop,
    leave,
  );
  if (answer === undefined) return undefined;
  return { leaveRunning: answer === leave };
}
