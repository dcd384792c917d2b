import type { AccessKeys, Authenticator } from '../../src/api/authenticator';
import type { Secret } from '../../src/connections/credentials';
import type { SecretStorage } from '../../src/connections/storedSecrets';
import type { ViewFocus } from '../../src/ui/polling/viewFocus';
import type { ValueStore } from '../../src/ui/saves/flow/rememberedAnswers';
import { Emitter } from '../../src/util/event';
import type { Logger } from '../../src/util/logger';

/** A log that records its lines, e.g. `info Save …`. */
export class KeptLog implements Logger {
  readonly lines: string[] = [];
  readonly trace = this.#keep('trace');
  readonly debug = this.#keep('debug');
  readonly info = this.#keep('info');
  readonly warn = this.#keep('warn');
  readonly error = this.#keep('error');

  #keep(level: string): (message: string) => void {
    return (message) => void this.lines.push(`${level} ${message}`);
  }
}

/** An in-memory Memento that, like VS Code's, stores values as JSON. */
export class KeptValues implements ValueStore {
  readonly #values = new Map<string, string>();

  get(key: string): unknown {
    const value = this.#values.get(key);
    return value === undefined ? undefined : JSON.parse(value);
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, JSON.stringify(value));
  }

  /** All stored values as text. */
  get text(): string {
    return [...this.#values.values()].join('\n');
  }

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }
}

/** Creates a secret that is identifiable by its name. */
export function aSecret(name: string): Secret {
  return { kind: 'keys', keys: { accessKey: `AK-${name}`, secretKey: `SK-${name}`, securityToken: undefined } };
}

/** The secret storage of a computer, shared by one or several windows. */
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

/** Signs with these keys only. */
export function fixedKeys(keys: AccessKeys): Authenticator {
  const authentication = { kind: 'keys', keys } as const;
  return { current: () => Promise.resolve(authentication), renewed: () => Promise.resolve(undefined) };
}

/** A view whose visibility the test controls. */
export class ManualViewFocus implements ViewFocus {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(public isFocused = true) {}

  look(): void {
    this.isFocused = true;
    this.#changed.fire();
  }

  lookAway(): void {
    this.isFocused = false;
    this.#changed.fire();
  }
}

/** Returns a random number generator (mulberry32) that yields the same numbers from 0 up to 1 for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
