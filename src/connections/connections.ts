import { NotConnectedError } from '../model/errors';
import { regionEndpoints } from '../model/region';
import { type Event, Emitter } from '../util/event';
import type { Disposable } from '../util/disposable';
import type { Connection } from './connection';
import type { Credentials, ReadCredentials } from './credentials';
import { type Environment, findEnvironmentCredentials, readEnvironmentCredentials } from './environmentCredentials';
import { type ConnectionProblem, REGION_ID, readConnections } from './readConnections';

/** What settings say, as they say it at this moment. */
export interface ConnectionSettings {
  /** `modelartsImages.connections`, of whatever shape. */
  readonly connections: unknown;
  /** `modelartsImages.connection`: name of the one in use; empty = the first. */
  readonly connection: string;
}

interface Entry {
  readonly connection: Connection;
  readonly readCredentials: ReadCredentials;
}

/** Name of the connection that exists without settings, when the environment says everything. */
export const ENVIRONMENT_CONNECTION = 'Environment';

/** All connections there are and the one in use: the setting's, else one made of the environment alone; and the demo's while it runs. */
export class Connections implements Disposable {
  readonly #changed = new Emitter<void>();
  #temporary: Entry | undefined;
  #entries: readonly Entry[] = [];
  #problems: readonly ConnectionProblem[] = [];

  /** Some connection, or which one is in use, may have changed. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(
    private readonly readSettings: () => ConnectionSettings,
    private readonly environment: Environment,
  ) {
    this.#read();
  }

  get all(): readonly Connection[] {
    return this.#entries.map((entry) => entry.connection);
  }

  /** Entries of the setting that cannot be used. */
  get problems(): readonly ConnectionProblem[] {
    return this.#problems;
  }

  /** The connection in use; undefined = there is none. */
  get current(): Connection | undefined {
    const wanted = this.readSettings().connection;
    if (this.#temporary) return this.#temporary.connection;
    if (wanted === '') return this.#entries[0]?.connection;
    return this.#entries.find(({ connection }) => connection.name === wanted)?.connection;
  }

  /** @throws NotConnectedError when there is no connection of that name, or none at all. */
  get(name: string | undefined): Connection {
    return this.#find(name).connection;
  }

  /** Reads the credentials anew from where they are kept. */
  credentialsOf(name: string): Promise<Credentials> {
    return this.#find(name).readCredentials();
  }

  /** Uses a connection that lives as long as this window, e.g. the demo's, until the returned disposable is disposed. */
  useTemporarily(connection: Connection, credentials: Credentials): Disposable {
    const entry: Entry = { connection, readCredentials: () => Promise.resolve(credentials) };
    this.#temporary = entry;
    this.reload();
    return {
      dispose: () => {
        if (this.#temporary !== entry) return;
        this.#temporary = undefined;
        this.reload();
      },
    };
  }

  /** Settings changed: look again. */
  reload(): void {
    this.#read();
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #find(name: string | undefined): Entry {
    const wanted = name ?? this.current?.name ?? this.readSettings().connection;
    const entry = this.#entries.find(({ connection }) => connection.name === wanted);
    if (entry) return entry;
    const problem = this.#problems.find((each) => wanted === '' || each.name === wanted);
    if (problem) throw new NotConnectedError('badConnection', problem.name, problem.field);
    if (wanted !== '') throw new NotConnectedError('unknownConnection', wanted, undefined);
    throw new NotConnectedError('noConnection', undefined, undefined);
  }

  #read(): void {
    const { connections, problems } = readConnections(this.readSettings().connections);
    const configured = connections.map((connection) => this.#entry(connection));
    const own = configured.length > 0 ? configured : this.#fromEnvironment();
    this.#entries = this.#temporary ? [this.#temporary, ...own] : own;
    this.#problems = problems;
  }

  #entry(connection: Connection): Entry {
    return { connection, readCredentials: async () => this.#credentials(connection) };
  }

  #credentials(connection: Connection): Credentials {
    switch (connection.credentials) {
      case 'environment':
        return readEnvironmentCredentials(this.environment, connection.name);
      case 'stored':
      case 'profileFile':
      case 'hcloud':
      case 'demo':
        throw new NotConnectedError('noCredentials', connection.name, connection.credentials);
    }
  }

  #fromEnvironment(): readonly Entry[] {
    const found = findEnvironmentCredentials(this.environment);
    if (found?.region === undefined || !REGION_ID.test(found.region)) return [];
    return [
      this.#entry({
        name: ENVIRONMENT_CONNECTION,
        region: found.region,
        projectId: undefined,
        workspaceId: '0',
        credentials: 'environment',
        profile: undefined,
        endpoints: regionEndpoints(found.region),
      }),
    ];
  }
}
