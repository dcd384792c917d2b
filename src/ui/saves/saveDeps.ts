import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { SwrClient } from '../../api/swrClient';
import type { Connections } from '../../connections/connections';
import type { SshEndpoint } from '../../model/sshEndpoint';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import type { ValueStore } from './flow/rememberedAnswers';

/** What saving notebooks needs, handed over by the composition root. */
export interface SaveDeps {
  readonly connections: Connections;
  readonly clientFor: (connection: string) => Promise<ModelArtsClient>;
  readonly swrFor: (connection: string) => Promise<SwrClient>;
  readonly saves: Saves;
  /** Where answers are kept for the next time. */
  readonly answers: ValueStore;
  /** Where this window is connected to; undefined = nowhere by SSH. */
  readonly windowEndpoint: () => Promise<SshEndpoint | undefined>;
  /** The time at the service of a connection, milliseconds since the epoch. */
  readonly serviceNow: (connection: string) => number;
  readonly clock: Clock;
  readonly log: Logger;
}
