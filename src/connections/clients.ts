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
import type { Connection } from './connection';
import type { ConnectionHealth } from './connectionHealth';
import type { Connections } from './connections';
import type { Credentials } from './credentials';
import { findProjects, isSilentOnProjects } from './findProjects';
import { Session } from './session';

export interface ClientsOptions {
  readonly connections: Connections;
  readonly health: ConnectionHealth;
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

/** A connection with what its requests prove themselves with. */
interface Opened {
  readonly connection: Connection;
  readonly session: Session;
  /** The project's id, found once. */
  readonly project: () => Promise<string>;
}

/** Clients of a connection that is tried before it is kept. */
export interface Candidate {
  readonly iam: () => Promise<IamClient>;
  readonly modelArts: (projectId: string) => Promise<ModelArtsClient>;
  /** Ends a renewal under way. */
  readonly close: () => void;
}

/** Makes the clients of a connection, over one transport for all. */
export class Clients {
  readonly #loaded = lazy(async () => {
    const client = await this.options.loadClient();
    return { client, transport: client.createTransport(this.options) };
  });
  readonly #opened = new Map<string, Opened>();
  #transport: Transport | undefined;

  constructor(private readonly options: ClientsOptions) {}

  /** @throws NotConnectedError while the connection, its credentials or its project is missing. */
  readonly for = async (connectionName: string): Promise<ModelArtsClient> => {
    const opened = this.#open(connectionName);
    const { client, common } = await this.#common(opened);
    const { endpoints } = opened.connection;
    const report = (health: Client.Health): void => {
      // What an answer to a connection of before says is of no interest.
      if (this.#opened.get(connectionName) === opened) this.options.health.report(connectionName, health);
    };
    const projectId = await opened.project();
    return client.createModelArtsClient({ ...common, endpoint: endpoints.modelarts, projectId, report });
  };

  /** @throws NotConnectedError while the connection, its credentials or its project is missing. */
  readonly swr = async (connectionName: string): Promise<SwrClient> => {
    const opened = this.#open(connectionName);
    const { client, common } = await this.#common(opened);
    const projectId = await opened.project();
    return client.createSwrClient({ ...common, endpoint: opened.connection.endpoints.swr, projectId });
  };

  /** @throws NotConnectedError while the connection or its credentials are missing. */
  readonly iam = async (connectionName: string): Promise<IamClient> => this.#iam(this.#open(connectionName));

  /** Clients of a connection that is in no setting yet. Nothing of it is kept. */
  candidate(connection: Connection, read: () => Promise<Credentials>): Candidate {
    const opened = this.#openNew(connection, read);
    return {
      iam: () => this.#iam(opened),
      modelArts: async (projectId) => {
        const { client, common } = await this.#common(opened);
        return client.createModelArtsClient({ ...common, endpoint: connection.endpoints.modelarts, projectId });
      },
      close: () => opened.session.close(),
    };
  }

  /** Ends every request under way. */
  async close(): Promise<void> {
    for (const { session } of this.#opened.values()) session.close();
    await this.#transport?.close();
  }

  /** What is open belongs to this very connection: one that changed is opened anew, and what was known of it dropped. */
  #open(connectionName: string): Opened {
    const { connections, health } = this.options;
    const connection = connections.get(connectionName);
    const open = this.#opened.get(connectionName);
    if (open?.connection === connection) return open;
    open?.session.close();
    health.forget(connectionName);
    const opened = this.#openNew(connection, () => connections.credentialsOf(connection));
    this.#opened.set(connectionName, opened);
    return opened;
  }

  #openNew(connection: Connection, read: () => Promise<Credentials>): Opened {
    const session = new Session({
      read,
      clock: this.options.clock,
      requestToken: async (login, { iamEndpoint, projectId }, signal) => {
        const { client, transport } = await this.#load();
        const id = connection.projectId ?? projectId;
        const scope = id === undefined ? { name: connection.region } : { id };
        const endpoint = iamEndpoint ?? connection.endpoints.iam;
        return client.requestToken({ ...this.options, transport, endpoint }, login, scope, signal);
      },
    });
    const opened: Opened = { connection, session, project: lazy(() => this.#findProject(opened)) };
    return opened;
  }

  /** As the connection says, the source of its credentials, its token, or IAM. */
  async #findProject(opened: Opened): Promise<string> {
    const { connection, session } = opened;
    const credentials = await session.credentials();
    const known = connection.projectId ?? credentials.projectId;
    if (known !== undefined) return known;
    const signal = session.ended;
    if (credentials.secret.kind === 'login') {
      const project = await session.project(signal);
      if (project) return project.id;
    }
    const missing = new NotConnectedError('noProject', connection.name, 'projectId');
    try {
      const projects = await findProjects(await this.#iam(opened), connection.region, signal);
      const [first, second] = projects;
      if (first && (first.name === connection.region || !second)) return first.id;
    } catch (error) {
      if (!isSilentOnProjects(error)) throw error;
    }
    throw missing;
  }

  async #iam(opened: Opened): Promise<IamClient> {
    const { client, common, iamEndpoint } = await this.#common(opened);
    return client.createIamClient({ ...common, endpoint: iamEndpoint ?? opened.connection.endpoints.iam });
  }

  /** @throws NotConnectedError while the credentials are missing */
  async #common({ session }: Opened) {
    const { language, clock, random, log } = this.options;
    const { iamEndpoint } = await session.credentials();
    const { client, transport } = await this.#load();
    return { client, iamEndpoint, common: { transport, authenticator: session, language, clock, random, log } };
  }

  async #load() {
    const loaded = await this.#loaded();
    this.#transport = loaded.transport;
    return loaded;
  }
}
