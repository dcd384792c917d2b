import * as vscode from 'vscode';
import type { Connection } from '../../connections/connection';
import type { Secret } from '../../connections/credentials';
import type { StoredSecrets } from '../../connections/storedSecrets';
import { oneLine } from '../../util/text';
import { notify } from '../text/notify';

/**
 * Keeps what was typed, does what needs it, and says where this computer keeps no secrets. A secret without use is not
 * left behind.
 */
export async function keepSecret(
  secrets: StoredSecrets,
  connection: Pick<Connection, 'name' | 'endpoints'>,
  secret: Secret | undefined,
  use: () => PromiseLike<void>,
): Promise<void> {
  const kept = secret && (await secrets.keep(connection, secret));
  try {
    await use();
  } catch (error) {
    if (secret) await forgetSecret(secrets, connection.name);
    throw error;
  }
  if (kept === 'memory') {
    void notify.warning(
      vscode.l10n.t(
        'This computer has no keyring that VS Code can use, so the credentials of {connection} are kept only until this window closes. Environment variables, the SDK’s profile file and hcloud’s file work without one: choose them with Update Credentials.',
        { connection: oneLine(connection.name, 60) },
      ),
    );
  }
}

/** Deletes the secret of a connection, and reports when that fails. */
export async function forgetSecret(secrets: StoredSecrets, name: string): Promise<void> {
  if (await secrets.forget(name)) return;
  void notify.warning(
    vscode.l10n.t(
      'The credentials of {connection} could not be deleted from this computer’s keyring. Use Manage Connections to try again, or delete them in the keyring.',
      { connection: oneLine(name, 60) },
    ),
  );
}
