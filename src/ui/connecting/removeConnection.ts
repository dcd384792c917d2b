import * as vscode from 'vscode';
import { notify } from '../messages/notify';
import type { Connection } from '../../connections/connection';
import { oneLine } from '../../util/text';
import { SETTINGS_SECTION } from '../ids';
import type { ConnectingOptions } from './connectingOptions';
import { connectionSettings } from './connectionSettings';
import { pickConnection } from './pickConnection';

/** Removes a connection from the settings, and what this computer keeps of its secrets. Nothing changes at the service. */
export async function removeConnectionCommand(options: ConnectingOptions): Promise<void> {
  const { connections, secrets } = options;
  const written = connections.all.filter(({ name }) => connectionSettings.find(name)['name'] === name);
  const connection = await pickConnection(options, written, vscode.l10n.t('Remove Connection'));
  if (!connection || !(await isConfirmed(connection))) return;
  const { name } = connection;
  const isChosen = vscode.workspace.getConfiguration(SETTINGS_SECTION).get('connection') === name;
  await connectionSettings.remove(name);
  await secrets.forget(name);
  if (isChosen) await connectionSettings.use('');
}

async function isConfirmed({ name, credentials }: Connection): Promise<boolean> {
  const remove = vscode.l10n.t('Remove');
  const answer = await notify.question(
    vscode.l10n.t('Remove the connection {connection}?', { connection: oneLine(name, 60) }),
    credentials === 'stored'
      ? vscode.l10n.t(
          'Its keys or password are deleted from this computer’s keyring. Notebooks and images are not touched.',
        )
      : vscode.l10n.t('Its entry in the settings is deleted. Its keys, notebooks and images are not touched.'),
    remove,
  );
  return answer === remove;
}
