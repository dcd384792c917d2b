import { onTestFinished } from 'vitest';
import { DEFAULT_NETWORK_SETTINGS, type NetworkSettings } from '../../../src/api/network/networkSettings';
import { ConnectionClients } from '../../../src/connections/connectionClients';
import { ConnectionHealth, ServiceClocks } from '../../../src/connections/connectionStatus';
import { type ConnectionSettings, Connections } from '../../../src/connections/connections';
import { LazyClients } from '../../../src/connections/lazyClients';
import { StoredSecrets } from '../../../src/connections/storedSecrets';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../src/emulator/index';
import type { Clock } from '../../../src/util/clock';
import { KeptLog, MemoryStorage } from '../../support/doubles';
import { homeFolder } from '../../support/homeFolder';

/** Starts an emulator and closes it when the test finishes. */
export async function anEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return emulator;
}

/** Returns an entry of the setting with the emulator's endpoints. */
export function entryOf(emulator: Emulator, overrides: object = {}) {
  const endpoints = { modelarts: emulator.url, swr: emulator.url, iam: emulator.url };
  return { name: 'Work', region: emulator.region, credentials: 'stored', endpoints, ...overrides };
}

/** A window without UI, with its own home folder, environment and secret storage. */
export function aWindow(
  settings: ConnectionSettings,
  environment: Record<string, string> = {},
  clock: Clock = { now: () => Date.now(), sleep: () => Promise.resolve() },
  network: Partial<NetworkSettings> = {},
) {
  const log = new KeptLog();
  const storage = new MemoryStorage();
  const { home, write } = homeFolder();
  const secrets = new StoredSecrets(storage, log);
  const state = { settings };
  const connections = new Connections(() => state.settings, environment, secrets);
  const health = new ConnectionHealth();
  const open = new ConnectionClients({
    serviceClocks: new ServiceClocks(clock),
    connections,
    secrets,
    health,
    timeoutMs: () => 5000,
    networkSettings: () => ({ ...DEFAULT_NETWORK_SETTINGS, ...network }),
    environment,
    home,
    language: 'en-us',
    clock,
    random: () => 0.5,
    log,
  });
  const clients = new LazyClients(() => Promise.resolve(open));
  onTestFinished(() => clients.close());
  return { log, storage, home, environment, write, state, connections, health, clients, secrets };
}
