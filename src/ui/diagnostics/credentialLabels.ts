import { l10n } from 'vscode';
import type { Connection } from '../../connections/connection';
import type { CredentialKind } from '../../connections/diagnosis';

/** Returns the label of a credential source. */
export function credentialSourceLabel(source: Connection['credentials']): string {
  switch (source) {
    case 'stored':
      return l10n.t('VS Code’s own storage of secrets');
    case 'environment':
      return l10n.t('variables of the environment');
    case 'profileFile':
      return l10n.t('the profile file of the SDKs');
    case 'hcloud':
      return l10n.t('the file of hcloud');
    case 'demo':
      return l10n.t('the demo');
  }
}

/** Returns a sentence about the kind of credentials found. */
export function credentialKindLabel(kind: CredentialKind): string {
  switch (kind) {
    case 'keys':
      return l10n.t('there are access keys');
    case 'temporaryKeys':
      return l10n.t('there are temporary access keys, with a security token');
    case 'password':
      return l10n.t('there are a user and a password');
  }
}
