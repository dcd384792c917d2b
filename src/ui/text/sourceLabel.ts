import { l10n } from 'vscode';
import type { Connection } from '../../connections/connection';

/** Returns a short label of a connection's credential source. */
export function sourceLabel({ credentials }: Pick<Connection, 'credentials'>): string {
  switch (credentials) {
    case 'stored':
      return l10n.t('stored by VS Code');
    case 'environment':
      return l10n.t('environment');
    case 'profileFile':
      return l10n.t('profile file');
    case 'hcloud':
      return 'hcloud';
    case 'demo':
      return l10n.t('demo');
  }
}
