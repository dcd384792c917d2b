import type { Secret } from '../../src/connections/credentials';
import { CredentialSources } from '../../src/connections/credentialSources';
import { type SecretStorage, StoredSecrets } from '../../src/connections/storedSecrets';
import { Emitter } from '../../src/util/event';
import { silentLogger } from '../../src/util/logger';

/** A pair of keys that is told apart by its name. */
export function aSecret(name: string): Secret {
  return { kind: 'keys', keys: { accessKey: `AK-${name}`, secretKey: `SK-${name}`, securityToken: undefined } };
}

/** A computer's storage of secrets, as one or several windows share it. */
export class MemoryStorage implements SecretStorage {
  readonly values = new Map<string, string>();
  readonly #changed = new Emitter<{ readonly key: string }>();
  readonly onDidChange = this.#changed.event;

  async get(key: string): Promise<string | undefined> {
    return this.values.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    this.values.set(key, value);
    this.#changed.fire({ key });
  }

  async delete(key: string): Promise<void> {
    this.values.delete(key);
    this.#changed.fire({ key });
  }
}

export interface SourceOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly home?: string;
  readonly storage?: SecretStorage;
}

/** Sources of credentials that see nothing but what is given. */
export function aSource({ environment = {}, home = '/nowhere', storage = new MemoryStorage() }: SourceOptions = {}) {
  return new CredentialSources({ environment, home, secrets: new StoredSecrets(storage, silentLogger) });
}
