import { l10n } from 'vscode';
import type { NotebookDetails } from '../../../model/notebook';
import { isSameEndpoint, readSshUri } from '../../../model/sshEndpoint';
import type { SaveSession } from './saveSession';

/**
 * Returns a warning if this window is connected to one of the notebooks. The extension runs locally and survives the
 * interruption; terminals and kernels in the notebook do not.
 */
export async function lostConnectionWarning(
  { windowEndpoint }: Pick<SaveSession, 'windowEndpoint'>,
  notebooks: readonly Pick<NotebookDetails, 'sshUri'>[],
): Promise<string | undefined> {
  const endpoint = await windowEndpoint();
  return notebooks.some(({ sshUri }) => isSameEndpoint(readSshUri(sshUri), endpoint))
    ? l10n.t('This window is connected to the notebook and loses its connection during the save.')
    : undefined;
}
