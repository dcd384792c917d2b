import { onTestFinished } from 'vitest';
import { DEFAULT_NETWORK_SETTINGS } from '../../../src/api/network/networkSettings';
import * as client from '../../../src/client';
import { Clients } from '../../../src/connections/clients';
import { ConnectionHealth } from '../../../src/connections/connectionHealth';
import { type ConnectionSettings, Connections } from '../../../src/connections/connections';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../src/emulator/index';
import { aSource, MemoryStorage } from '../../support/credentials';
import { homeFolder } from '../../support/homeFolder';
import { KeptLog } from '../../support/keptLog';

/** An emulator that ends with the test. */
export async function anEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return emulator;
}

/** An entry of the setting that leads to this emulator. */
export function entryOf(emulator: Emulator, but: object = {}) {
  const endpoints = { modelarts: emulator.url, swr: emulator.url, iam: emulator.url };
  return { name: 'Work', region: emulator.region, credentials: 'stored', endpoints, ...but };
}

/** All of a window below the interface, with a home, an environment and a storage of secrets of its own. */
export function aWindow(
  settings: ConnectionSettings,
  environment: Record<string, string> = {},
  now = () => Date.now(),
) {
  const log = new KeptLog();
  const storage = new MemoryStorage();
  const { home, write } = homeFolder();
  const sources = aSource({ environment, home, storage });
  const state = { settings };
  const connections = new Connections(() => state.settings, sources);
  const health = new ConnectionHealth();
  const clients = new Clients({
    connections,
    health,
    loadClient: () => Promise.resolve(client),
    timeoutMs: () => 5000,
    networkSettings: () => DEFAULT_NETWORK_SETTINGS,
    environment: {},
    language: 'en-us',
    clock: { now, sleep: () => Promise.resolve() },
    random: () => 0.5,
    log,
  });
  onTestFinished(() => clients.close());
  return { log, storage, write, sources, state, connections, health, clients, secrets: sources.secrets };
}
