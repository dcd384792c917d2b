import { NotConnectedError } from '../model/errors';
import { regionEndpoints } from '../model/region';
import type { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';
import type { Connection } from './connection';
import type { Credentials } from './credentials';
import { type Environment, findEnvironmentCredentials } from './environmentCredentials';
import { type ConnectionProblem, REGION_ID, readConnections } from './readConnections';
import type { StoredSecrets } from './storedSecrets';

/** What settings say, as they say it at this moment. */
export interface ConnectionSettings {
  /** `modelartsImages.connections`, of whatever shape. */
  readonly connections: unknown;
  /** `modelartsImages.connection`: name of the one in use; empty = the first. */
  readonly connection: string;
}

/** A connection that lives as long as this window. */
interface Temporary {
  readonly connection: Connection;
  readonly credentials: Credentials;
}

/** Name of the connection that exists without settings, when the environment says everything. */
export const ENVIRONMENT_CONNECTION = 'Environment';

/**
 * All connections there are and the one in use: the setting's, else one made of the environment alone; and the demo's
 * while it runs. A connection stays the same object until something of it changes, its stored secret included.
 */
export class Connections implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #listening: Disposable;
  #temporary: Temporary | undefined;
  #usesTemporary = false;
  #all: readonly Connection[] = [];
  #problems: readonly ConnectionProblem[] = [];
  #reported = '';

  /** Some connection, or which one is in use, has changed. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(
    private readonly readSettings: () => ConnectionSettings,
    private readonly environment: Environment,
    secrets: Pick<StoredSecrets, 'onDidChange'>,
  ) {
    this.#read();
    this.#reported = this.#everything();
    this.#listening = secrets.onDidChange((name) => {
      if (this.#configured.some((each) => each.name === name && each.credentials === 'stored')) this.renew(name);
    });
  }

  get all(): readonly Connection[] {
    return this.#all;
  }

  /** Entries of the setting that cannot be used. */
  get problems(): readonly ConnectionProblem[] {
    return this.#problems;
  }

  /** The connection in use; undefined = there is none. */
  get current(): Connection | undefined {
    if (this.#usesTemporary) return this.#temporary?.connection;
    const wanted = this.readSettings().connection;
    if (wanted === '') return this.#configured[0];
    return this.#configured.find(({ name }) => name === wanted);
  }

  /** @throws NotConnectedError when there is no connection of that name, or none at all. */
  get(name: string | undefined): Connection {
    const wanted = name ?? this.current?.name ?? this.readSettings().connection;
    const connection = this.#all.find((each) => each.name === wanted);
    if (connection) return connection;
    const problem = this.#problems.find((each) => wanted === '' || each.name === wanted);
    if (problem) throw new NotConnectedError('badConnection', problem.name, problem.field);
    if (wanted !== '') throw new NotConnectedError('unknownConnection', wanted, undefined);
    throw new NotConnectedError('noConnection', undefined, undefined);
  }

  /** Credentials of a connection that lives as long as this window; undefined for every other. */
  temporaryCredentials(connection: Connection): Credentials | undefined {
    return connection === this.#temporary?.connection ? this.#temporary.credentials : undefined;
  }

  /** Uses a connection that lives as long as this window, e.g. the demo's, until the returned disposable is disposed. */
  useTemporarily(connection: Connection, credentials: Credentials): Disposable {
    const temporary: Temporary = { connection, credentials };
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

  /** Uses the temporary connection, where there is one, or what the settings say. */
  preferTemporary(yes: boolean): void {
    this.#usesTemporary = yes && this.#temporary !== undefined;
    this.reload();
  }

  /** Settings may have changed: look again. */
  reload(): void {
    this.#read();
    const everything = this.#everything();
    if (everything === this.#reported) return;
    this.#reported = everything;
    this.#changed.fire();
  }

  /** The credentials of a connection are others: it is another connection to everybody who holds it. */
  renew(name: string): void {
    this.#all = this.#all.map((each) => (each.name === name ? { ...each } : each));
    this.#changed.fire();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  get #configured(): readonly Connection[] {
    return this.#all.filter((each) => each !== this.#temporary?.connection);
  }

  #read(): void {
    const { connections, problems } = readConnections(this.readSettings().connections);
    const own = connections.length > 0 ? connections : environmentConnection(this.environment);
    const before = new Map(this.#all.map((each) => [JSON.stringify(each), each]));
    const kept = own.map((each) => before.get(JSON.stringify(each)) ?? each);
    this.#all = this.#temporary ? [this.#temporary.connection, ...kept] : kept;
    this.#problems = problems;
  }

  /** Everything a listener could draw, to see whether it is another. */
  #everything(): string {
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
