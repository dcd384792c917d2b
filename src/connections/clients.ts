import type { IamClient } from '../api/iamClient';
import type { Environment, NetworkSettings } from '../api/network/networkSettings';
import type { ModelArtsClient } from '../api/modelArtsClient';
import type { SwrClient } from '../api/swrClient';
import type { Transport } from '../api/undiciTransport';
import type * as Client from '../client';
import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import { lazy } from '../util/lazy';
import type { Logger } from '../util/logger';
import type { Connections } from './connections';

export interface ClientsOptions {
  readonly connections: Connections;
  /** Loads the second file, at the first request. */
  readonly loadClient: () => Promise<typeof Client>;
  /** Limit for one request; milliseconds. */
  readonly timeoutMs: (method: string) => number;
  /** What VS Code says of proxies and certificates. Asked for each request. */
  readonly networkSettings: () => NetworkSettings;
  /** Variables of the process, for those that name a proxy or certificates. */
  readonly environment: Environment;
  readonly language: 'en-us' | 'zh-cn';
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** Makes the clients of a connection, over one transport for all. */
export class Clients {
  readonly #loaded = lazy(async () => {
    const client = await this.options.loadClient();
    return { client, transport: client.createTransport(this.options) };
  });
  #transport: Transport | undefined;

  constructor(private readonly options: ClientsOptions) {}

  /** @throws NotConnectedError while the connection, its credentials or its project is missing. */
  readonly for = async (connectionName: string): Promise<ModelArtsClient> => {
    const { client, common, connection, projectId } = await this.#open(connectionName);
    if (projectId === undefined) throw new NotConnectedError('noProject', connection.name, 'projectId');
    return client.createModelArtsClient({ ...common, endpoint: connection.endpoints.modelarts, projectId });
  };

  /** @throws NotConnectedError while the connection, its credentials or its project is missing. */
  readonly swr = async (connectionName: string): Promise<SwrClient> => {
    const { client, common, connection, projectId } = await this.#open(connectionName);
    if (projectId === undefined) throw new NotConnectedError('noProject', connection.name, 'projectId');
    return client.createSwrClient({ ...common, endpoint: connection.endpoints.swr, projectId });
  };

  /** @throws NotConnectedError while the connection or its credentials are missing. */
  readonly iam = async (connectionName: string): Promise<IamClient> => {
    const { client, common, connection } = await this.#open(connectionName);
    return client.createIamClient({ ...common, endpoint: connection.endpoints.iam });
  };

  /** Ends every request under way. */
  async close(): Promise<void> {
    await this.#transport?.close();
  }

  async #open(connectionName: string) {
    const { connections, language, clock, random, log } = this.options;
    const connection = connections.get(connectionName);
    const credentials = await connections.credentialsOf(connection.name);
    const { client, transport } = await this.#loaded();
    this.#transport = transport;
    const keysFor = async () => (await connections.credentialsOf(connection.name)).keys;
    const projectId = connection.projectId ?? credentials.projectId;
    return { client, connection, projectId, common: { transport, keysFor, language, clock, random, log } };
  }
}
