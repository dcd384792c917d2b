import { l10n } from 'vscode';
import type { Health } from '../../api/withHealth';

/** Describes the problem of a connection in a few words; undefined if it works or has not been used. */
export function healthLabel(health: Health | undefined): string | undefined {
  switch (health) {
    case 'expired':
      return l10n.t('credentials have expired');
    case 'refused':
      return l10n.t('credentials are not accepted');
    case 'locked':
      return l10n.t('access key is locked');
    case 'unreachable':
      return l10n.t('cannot be reached');
    case 'ok':
    case undefined:
      return undefined;
  }
}
