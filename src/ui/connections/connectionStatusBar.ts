import * as vscode from 'vscode';
import type { ConnectionHealth } from '../../connections/connectionHealth';
import type { Connections } from '../../connections/connections';
import { type Disposable, disposeAll } from '../../util/disposable';
import { oneLine } from '../../util/text';
import { COMMANDS, STATUS_BAR } from '../ids';
import { healthLabel } from '../text/labels';
import { statusBarText } from '../text/statusBarText';

/** Shows a status bar item while the connection in use does not work. A click retries or updates the credentials. */
export function showConnectionStatusBar(connections: Connections, health: ConnectionHealth): Disposable {
  const item = vscode.window.createStatusBarItem(STATUS_BAR.connection, vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('ModelArts: connection');
  const redraw = (): void => {
    const { current } = connections;
    const state = current && health.of(current.name);
    const label = healthLabel(state);
    if (!current || !label) return item.hide();
    const name = oneLine(current.name, 30);
    const text = vscode.l10n.t('ModelArts: {connection} – {state}', { connection: name, state: label });
    item.text = statusBarText('warning', text);
    const [command, hint] =
      state === 'unreachable' || state === 'locked'
        ? [COMMANDS.refresh, vscode.l10n.t('Click to try again.')]
        : [COMMANDS.updateCredentials, vscode.l10n.t('Click to update the credentials.')];
    item.command = command;
    item.tooltip = hint;
    item.accessibilityInformation = { label: `${text}. ${hint}` };
    item.show();
  };
  redraw();
  return disposeAll([item, connections.onDidChange(redraw), health.onDidChange(redraw)]);
}
