import { NotConnectedError } from '../model/errors';
import type { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';
import type { Logger } from '../util/logger';
import type { Connection } from './connection';
import type { Secret } from './credentials';
import { differingOrigins, originsOf, readSecret, type StoredSecret, writeSecret } from './secretText';

/** Where the computer keeps secrets. VS Code's SecretStorage fits as it is. */
export interface SecretStorage {
  keys(): PromiseLike<readonly string[]>;
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Also for what another window changed. */
  readonly onDidChange: Event<{ readonly key: string }>;
}

/** `memory`: this computer keeps no secrets, so that it is gone when the window closes. */
export type Kept = 'stored' | 'memory';

const PREFIX = 'connection:';

/** What a secret belongs to: a connection by its name, and the addresses it is used for. */
type Owner = Pick<Connection, 'name' | 'endpoints'>;

/**
 * The secrets people typed, one a connection. Each is stored with the origins it was typed for and used for no others, so that a
 * changed setting does not send it elsewhere.
 */
export class StoredSecrets implements Disposable {
  readonly #memory = new Map<string, StoredSecret>();
  readonly #changed = new Emitter<string>();
  readonly #listening: Disposable;

  /** The secret of the connection of that name may be another one, or gone. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(
    private readonly storage: SecretStorage,
    private readonly log: Logger,
  ) {
    this.#listening = storage.onDidChange(({ key }) => {
      if (key.startsWith(PREFIX)) this.#changed.fire(key.slice(PREFIX.length));
    });
  }

  /**
   * @throws NotConnectedError `noStoredSecret` when there is none, or none that can be understood; `otherAddress` when it was stored
   *   for other addresses, or without any
   */
  async read({ name, endpoints }: Owner): Promise<Secret> {
    const stored = this.#memory.get(name) ?? (await this.#read(name));
    if (!stored) throw new NotConnectedError('noStoredSecret', name, undefined);
    const [origins, wanted] = [stored.origins, originsOf(endpoints)];
    if (!origins) {
      throw new NotConnectedError('otherAddress', name, [...new Set(Object.values(wanted))].join(', '));
    }
    const differing = differingOrigins(wanted, origins).join(', ');
    if (differing === '') return stored.secret;
    throw new NotConnectedError('otherAddress', name, differing, differingOrigins(origins, wanted).join(', '));
  }

  /** Keeps a secret in place of the one before; where the computer keeps none, until the window closes. */
  async keep({ name, endpoints }: Owner, secret: Secret): Promise<Kept> {
    const origins = originsOf(endpoints);
    // At hand before anybody is told that it changed.
    this.#memory.set(name, { secret, origins });
    const isStored = await this.#store(name, writeSecret(secret, origins));
    if (isStored) this.#memory.delete(name);
    else this.#changed.fire(name);
    return isStored ? 'stored' : 'memory';
  }

  /** Deletes a secret, here and in every window. Resolves with false when the computer's storage may still have it. */
  async forget(name: string): Promise<boolean> {
    const wasInMemory = this.#memory.delete(name);
    try {
      await this.storage.delete(PREFIX + name);
    } catch (error) {
      this.#warn('deleted', error);
    }
    if (wasInMemory) this.#changed.fire(name);
    return !(await this.#mayBeStored(name, wasInMemory));
  }

  /** Names of the connections that a secret is stored for, whether or not the settings still have them. */
  async names(): Promise<readonly string[]> {
    try {
      const keys = await this.storage.keys();
      return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    } catch (error) {
      this.#warn('listed', error);
      return [];
    }
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
    this.#memory.clear();
  }

  /** False where the storage throws, or says nothing and keeps nothing. */
  async #store(connection: string, text: string): Promise<boolean> {
    try {
      await this.storage.store(PREFIX + connection, text);
    } catch (error) {
      this.#warn('stored', error);
      return false;
    }
    return (await this.#stored(connection)) === text;
  }

  /** Undefined where there is none, or none that can be understood. */
  async #read(connection: string): Promise<StoredSecret | undefined> {
    const text = await this.#stored(connection);
    return text === undefined ? undefined : readSecret(text);
  }

  /** Where the storage cannot be read: what it refused to take is not there. */
  async #mayBeStored(connection: string, wasInMemory: boolean): Promise<boolean> {
    try {
      return (await this.storage.get(PREFIX + connection)) !== undefined;
    } catch {
      return !wasInMemory;
    }
  }

  async #stored(connection: string): Promise<string | undefined> {
    try {
      return await this.storage.get(PREFIX + connection);
    } catch (error) {
      this.#warn('read', error);
      return undefined;
    }
  }

  /** Only the kind of the error: its words may hold what was to be stored. */
  #warn(what: 'stored' | 'read' | 'listed' | 'deleted', error: unknown): void {
    this.log.warn(`A secret could not be ${what}: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}
