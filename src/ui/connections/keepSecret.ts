import * as vscode from 'vscode';
import type { Connection } from '../../connections/connection';
import type { Secret } from '../../connections/credentials';
import type { StoredSecrets } from '../../connections/storedSecrets';
import { oneLine } from '../../util/text';
import { notify } from '../text/notify';

/**
 * Stores a secret, then runs `use`, and deletes the secret again when `use` fails. Warns when the computer cannot store secrets.
 *
 * @throws the error of `use`
 */
export async function storeSecret(
  secrets: StoredSecrets,
  connection: Pick<Connection, 'name' | 'endpoints'>,
  secret: Secret | undefined,
  use: () => PromiseLike<void>,
): Promise<void> {
  const location = secret && (await secrets.store(connection, secret));
  try {
    await use();
  } catch (error) {
    if (secret) await deleteSecret(secrets, connection.name);
    throw error;
  }
  if (location === 'memory') {
    void notify.warning(
      vscode.l10n.t(
        'This computer has no keyring that VS Code can use, so the credentials of {connection} are kept only until this window closes. Environment variables, the SDK’s profile file and hcloud’s file work without one: choose them with Update Credentials.',
        { connection: oneLine(connection.name, 60) },
      ),
    );
  }
}

/** Deletes the secret of a connection. Shows a warning when that fails. */
export async function deleteSecret(secrets: StoredSecrets, name: string): Promise<void> {
  if (await secrets.delete(name)) return;
  void notify.warning(
    vscode.l10n.t(
      'The credentials of {connection} could not be deleted from this computer’s keyring. Use Manage Connections to try again, or delete them in the keyring.',
      { connection: oneLine(name, 60) },
    ),
  );
}
