import { l10n } from 'vscode';
import type { Health } from '../../api/withHealth';

/** What is wrong with a connection, in a few words; undefined where nothing is, or nothing is known. */
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
