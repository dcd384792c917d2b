import {
  createIamClient,
  createModelArtsClient,
  createSwrClient,
  createTransport,
  requestToken,
} from '../api/createClients';
import { CredentialGuard } from '../api/credentialGuard';
import type { IamClient } from '../api/iamClient';
import type { ModelArtsClient } from '../api/modelArtsClient';
import type { Environment, NetworkSettings } from '../api/network/networkSettings';
import { probeEndpoint } from '../api/probeEndpoint';
import type { SwrClient } from '../api/swrClient';
import type { Transport } from '../api/undiciTransport';
import type { Health } from '../api/withHealth';
import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import { lazy } from '../util/lazy';
import type { Logger } from '../util/logger';
import type { Connection } from './connection';
import type { ConnectionHealth } from './connectionHealth';
import type { Connections } from './connections';
import { CredentialSources } from './credentialSources';
import { bareCredentials, type Credentials, type Secret } from './credentials';
import { type DiagnosisTarget, diagnoseConnection } from './diagnoseConnection';
import type { Diagnosis } from './diagnosis';
import { findProjects, isSilentOnProjects } from './findProjects';
import type { ServiceClocks } from './serviceClocks';
import { Session } from './session';
import type { StoredSecrets } from './storedSecrets';

export interface OpenConnectionsOptions {
  readonly connections: Connections;
  readonly secrets: StoredSecrets;
  /** The person's home folder. */
  readonly home: string;
  readonly health: ConnectionHealth;
  readonly serviceClocks: ServiceClocks;
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
  readonly credentials: () => Promise<Credentials>;
  readonly iam: () => Promise<IamClient>;
  readonly modelArts: (projectId: string) => ModelArtsClient;
  /** Ends a renewal under way. */
  readonly close: () => void;
}

/** The connections in use, each with its session, over one transport for all; makes their clients. */
export class OpenConnections {
  readonly #opened = new Map<string, Opened>();
  readonly #transport: Transport;
  readonly #sources: CredentialSources;
  readonly #guard: CredentialGuard;

  constructor(private readonly options: OpenConnectionsOptions) {
    this.#guard = new CredentialGuard(options.clock);
    this.#transport = createTransport(options);
    this.#sources = new CredentialSources(options);
  }

  /** @throws NotConnectedError while the connection, its credentials or its project is missing. */
  async modelArts(connectionName: string): Promise<ModelArtsClient> {
    const opened = this.#open(connectionName);
    const report = (health: Health): void => {
      // What an answer to a connection of before says is of no interest.
      if (this.#opened.get(connectionName) === opened) this.options.health.report(connectionName, health);
    };
    const { endpoints } = opened.connection;
    const projectId = await opened.project();
    const reportTime = (aheadMs: number): void => this.options.serviceClocks.report(connectionName, aheadMs);
    const endpoint = endpoints.modelarts;
    return createModelArtsClient({ ...this.#common(opened), endpoint, projectId, report, reportTime });
  }

  /** @throws NotConnectedError while the connection, its credentials or its project is missing. */
  async swr(connectionName: string): Promise<SwrClient> {
    const opened = this.#open(connectionName);
    const projectId = await opened.project();
    return createSwrClient({ ...this.#common(opened), endpoint: opened.connection.endpoints.swr, projectId });
  }

  /** @throws NotConnectedError while the connection or its credentials are missing. */
  async iam(connectionName: string): Promise<IamClient> {
    return this.#iam(this.#open(connectionName));
  }

  /** Id of its project. @throws NotConnectedError while the connection, its credentials or its project is missing. */
  async projectOf(connectionName: string): Promise<string> {
    return this.#open(connectionName).project();
  }

  /**
   * Clients of a connection that is in no setting yet. Nothing of it is kept. A person tries it, so that refused credentials
   * are tried once more.
   *
   * @param typed what a person has just typed; undefined = as the connection's source says
   */
  candidate(connection: Connection, typed: Secret | undefined): Candidate {
    this.#guard.allowOne();
    const opened = this.#openNew(connection, async () =>
      typed ? bareCredentials(typed) : this.#sources.read(connection),
    );
    return {
      credentials: () => opened.session.credentials(),
      iam: () => this.#iam(opened),
      modelArts: (projectId) => {
        const endpoint = connection.endpoints.modelarts;
        return createModelArtsClient({ ...this.#common(opened), endpoint, projectId });
      },
      close: () => opened.session.close(),
    };
  }

  /** A person asks for something: see {@link CredentialGuard.allowOne}. */
  allowOne(): void {
    this.#guard.allowOne();
  }

  /** Looks at the connection in use, and at the network; see {@link diagnoseConnection}. */
  async diagnose(signal: AbortSignal): Promise<Diagnosis> {
    const { connections, clock } = this.options;
    const [patient] = await Promise.allSettled([this.#patient(connections)]);
    return diagnoseConnection(
      {
        patient,
        problems: connections.problems,
        network: this.#transport.network,
        probe: (endpoint, inner) => probeEndpoint(this.#transport, clock, endpoint, inner),
        clock,
      },
      signal,
    );
  }

  async #patient(connections: Connections): Promise<DiagnosisTarget> {
    const connection = connections.get(undefined);
    const { name } = connection;
    return {
      connection,
      credentials: async () => this.#open(name).session.credentials(),
      project: async () => this.#open(name).project(),
      modelArts: () => this.modelArts(name),
      swr: () => this.swr(name),
    };
  }

  /** Ends every request under way. */
  async close(): Promise<void> {
    for (const { session } of this.#opened.values()) session.close();
    await this.#transport.close();
  }

  /** What is open belongs to this very connection: one that changed is opened anew, and what was known of it dropped. */
  #open(connectionName: string): Opened {
    const { connections, health } = this.options;
    const connection = connections.get(connectionName);
    const open = this.#opened.get(connectionName);
    if (open?.connection === connection) return open;
    open?.session.close();
    health.forget(connectionName);
    const opened = this.#openNew(
      connection,
      async () => connections.temporaryCredentials(connection) ?? this.#sources.read(connection),
    );
    this.#opened.set(connectionName, opened);
    return opened;
  }

  #openNew(connection: Connection, read: () => Promise<Credentials>): Opened {
    const session = new Session({
      read,
      clock: this.options.clock,
      requestToken: async (login, { iamEndpoint, projectId }, signal) => {
        const id = connection.projectId ?? projectId;
        const scope = id === undefined ? { name: connection.region } : { id };
        const endpoint = iamEndpoint ?? connection.endpoints.iam;
        return requestToken({ ...this.options, transport: this.#transport, endpoint }, login, scope, signal);
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
    const { iamEndpoint } = await opened.session.credentials();
    return createIamClient({ ...this.#common(opened), endpoint: iamEndpoint ?? opened.connection.endpoints.iam });
  }

  #common({ session }: Opened) {
    const { language, clock, random, log } = this.options;
    return { transport: this.#transport, authenticator: session, guard: this.#guard, language, clock, random, log };
  }
}
