import { l10n } from 'vscode';
import { estimateSaveMs, isTooShortToSave, leaseLeftMs } from '../../../model/lease';
import type { Notebook } from '../../../model/notebook';
import { oneLine } from '../../../util/text';
import { leaseText } from '../../text/leaseText';
import { sentences } from '../../text/sentences';
import type { SaveSession } from './saveSession';

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
