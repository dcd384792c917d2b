import { l10n } from 'vscode';
import type { Health } from '../../api/withHealth';

/** Describes the problem of a connection in a few words; undefined if it works or has not been used. */
export function healthLabel(health: Health | undefined): string | undefined {
  switch (health) {
    case 'expired':
      return l10n.t('credentials expired');
    case 'refused':
      return l10n.t('credentials rejected');
    case 'locked':
      return l10n.t('access key locked');
    case 'unreachable':
      return l10n.t('unreachable');
    case 'ok':
    case undefined:
      return undefined;
  }
}
