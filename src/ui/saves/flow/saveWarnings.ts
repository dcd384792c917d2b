import { l10n } from 'vscode';
import { estimateSaveMs, isTooShortToSave, leaseLeftMs } from '../../../model/lease';
import type { Notebook, NotebookDetails } from '../../../model/notebook';
import { isSameEndpoint, readSshUri } from '../../../model/sshEndpoint';
import { oneLine } from '../../../util/text';
import { sentences } from '../../text/formats';
import { leaseText } from '../../text/labels';
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

const MINUTE_MS = 60_000;

/** Returns a warning if the lease, by the service's clock, would end before a usual save does; otherwise undefined. */
export function shortLeaseWarning(
  {
    saves,
    connection,
    serviceNow,
  }: Pick<SaveSession, 'connection' | 'serviceNow'> & {
    readonly saves: Pick<SaveSession['saves'], 'usualMs'>;
  },
  notebook: Pick<Notebook, 'id' | 'name' | 'status' | 'leaseEndsAt'>,
): string | undefined {
  const leftMs = leaseLeftMs(notebook, serviceNow(connection.name));
  const reported = saves.usualMs({ notebook, connection: connection.name });
  const usualMs = estimateSaveMs(reported === undefined ? [] : [reported]);
  if (leftMs === undefined || !isTooShortToSave(leftMs, usualMs)) return undefined;
  return sentences(
    leaseText(oneLine(notebook.name, 60), leftMs),
    l10n.t('A save may take {minutes} min.', { minutes: Math.ceil(usualMs / MINUTE_MS) }),
  );
}
