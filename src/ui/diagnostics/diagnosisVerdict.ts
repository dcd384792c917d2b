import { l10n } from 'vscode';
import type { Diagnosis } from '../../connections/diagnosis';
import { isModelArtsError } from '../../model/errors';
import { oneLine } from '../../util/text';
import { errorLabel } from '../text/errorLabel';

/** Conclusion of a diagnosis. */
export interface Verdict {
  /** Short plain text. */
  readonly text: string;
  /** The first failure that explains the others; undefined = everything works. */
  readonly reason: unknown;
}

/** Returns the first failure. Each check depends on those before it, so the first failure causes the later ones. */
export function verdictOf({ connection, credentials, project, permissions }: Diagnosis): Verdict {
  const parts = [connection, credentials, project, ...permissions.map(({ outcome }) => outcome)];
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
