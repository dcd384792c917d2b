import { l10n } from 'vscode';
import { oneLine } from '../../util/text';
import { notify } from '../text/notify';
import type { PickRow } from '../wizard/pickStep';
import type { ConnectionDeps } from './connectionDeps';
import { deleteSecret } from './storeSecret';

/** A stored secret whose connection is no longer in the settings. */
export interface UnusedSecret {
  readonly kind: 'unusedSecret';
  readonly name: string;
}

/**
 * Returns a row for each stored secret without a connection in the settings. Picking it asks whether to delete the secret. It is
 * never deleted without confirmation, because a typing error in the settings has the same effect.
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
      description: l10n.t('Stored credentials without a connection'),
      detail: l10n.t('No connection in the settings has this name. Select it to delete its credentials.'),
      value: { kind: 'unusedSecret', name },
    }));
}

/** Deletes the secret after the user confirms. */
export async function removeUnusedSecret(
  { secrets }: Pick<ConnectionDeps, 'secrets'>,
  { name }: UnusedSecret,
): Promise<void> {
  const remove = l10n.t('Delete Credentials');
  const answer = await notify.question(
    l10n.t('Delete the stored credentials of {connection}?', { connection: oneLine(name, 60) }),
    l10n.t(
      'No connection in the settings has this name. Keep the credentials if it was renamed by mistake or belongs to another VS Code profile.',
    ),
    remove,
  );
  if (answer === remove) await deleteSecret(secrets, name);
}
