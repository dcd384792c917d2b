import { NotConnectedError } from '../model/errors';
import type { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';
import type { Logger } from '../util/logger';
import type { Secret } from './credentials';
import { readSecret, writeSecret } from './secretText';

/** Where the computer keeps secrets. VS Code's SecretStorage fits as it is. */
export interface SecretStorage {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Also for what another window changed. */
  readonly onDidChange: Event<{ readonly key: string }>;
}

/** `memory`: this computer keeps no secrets, so that it is gone when the window closes. */
export type Kept = 'stored' | 'memory';

const PREFIX = 'connection:';

/** The secrets people typed, one a connection, by its name. */
export class StoredSecrets implements Disposable {
  readonly #memory = new Map<string, Secret>();
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

  /** @throws NotConnectedError `noStoredSecret` when there is none, or none that can be understood */
  async read(connection: string): Promise<Secret> {
    const kept = this.#memory.get(connection);
    if (kept) return kept;
    const text = await this.#stored(connection);
    const secret = text === undefined ? undefined : readSecret(text);
    if (!secret) throw new NotConnectedError('noStoredSecret', connection, undefined);
    return secret;
  }

  /** Keeps a secret in place of the one before; where the computer keeps none, until the window closes. */
  async keep(connection: string, secret: Secret): Promise<Kept> {
    // At hand before anybody is told that it changed.
    this.#memory.set(connection, secret);
    const isStored = await this.#store(connection, writeSecret(secret));
    if (isStored) this.#memory.delete(connection);
    else this.#changed.fire(connection);
    return isStored ? 'stored' : 'memory';
  }

  /** Forgets a secret, here and in every window. */
  async forget(connection: string): Promise<void> {
    const wasInMemory = this.#memory.delete(connection);
    try {
      await this.storage.delete(PREFIX + connection);
    } catch (error) {
      this.#warn('removed', error);
    }
    if (wasInMemory) this.#changed.fire(connection);
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

  async #stored(connection: string): Promise<string | undefined> {
    try {
      return await this.storage.get(PREFIX + connection);
    } catch (error) {
      this.#warn('read', error);
      return undefined;
    }
  }

  /** Only the kind of the error: its words may hold what was to be stored. */
  #warn(what: 'stored' | 'read' | 'removed', error: unknown): void {
    this.log.warn(`A secret could not be ${what}: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}
