import type { Secret } from '../../src/connections/credentials';
import type { SecretStorage } from '../../src/connections/storedSecrets';
import { Emitter } from '../../src/util/event';

/** A pair of keys that is told apart by its name. */
export function aSecret(name: string): Secret {
  return { kind: 'keys', keys: { accessKey: `AK-${name}`, secretKey: `SK-${name}`, securityToken: undefined } };
}

/** A computer's storage of secrets, as one or several windows share it. */
export class MemoryStorage implements SecretStorage {
  readonly values = new Map<string, string>();
  readonly #changed = new Emitter<{ readonly key: string }>();
  readonly onDidChange = this.#changed.event;

  async keys(): Promise<readonly string[]> {
    return [...this.values.keys()];
  }

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
