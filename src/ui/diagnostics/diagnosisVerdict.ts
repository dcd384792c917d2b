import { l10n } from 'vscode';
import type { Diagnosis } from '../../connections/diagnosis';
import { isModelArtsError } from '../../model/errors';
import { oneLine } from '../../util/text';
import { errorLabel } from '../text/errorLabel';

/** What a diagnosis comes down to. */
export interface Verdict {
  /** A few words, as plain text. */
  readonly text: string;
  /** The first failure that explains the others; undefined = everything works. */
  readonly reason: unknown;
}

/** The account is asked last, so the first part that failed is the cause of those after it. */
export function verdictOf({ connection, credentials, project, trials }: Diagnosis): Verdict {
  const parts = [connection, credentials, project, ...trials.map(({ outcome }) => outcome)];
  const failed = parts.find((part) => part?.status === 'rejected');
  if (failed?.status !== 'rejected') return { text: l10n.t('Everything works'), reason: undefined };
  const reason: unknown = failed.reason;
  return { text: failureLabel(reason), reason };
}

function failureLabel(reason: unknown): string {
  if (!isModelArtsError(reason)) return l10n.t('Diagnosis incomplete');
  if (!('facts' in reason)) return errorLabel(reason);
  const host = oneLine(reason.facts.host, 200);
  return reason.facts.reason === 'refused'
    ? l10n.t('Connection refused by {host}', { host })
    : l10n.t('{problem}: {host}', { problem: errorLabel(reason), host });
}
