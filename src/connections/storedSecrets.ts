import { NotConnectedError } from '../model/errors';
import type { Endpoints } from '../model/region';
import type { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';
import type { Logger } from '../util/logger';
import { fieldsOf } from '../util/text';
import type { Connection } from './connection';
import type { Secret } from './credentials';

/** Storage for secrets on this computer. VS Code's `SecretStorage` implements it. */
export interface SecretStorage {
  keys(): PromiseLike<readonly string[]>;
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Also fires for changes made by other windows. */
  readonly onDidChange: Event<{ readonly key: string }>;
}

/** Where a secret was put. `memory`: the computer cannot store secrets, so it is lost when the window closes. */
export type SecretLocation = 'stored' | 'memory';

const PREFIX = 'connection:';

/** The connection a secret belongs to, and the endpoints it may be sent to. */
type Owner = Pick<Connection, 'name' | 'endpoints'>;

/**
 * Stores the secrets that users typed, one per connection. Each is stored with the origins it was typed for and is used only
 * for these, so that a changed setting does not send it elsewhere.
 */
export class StoredSecrets implements Disposable {
  readonly #memory = new Map<string, StoredSecret>();
  readonly #changed = new Emitter<string>();
  readonly #subscription: Disposable;

  /** Fires with a connection's name when its secret may have changed or been deleted. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(
    private readonly storage: SecretStorage,
    private readonly log: Logger,
  ) {
    this.#subscription = storage.onDidChange(({ key }) => {
      if (key.startsWith(PREFIX)) this.#changed.fire(key.slice(PREFIX.length));
    });
  }

  /**
   * Returns the secret of a connection.
   *
   * @throws NotConnectedError `noStoredSecret` when there is none or it cannot be parsed; `otherAddress` when it was stored
   *   for other origins or without origins
   */
  async read({ name, endpoints }: Owner): Promise<Secret> {
    const stored = this.#memory.get(name) ?? (await this.#readSecret(name));
    if (!stored) throw new NotConnectedError('noStoredSecret', name, undefined);
    const [origins, wanted] = [stored.origins, originsOf(endpoints)];
    if (!origins) {
      throw new NotConnectedError('otherAddress', name, [...new Set(Object.values(wanted))].join(', '));
    }
    const differing = differingOrigins(wanted, origins).join(', ');
    if (differing === '') return stored.secret;
    throw new NotConnectedError('otherAddress', name, differing, differingOrigins(origins, wanted).join(', '));
  }

  /** Stores a secret, replacing the previous one. Falls back to memory where the computer cannot store secrets. */
  async store({ name, endpoints }: Owner, secret: Secret): Promise<SecretLocation> {
    const origins = originsOf(endpoints);
    // Set before the storage fires, so that listeners read this secret.
    this.#memory.set(name, { secret, origins });
    const isStored = await this.#writeText(name, serializeSecret(secret, origins));
    if (isStored) this.#memory.delete(name);
    else this.#changed.fire(name);
    return isStored ? 'stored' : 'memory';
  }

  /** Deletes a secret for all windows. Resolves with false when the computer's storage may still have it. */
  async delete(name: string): Promise<boolean> {
    const wasInMemory = this.#memory.delete(name);
    try {
      await this.storage.delete(PREFIX + name);
    } catch (error) {
      this.#warn('deleted', error);
    }
    if (wasInMemory) this.#changed.fire(name);
    return !(await this.#mayBeStored(name, wasInMemory));
  }

  /** Resolves with the names of all connections with a stored secret, also of those that are no longer in the settings. */
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
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#memory.clear();
  }

  /** Resolves with false where the storage throws or silently drops the text. */
  async #writeText(connection: string, text: string): Promise<boolean> {
    try {
      await this.storage.store(PREFIX + connection, text);
    } catch (error) {
      this.#warn('stored', error);
      return false;
    }
    return (await this.#readText(connection)) === text;
  }

  /** Resolves with undefined where there is no secret or it cannot be parsed. */
  async #readSecret(connection: string): Promise<StoredSecret | undefined> {
    const text = await this.#readText(connection);
    return text === undefined ? undefined : parseSecret(text);
  }

  /** Where the storage cannot be read, a secret held in memory was never stored. */
  async #mayBeStored(connection: string, wasInMemory: boolean): Promise<boolean> {
    try {
      return (await this.storage.get(PREFIX + connection)) !== undefined;
    } catch {
      return !wasInMemory;
    }
  }

  async #readText(connection: string): Promise<string | undefined> {
    try {
      return await this.storage.get(PREFIX + connection);
    } catch (error) {
      this.#warn('read', error);
      return undefined;
    }
  }

  /** Logs only the error's name: its message may contain the secret. */
  #warn(action: 'stored' | 'read' | 'listed' | 'deleted', error: unknown): void {
    this.log.warn(`A secret could not be ${action}: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}

const SERVICES = ['iam', 'modelarts', 'swr'] as const;

/** The origin a secret may be sent to for each service, e.g. `https://iam.cn-north-4.myhuaweicloud.com`. */
export type SecretOrigins = Readonly<Record<(typeof SERVICES)[number], string>>;

/** A secret and the origins it was stored for. */
export interface StoredSecret {
  readonly secret: Secret;
  /** Undefined for a secret that was stored without origins. */
  readonly origins: SecretOrigins | undefined;
}

/** Returns the origins of a connection's endpoints. */
function originsOf({ iam, modelarts, swr }: Pick<Endpoints, keyof SecretOrigins>): SecretOrigins {
  return { iam: originOf(iam), modelarts: originOf(modelarts), swr: originOf(swr) };
}

/** Returns the origins of `one` that differ from those of `other` for the same service: without duplicates, IAM's first. */
function differingOrigins(one: SecretOrigins, other: SecretOrigins): readonly string[] {
  return [...new Set(SERVICES.filter((service) => one[service] !== other[service]).map((service) => one[service]))];
}

/** Serializes a secret as JSON for {@link parseSecret}. */
function serializeSecret(secret: Secret, origins: SecretOrigins): string {
  return JSON.stringify({ ...secret, origins });
}

/** Parses stored text. Returns undefined for damaged text or an unsupported format. */
export function parseSecret(text: string): StoredSecret | undefined {
  const fields = fieldsOf(parseJson(text));
  const secret = secretOf(fields);
  return secret && { secret, origins: readOrigins(fields['origins']) };
}

function secretOf(fields: Readonly<Record<string, unknown>>): Secret | undefined {
  switch (fields['kind']) {
    case 'keys': {
      const { accessKey, secretKey, securityToken } = fieldsOf(fields['keys']);
      if (!isFilled(accessKey) || !isFilled(secretKey)) return undefined;
      if (securityToken !== undefined && !isFilled(securityToken)) return undefined;
      return { kind: 'keys', keys: { accessKey, secretKey, securityToken } };
    }
    case 'login': {
      const { domain, user, password } = fieldsOf(fields['login']);
      if (!isFilled(domain) || !isFilled(user) || !isFilled(password)) return undefined;
      return { kind: 'login', login: { domain, user, password } };
    }
    default:
      return undefined;
  }
}

function readOrigins(value: unknown): SecretOrigins | undefined {
  const { iam, modelarts, swr } = fieldsOf(value);
  return isFilled(iam) && isFilled(modelarts) && isFilled(swr) ? { iam, modelarts, swr } : undefined;
}

function originOf(endpoint: string): string {
  return URL.parse(endpoint)?.origin ?? endpoint;
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
