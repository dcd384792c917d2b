import { l10n } from 'vscode';
import type { NotebookDetails } from '../../../model/notebook';
import { isSameEndpoint, readSshUri } from '../../../model/sshEndpoint';
import type { SaveSession } from './saveSession';

/**
 * What to say in a window that is connected to one of these notebooks; undefined in every other. The extension runs on this side,
 * so it survives; what else is open in the notebook does not go on meanwhile.
 */
export async function lostConnection(
  { windowEndpoint }: Pick<SaveSession, 'windowEndpoint'>,
  notebooks: readonly Pick<NotebookDetails, 'sshUri'>[],
): Promise<string | undefined> {
  const endpoint = await windowEndpoint();
  return notebooks.some(({ sshUri }) => isSameEndpoint(readSshUri(sshUri), endpoint))
    ? l10n.t('This window is connected to the notebook and loses its connection during the save.')
    : undefined;
}
