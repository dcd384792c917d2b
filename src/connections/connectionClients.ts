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
import type { Health } from '../api/transportDecorators';
import type { Transport } from '../api/undiciTransport';
import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import type { Logger } from '../util/logger';
import { lazy } from '../util/promises';
import type { Connection } from './connection';
import type { ConnectionHealth, ServiceClocks } from './connectionStatus';
import type { Connections } from './connections';
import { CredentialSources } from './credentialSources';
import { bareCredentials, type Credentials, type Secret } from './credentials';
import { type Diagnosis, type DiagnosisTarget, diagnoseConnection } from './diagnoseConnection';
import { Session } from './session';
import type { StoredSecrets } from './storedSecrets';
import { type Candidate, deniesProjectList, findProjects } from './tryConnection';

export interface ConnectionClientsOptions {
  readonly connections: Connections;
  readonly secrets: StoredSecrets;
  /** Path of the user's home folder. */
  readonly home: string;
  readonly health: ConnectionHealth;
  readonly serviceClocks: ServiceClocks;
  /** Returns the time limit of one request, in milliseconds. */
  readonly timeoutMs: (method: string) => number;
  /** Returns VS Code's proxy and certificate settings. Called for each request. */
  readonly networkSettings: () => NetworkSettings;
  /** Environment variables of the process; some of them name a proxy or certificates. */
  readonly environment: Environment;
  readonly language: 'en-us' | 'zh-cn';
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** A connection in use, with the session that authenticates its requests. Each lazy member is created once. */
interface Opened {
  readonly connection: Connection;
  readonly session: Session;
  /** Resolves with the project ID. */
  readonly project: () => Promise<string>;
  readonly modelArts: () => Promise<ModelArtsClient>;
  readonly swr: () => Promise<SwrClient>;
}

/** Creates the API clients of each connection. Each connection has its own session; all share one transport. */
export class ConnectionClients {
  readonly #opened = new Map<string, Opened>();
  readonly #transport: Transport;
  readonly #sources: CredentialSources;
  readonly #guard: CredentialGuard;

  constructor(private readonly options: ConnectionClientsOptions) {
    this.#guard = new CredentialGuard(options.clock);
    this.#transport = createTransport(options);
    this.#sources = new CredentialSources(options);
  }

  /** @throws NotConnectedError while the connection, its credentials or its project is missing. */
  async modelArts(connectionName: string): Promise<ModelArtsClient> {
    return this.#open(connectionName).modelArts();
  }

  /** @throws NotConnectedError while the connection, its credentials or its project is missing. */
  async swr(connectionName: string): Promise<SwrClient> {
    return this.#open(connectionName).swr();
  }

  /** @throws NotConnectedError while the connection or its credentials are missing. */
  async iam(connectionName: string): Promise<IamClient> {
    return this.#iam(this.#open(connectionName));
  }

  /**
   * Resolves with the project ID.
   *
   * @throws NotConnectedError while the connection, its credentials or its project is missing.
   */
  async projectOf(connectionName: string): Promise<string> {
    return this.#open(connectionName).project();
  }

  /**
   * Returns clients for a connection that is not in the settings yet. Nothing is stored. Because a user starts the check,
   * credentials that were rejected before are sent once more.
   *
   * @param typed the secret the user typed; undefined = read it from the connection's credential source
   */
  candidate(connection: Connection, typed: Secret | undefined): Candidate {
    this.#guard.allowRetry();
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

  /** Call when a user starts an action; see {@link CredentialGuard.allowRetry}. */
  allowRetry(): void {
    this.#guard.allowRetry();
  }

  /** Diagnoses the connection in use and the network; see {@link diagnoseConnection}. */
  async diagnose(signal: AbortSignal): Promise<Diagnosis> {
    const { connections, clock } = this.options;
    const [target] = await Promise.allSettled([this.#diagnosisTarget(connections)]);
    return diagnoseConnection(
      {
        target,
        problems: connections.problems,
        network: this.#transport.network,
        probe: (endpoint, inner) => probeEndpoint(this.#transport, clock, endpoint, inner),
        clock,
      },
      signal,
    );
  }

  async #diagnosisTarget(connections: Connections): Promise<DiagnosisTarget> {
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

  /** Aborts all requests in progress. */
  async close(): Promise<void> {
    for (const { session } of this.#opened.values()) session.close();
    await this.#transport.close();
  }

  /** A changed connection is another object: it gets a new session, and its health is reset. */
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
    const { modelarts, swr } = connection.endpoints;
    const opened: Opened = {
      connection,
      session,
      project: lazy(() => this.#findProject(opened)),
      modelArts: lazy(async () => {
        const projectId = await opened.project();
        return createModelArtsClient({
          ...this.#common(opened),
          ...this.#reports(opened),
          endpoint: modelarts,
          projectId,
        });
      }),
      swr: lazy(async () => {
        const projectId = await opened.project();
        return createSwrClient({ ...this.#common(opened), endpoint: swr, projectId });
      }),
    };
    return opened;
  }

  #reports(opened: Opened) {
    const { health, serviceClocks } = this.options;
    const { name } = opened.connection;
    return {
      report: (state: Health): void => {
        // A late response to a replaced connection says nothing about the current one.
        if (this.#opened.get(name) === opened) health.report(name, state);
      },
      reportTime: (aheadMs: number): void => serviceClocks.report(name, aheadMs),
    };
  }

  /** Takes the project ID from the connection, else its credential source, else its token, else IAM. */
  async #findProject(opened: Opened): Promise<string> {
    const { connection, session } = opened;
    const credentials = await session.credentials();
    const configuredId = connection.projectId ?? credentials.projectId;
    if (configuredId !== undefined) return configuredId;
    const signal = session.closed;
    if (credentials.secret.kind === 'login') {
      const project = await session.project(signal);
      if (project) return project.id;
    }
    try {
      const projects = await findProjects(await this.#iam(opened), connection.region, signal);
      const [first, second] = projects;
      if (first && (first.name === connection.region || !second)) return first.id;
    } catch (error) {
      if (!deniesProjectList(error)) throw error;
    }
    throw new NotConnectedError('noProject', connection.name, 'projectId');
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
