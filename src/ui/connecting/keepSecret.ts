import * as vscode from 'vscode';
import { notify } from '../messages/notify';
import type { Secret } from '../../connections/credentials';
import type { StoredSecrets } from '../../connections/storedSecrets';

/**
 * Keeps what was typed, does what needs it, and says where this computer keeps no secrets. A secret without use is not
 * left behind.
 */
export async function keepSecret(
  secrets: StoredSecrets,
  connection: string,
  secret: Secret | undefined,
  use: () => PromiseLike<void>,
): Promise<void> {
  const kept = secret && (await secrets.keep(connection, secret));
  try {
    await use();
  } catch (error) {
    if (secret) await secrets.forget(connection);
    throw error;
  }
  if (kept === 'memory') {
    void notify.warning(
      vscode.l10n.t(
        'This computer has no keyring that VS Code can use, so the credentials of {connection} are kept only until this window closes. Environment variables, the SDK’s profile file and hcloud’s file work without one: choose them with Update Credentials.',
        { connection },
      ),
    );
  }
}
