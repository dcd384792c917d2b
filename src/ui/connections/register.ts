import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { Clients } from '../../connections/clients';
import { ConnectionHealth } from '../../connections/connectionHealth';
import { Connections } from '../../connections/connections';
import type { OpenConnections } from '../../connections/openConnections';
import { ServiceClocks } from '../../connections/serviceClocks';
import { StoredSecrets } from '../../connections/storedSecrets';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { CONNECTION_SETTINGS, CONTEXT } from '../ids';
import { settings } from '../settings';
import { connectionCommands, type LoadConnectionCommands } from './connectionCommands';
import { showConnectionStatusBar } from './connectionStatusBar';

/** Services that {@link registerConnections} needs from activation. */
export interface RegisterConnectionsOptions {
  readonly secrets: vscode.SecretStorage;
  readonly loadClient: () => Promise<{ readonly OpenConnections: typeof OpenConnections }>;
  readonly loadUi: LoadConnectionCommands;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** Objects that other features use. */
export interface RegisteredConnections extends Disposable {
  readonly connections: Connections;
  readonly clients: Clients;
  readonly serviceClocks: ServiceClocks;
  readonly actions: ReturnType<typeof connectionCommands>;
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
  const clients = new Clients(async () => {
    const client = await loadClient();
    return new client.OpenConnections({ ...common, serviceClocks, networkSettings });
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
  const actions = connectionCommands({ ...common, clients }, loadUi);
  return { connections, clients, serviceClocks, actions, dispose: () => parts.dispose() };
}

/** Updates the context key for `when` clauses. The demo's connection does not count as the user's own. */
function reportConnections({ all, problems }: Connections): void {
  const hasOwn = problems.length > 0 || all.some(({ credentials }) => credentials !== 'demo');
  const kinds = hasOwn ? 'own' : all.length > 0 ? 'demo' : 'none';
  void vscode.commands.executeCommand('setContext', CONTEXT.connections, kinds);
}
