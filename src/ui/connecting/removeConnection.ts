import * as vscode from 'vscode';
import { notify } from '../messages/notify';
import type { Connection } from '../../connections/connection';
import { oneLine } from '../../util/text';
import { askPick } from '../ask/pickStep';
import { SETTINGS_SECTION } from '../ids';
import type { ConnectingOptions } from './connectingOptions';
import { connectionSettings } from './connectionSettings';
import { forgetSecret } from './keepSecret';
import { connectionPick } from './pickConnection';
import { removeUnusedSecret, type UnusedSecret, unusedSecretRows } from './unusedSecrets';

/**
 * Removes a connection from the settings, and its secret from this computer; or a secret whose connection is gone. Nothing
 * changes at the service.
 */
export async function removeConnectionCommand(options: ConnectingOptions): Promise<void> {
  const written = options.connections.all.filter(({ name }) => connectionSettings.find(name)['name'] === name);
  const answer = await askPick<Connection | UnusedSecret>(
    connectionPick(options, written, vscode.l10n.t('Remove Connection'), await unusedSecretRows(options)),
  );
  if (answer.kind !== 'next') return;
  if ('kind' in answer.value) await removeUnusedSecret(options, answer.value);
  else await remove(options, answer.value);
}

async function remove({ secrets }: ConnectingOptions, connection: Connection): Promise<void> {
  if (!(await isConfirmed(connection))) return;
  const { name } = connection;
  const isChosen = vscode.workspace.getConfiguration(SETTINGS_SECTION).get('connection') === name;
  await connectionSettings.remove(name);
  await forgetSecret(secrets, name);
  if (isChosen) await connectionSettings.use('');
}

async function isConfirmed({ name, credentials }: Connection): Promise<boolean> {
  const answerYes = vscode.l10n.t('Remove');
  const answer = await notify.question(
    vscode.l10n.t('Remove the connection {connection}?', { connection: oneLine(name, 60) }),
    credentials === 'stored'
      ? vscode.l10n.t(
          'Its keys or password are deleted from this computer’s keyring. Notebooks and images are not touched.',
        )
      : vscode.l10n.t('Its entry in the settings is deleted. Its keys, notebooks and images are not touched.'),
    answerYes,
  );
  return answer === answerYes;
}
