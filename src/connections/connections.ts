import type { Environment } from '../api/network/networkSettings';
import { NotConnectedError } from '../model/errors';
import { regionEndpoints } from '../model/region';
import type { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';
import type { Connection } from './connection';
import type { Credentials } from './credentials';
import { findEnvironmentCredentials } from './environmentCredentials';
import { type ConnectionProblem, REGION_ID, readConnections } from './readConnections';
import type { StoredSecrets } from './storedSecrets';

/** Values of the connection settings at the time of the call. */
export interface ConnectionSettings {
  /** `modelartsImages.connections`, not validated. */
  readonly connections: unknown;
  /** `modelartsImages.connection`: name of the connection in use; empty = the first. */
  readonly connection: string;
}

/** A connection that exists only in this window. */
interface TemporaryConnection {
  readonly connection: Connection;
  readonly credentials: Credentials;
}

/** Name of the connection that environment variables define when the settings have none. */
const ENVIRONMENT_CONNECTION = 'Environment';

/**
 * Holds all connections and the one in use. They come from the settings, else from environment variables; the demo adds its
 * own while it runs. A connection stays the same object until a field or its stored secret changes.
 */
export class Connections implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  #temporary: TemporaryConnection | undefined;
  #usesTemporary = false;
  #all: readonly Connection[] = [];
  #problems: readonly ConnectionProblem[] = [];
  #lastSnapshot = '';

  /** Fires when a connection changes or another one is in use. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(
    private readonly readSettings: () => ConnectionSettings,
    private readonly environment: Environment,
    secrets: Pick<StoredSecrets, 'onDidChange'>,
  ) {
    this.#read();
    this.#lastSnapshot = this.#snapshot();
    this.#subscription = secrets.onDidChange((name) => {
      if (this.#configured.some((each) => each.name === name && each.credentials === 'stored')) this.renew(name);
    });
  }

  /** All usable connections, the demo's first. */
  get all(): readonly Connection[] {
    return this.#all;
  }

  /** Entries of the setting that are invalid. */
  get problems(): readonly ConnectionProblem[] {
    return this.#problems;
  }

  /** The connection in use; undefined = none. */
  get current(): Connection | undefined {
    if (this.#usesTemporary) return this.#temporary?.connection;
    const wanted = this.readSettings().connection;
    if (wanted === '') return this.#configured[0];
    return this.#configured.find(({ name }) => name === wanted);
  }

  /**
   * Returns the connection of this name; undefined = the one in use.
   *
   * @throws NotConnectedError when it does not exist or its entry is invalid
   */
  get(name: string | undefined): Connection {
    const wanted = name ?? this.current?.name ?? this.readSettings().connection;
    const connection = this.#all.find((each) => each.name === wanted);
    if (connection) return connection;
    const problem = this.#problems.find((each) => wanted === '' || each.name === wanted);
    if (problem) throw new NotConnectedError('badConnection', problem.name, problem.field);
    if (wanted !== '') throw new NotConnectedError('unknownConnection', wanted, undefined);
    throw new NotConnectedError('noConnection', undefined, undefined);
  }

  /** Returns the credentials of the temporary connection; undefined for any other. */
  temporaryCredentials(connection: Connection): Credentials | undefined {
    return connection === this.#temporary?.connection ? this.#temporary.credentials : undefined;
  }

  /** Adds and uses a connection of this window only, such as the demo's, until the returned disposable is disposed. */
  useTemporarily(connection: Connection, credentials: Credentials): Disposable {
    const temporary: TemporaryConnection = { connection, credentials };
    this.#temporary = temporary;
    this.#usesTemporary = true;
    this.reload();
    return {
      dispose: () => {
        if (this.#temporary !== temporary) return;
        this.#temporary = undefined;
        this.#usesTemporary = false;
        this.reload();
      },
    };
  }

  /** Uses the temporary connection if there is one; with `false`, the one the settings name. */
  preferTemporary(isPreferred: boolean): void {
    this.#usesTemporary = isPreferred && this.#temporary !== undefined;
    this.reload();
  }

  /** Reads the settings again. Call after they may have changed. */
  reload(): void {
    this.#read();
    const snapshot = this.#snapshot();
    if (snapshot === this.#lastSnapshot) return;
    this.#lastSnapshot = snapshot;
    this.#changed.fire();
  }

  /** Replaces the connection object. Call when its credentials change, so that sessions are opened again. */
  renew(name: string): void {
    this.#all = this.#all.map((each) => (each.name === name ? { ...each } : each));
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  get #configured(): readonly Connection[] {
    return this.#all.filter((each) => each !== this.#temporary?.connection);
  }

  #read(): void {
    const { connections, problems } = readConnections(this.readSettings().connections);
    const configured = connections.length > 0 ? connections : environmentConnection(this.environment);
    const previous = new Map(this.#all.map((each) => [JSON.stringify(each), each]));
    const reused = configured.map((each) => previous.get(JSON.stringify(each)) ?? each);
    this.#all = this.#temporary ? [this.#temporary.connection, ...reused] : reused;
    this.#problems = problems;
  }

  /** Serializes everything that listeners can show, to detect changes. */
  #snapshot(): string {
    return JSON.stringify([this.#all, this.#problems, this.current?.name, this.readSettings().connection]);
  }
}

function environmentConnection(environment: Environment): readonly Connection[] {
  const found = findEnvironmentCredentials(environment);
  if (found?.region === undefined || !REGION_ID.test(found.region)) return [];
  return [
    {
      name: ENVIRONMENT_CONNECTION,
      region: found.region,
      projectId: undefined,
      workspaceId: '0',
      credentials: 'environment',
      profile: undefined,
      endpoints: regionEndpoints(found.region),
    },
  ];
}
