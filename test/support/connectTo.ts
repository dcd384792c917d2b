import type { Authenticator } from '../../src/api/authenticator';
import type { Send } from '../../src/api/http';
import { createIamClient, createModelArtsClient, createSwrClient, createTransport } from '../../src/chunks/client';
import type { Emulator } from '../../src/emulator/index';
import { type Clock, systemClock } from '../../src/util/clock';
import { type Logger, silentLogger } from '../../src/util/logger';
import { fixedKeys } from './doubles';

export interface ConnectOptions {
  readonly authenticator?: Authenticator;
  readonly secretKey?: string;
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly timeoutMs?: number;
  /** Default: the emulator's address. */
  readonly endpoint?: string;
  /** Wraps the transport between the retry layers and the network. */
  readonly onWire?: (send: Send) => Send;
}

/**
 * Creates the production clients with all their layers, connected to the emulator. Waits between retries take no time.
 */
export function connectTo(emulator: Emulator, options: ConnectOptions = {}) {
  const { timeoutMs = 5000, log = silentLogger, secretKey = emulator.secretKey, onWire = (send) => send } = options;
  const { accessKey, securityToken, projectId } = emulator;
  const wire = createTransport({ timeoutMs: () => timeoutMs });
  const transport = { send: onWire(wire.send), close: () => wire.close() };
  const common = {
    transport,
    endpoint: options.endpoint ?? emulator.url,
    projectId,
    authenticator: options.authenticator ?? fixedKeys({ accessKey, secretKey, securityToken }),
    language: 'en-us',
    clock: options.clock ?? { now: () => systemClock.now(), sleep: () => Promise.resolve() },
    random: () => 0.5,
    log,
  } as const;
  return {
    client: createModelArtsClient(common),
    swr: createSwrClient(common),
    iam: createIamClient(common),
    close: () => transport.close(),
  };
}
