import { l10n } from 'vscode';
import { oneLine } from '../../util/text';
import { notify } from '../text/notify';
import type { PickRow } from '../wizard/pickStep';
import type { ConnectingOptions } from './connectingOptions';
import { forgetSecret } from './keepSecret';

/** A secret whose connection is in the settings no more. */
export interface UnusedSecret {
  readonly kind: 'unusedSecret';
  readonly name: string;
}

/**
 * A row for each secret whose connection the settings do not have. Picking it offers to delete the secret: it is never deleted
 * without a question, since a typing error in the settings looks the same.
 */
export async function unusedSecretRows({
  connections,
  secrets,
}: Pick<ConnectingOptions, 'connections' | 'secrets'>): Promise<readonly PickRow<UnusedSecret>[]> {
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

/** Deletes the secret, once that is confirmed. */
export async function removeUnusedSecret(
  { secrets }: Pick<ConnectingOptions, 'secrets'>,
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
  if (answer === remove) await forgetSecret(secrets, name);
}
