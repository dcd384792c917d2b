import * as vscode from 'vscode';
import type { Connection } from '../../connections/connection';
import type { Secret } from '../../connections/credentials';
import type { StoredSecrets } from '../../connections/storedSecrets';
import { oneLine } from '../../util/text';
import { notify } from '../text/notify';
import type { PickRow } from '../wizard/pickStep';
import type { ConnectionDeps } from './connectContext';

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
        "VS Code can't use a keyring on this computer, so the credentials of {connection} last until this window closes. With Update Credentials, you can choose a source that works without one: environment variables, the SDK profile file, or hcloud.",
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

/** A stored secret whose connection is no longer in the settings. */
export interface UnusedSecret {
  readonly kind: 'unusedSecret';
  readonly name: string;
}

/**
 * Returns a row for each stored secret without a connection in the settings. Picking it asks whether to delete the secret. It is
 * never deleted without confirmation, because a typo in the settings has the same effect.
 */
export async function unusedSecretRows({
  connections,
  secrets,
}: Pick<ConnectionDeps, 'connections' | 'secrets'>): Promise<readonly PickRow<UnusedSecret>[]> {
  const names = await secrets.names();
  const configured = new Set([...connections.all, ...connections.problems].map(({ name }) => name));
  return names
    .filter((name) => !configured.has(name))
    .toSorted()
    .map((name) => ({
      icon: 'key',
      label: oneLine(name, 100),
      description: vscode.l10n.t('Stored credentials without a connection'),
      detail: vscode.l10n.t('No connection in the settings has this name. Select it to delete its credentials.'),
      value: { kind: 'unusedSecret', name },
    }));
}

/** Deletes the secret after the user confirms. */
export async function removeUnusedSecret(
  { secrets }: Pick<ConnectionDeps, 'secrets'>,
  { name }: UnusedSecret,
): Promise<void> {
  const remove = vscode.l10n.t('Delete Credentials');
  const answer = await notify.question(
    vscode.l10n.t('Delete the stored credentials for {connection}?', { connection: oneLine(name, 60) }),
    vscode.l10n.t(
      'No connection in the settings has this name. Keep the credentials if it was renamed by mistake or belongs to another VS Code profile.',
    ),
    remove,
  );
  if (answer === remove) await deleteSecret(secrets, name);
}
