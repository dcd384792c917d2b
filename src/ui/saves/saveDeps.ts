import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { SwrClient } from '../../api/swrClient';
import type { Connections } from '../../connections/connections';
import type { SshEndpoint } from '../../model/sshEndpoint';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import type { ValueStore } from './flow/rememberedAnswers';

/** Dependencies of the save flow, created by `activate`. */
export interface SaveDeps {
  readonly connections: Connections;
  readonly clientFor: (connection: string) => Promise<ModelArtsClient>;
  readonly swrFor: (connection: string) => Promise<SwrClient>;
  readonly saves: Saves;
  /** Stores answers for later saves. */
  readonly answers: ValueStore;
  /** Returns the SSH endpoint this window is connected to; undefined if none. */
  readonly windowEndpoint: () => Promise<SshEndpoint | undefined>;
  /** Service time of a connection, in milliseconds since the epoch. */
  readonly serviceNow: (connection: string) => number;
  readonly clock: Clock;
  readonly log: Logger;
}
