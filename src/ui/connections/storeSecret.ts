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
        "VS Code can't use a keyring on this computer, so the credentials of {connection} last until this window closes. With Update Credentials, you can choose a source that works without one: environment variables, the SDK profile file or hcloud.",
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
      "Couldn't delete the credentials of {connection} from this computer's keyring. Try again with Manage Connections, or delete them in the keyring.",
      { connection: oneLine(name, 60) },
    ),
  );
}
