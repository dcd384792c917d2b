import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { ConnectionClients } from '../../connections/connectionClients';
import { ConnectionHealth, ServiceClocks } from '../../connections/connectionStatus';
import { Connections } from '../../connections/connections';
import { LazyClients } from '../../connections/lazyClients';
import { StoredSecrets } from '../../connections/storedSecrets';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import { type HandledCommand, withHandlers } from '../commands';
import { CONNECTION_COMMANDS, CONNECTION_SETTINGS, CONTEXT, commandId, STATUS_BAR } from '../ids';
import { settings } from '../settings';
import { statusBarText } from '../text/formats';
import { healthLabel } from '../text/labels';
import type { ConnectionDeps } from './connectContext';
import type { addConnectionCommand, manageConnectionsCommand } from './manageConnections';
import type { updateCredentialsCommand } from './updateCredentials';

/** Services that {@link registerConnections} needs from activation. */
export interface RegisterConnectionsOptions {
  readonly secrets: vscode.SecretStorage;
  readonly loadClient: () => Promise<{ readonly ConnectionClients: typeof ConnectionClients }>;
  readonly loadUi: LoadConnectionCommands;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** Objects that other features use. */
export interface RegisteredConnections extends Disposable {
  readonly connections: Connections;
  readonly clients: LazyClients;
  readonly serviceClocks: ServiceClocks;
  readonly commands: readonly HandledCommand[];
}

/** Creates connections, clients, connection commands and the connection's status bar item. Shows no dialogs. */
export function registerConnections({
  loadClient,
  loadUi,
  clock,
  random,
  log,
  ...options
}: RegisterConnectionsOptions): RegisteredConnections {
  const [environment, home] = [process.env, homedir()];
  const secrets = new StoredSecrets(options.secrets, log);
  const connections = new Connections(settings.connections, environment, secrets);
  const health = new ConnectionHealth();
  const serviceClocks = new ServiceClocks(clock);
  const language = vscode.env.language.startsWith('zh') ? 'zh-cn' : 'en-us';
  const { httpTimeoutMs: timeoutMs, network: networkSettings } = settings;
  const common = { connections, secrets, health, environment, home, clock, random, log, language, timeoutMs } as const;
  const clients = new LazyClients(async () => {
    const client = await loadClient();
    return new client.ConnectionClients({ ...common, serviceClocks, networkSettings });
  });
  const parts = disposeAll([
    secrets,
    connections,
    health,
    { dispose: () => void clients.close() },
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (CONNECTION_SETTINGS.some((key) => change.affectsConfiguration(key))) connections.reload();
    }),
    showConnectionStatusBar(connections, health),
    connections.onDidChange(() => reportConnections(connections)),
  ]);
  reportConnections(connections);
  const deps: ConnectionDeps = { ...common, clients };
  const commands = withHandlers(CONNECTION_COMMANDS, async () => {
    const ui = await loadUi();
    return {
      addConnection: () => ui.addConnectionCommand(deps),
      manageConnections: () => ui.manageConnectionsCommand(deps),
      updateCredentials: (argument) => ui.updateCredentialsCommand(deps, argument),
    };
  });
  return { connections, clients, serviceClocks, commands, dispose: () => parts.dispose() };
}

/** Updates the context key for `when` clauses. The demo's connection does not count as the user's own. */
function reportConnections({ all, problems }: Connections): void {
  const hasOwn = problems.length > 0 || all.some(({ credentials }) => credentials !== 'demo');
  const kinds = hasOwn ? 'own' : all.length > 0 ? 'demo' : 'none';
  void vscode.commands.executeCommand('setContext', CONTEXT.connections, kinds);
}

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
        ? [commandId('refresh'), vscode.l10n.t('Click to try again.')]
        : [commandId('updateCredentials'), vscode.l10n.t('Click to update the credentials.')];
    item.command = command;
    item.tooltip = hint;
    item.accessibilityInformation = { label: `${text}. ${hint}` };
    item.show();
  };
  redraw();
  return disposeAll([item, connections.onDidChange(redraw), health.onDidChange(redraw)]);
}

/** Loads the connection commands. */
export type LoadConnectionCommands = () => Promise<{
  readonly addConnectionCommand: typeof addConnectionCommand;
  readonly manageConnectionsCommand: typeof manageConnectionsCommand;
  readonly updateCredentialsCommand: typeof updateCredentialsCommand;
}>;
