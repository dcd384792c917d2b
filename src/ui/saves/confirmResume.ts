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
  const stop = vscode.l10n.t('Stop Once Saved');
  const leave = vscode.l10n.t('Leave It Running');
  const answer = await notify.question(
    vscode.l10n.t('Stop {notebook} once its image can be used?', {
      notebook: oneLine(notebook.name || notebook.id, 60),
    }),
    vscode.l10n.t('That was agreed when it was saved. It has run on since, and somebody may be working in it.'),
    stop,
    leave,
  );
  if (answer === undefined) return undefined;
  return { leaveRunning: answer === leave };
}
