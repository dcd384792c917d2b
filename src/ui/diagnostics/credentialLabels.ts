import { l10n } from 'vscode';
import type { Connection } from '../../connections/connection';
import type { CredentialKind } from '../../connections/diagnosis';

/** Returns the label of a credential source. */
export function credentialSourceLabel(source: Connection['credentials']): string {
  switch (source) {
    case 'stored':
      return l10n.t('VS Code secret storage');
    case 'environment':
      return l10n.t('environment variables');
    case 'profileFile':
      return l10n.t('SDK profile file');
    case 'hcloud':
      return l10n.t('hcloud configuration file');
    case 'demo':
      return l10n.t('the demo');
  }
}

/** Returns a sentence about the kind of credentials found. */
export function credentialKindLabel(kind: CredentialKind): string {
  switch (kind) {
    case 'keys':
      return l10n.t('access keys');
    case 'temporaryKeys':
      return l10n.t('temporary access keys with a security token');
    case 'password':
      return l10n.t('user and password');
  }
}
