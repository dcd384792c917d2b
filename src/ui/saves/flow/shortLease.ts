import { l10n } from 'vscode';
import { estimateSaveMs, isTooShortToSave, leaseLeftMs } from '../../../model/lease';
import type { Notebook } from '../../../model/notebook';
import { oneLine } from '../../../util/text';
import { leaseText } from '../../text/leaseText';
import { sentences } from '../../text/sentences';
import type { SaveSession } from './saveSession';

const MINUTE_MS = 60_000;

/**
 * What to say of a notebook that would stop by itself, by the service's clock, before a usual save of it has ended; undefined
 * where there is time enough.
 */
export function shortLease(
  {
    saves,
    connection,
    serviceNow,
  }: Pick<SaveSession, 'connection' | 'serviceNow'> & {
    readonly saves: Pick<SaveSession['saves'], 'usualMs'>;
  },
  notebook: Pick<Notebook, 'id' | 'name' | 'status' | 'leaseEndsAt'>,
): string | undefined {
  const left = leaseLeftMs(notebook, serviceNow(connection.name));
  const reported = saves.usualMs({ notebook, connection: connection.name });
  const usual = estimateSaveMs(reported === undefined ? [] : [reported]);
  if (left === undefined || !isTooShortToSave(left, usual)) return undefined;
  return sentences(
    leaseText(oneLine(notebook.name, 60), left),
    l10n.t('A save may take {minutes} min.', { minutes: Math.ceil(usual / MINUTE_MS) }),
  );
}
