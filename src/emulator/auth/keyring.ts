import { randomInt } from 'node:crypto';
import type { Owner } from '../world/resources';

/** The valid credentials of a running emulator. */
export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Defined if the keys are temporary. */
  readonly securityToken: string | undefined;
  /** The IAM user who can request tokens. */
  readonly login: Login;
}

/** Returns `length` cryptographically random characters of an alphabet. */
export function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** A pair of keys for signing. */
export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Defined for temporary keys, which must send it. */
  readonly securityToken?: string | undefined;
  readonly owner: Owner;
}

/** An IAM user who can request tokens. */
export interface Login {
  /** Name of the account. */
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

/** An issued token. */
export interface Token {
  readonly owner: Owner;
  /** Undefined for a token of the whole account. */
  readonly projectId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** The gateway locks an access key after five consecutive failures, for five minutes. */
const FAILURES_TO_LOCK = 5;
const LOCK_MS = 5 * 60_000;

/** IAM tokens are valid for one day. */
const TOKEN_LIFETIME_MS = 24 * 3_600_000;

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-';

/** Valid, expired and locked credentials. */
export class Keyring {
  readonly #keys = new Map<string, AccessKey>();
  readonly #tokens = new Map<string, Token>();
  readonly #expired = new Set<string>();
  /** Times of consecutive failures by access key, milliseconds since the epoch. */
  readonly #failures = new Map<string, readonly number[]>();

  addKey(key: AccessKey): void {
    this.#keys.set(key.accessKey, key);
    this.#expired.delete(key.accessKey);
    this.#failures.delete(key.accessKey);
  }

  findKey(accessKey: string): AccessKey | undefined {
    return this.#keys.get(accessKey);
  }

  issueToken(
    owner: Owner,
    projectId: string | undefined,
    now: number,
  ): { readonly text: string; readonly token: Token } {
    const text = `MIIF${randomText(TOKEN_ALPHABET, 600)}`;
    const token = { owner, projectId, issuedAt: now, expiresAt: now + TOKEN_LIFETIME_MS };
    this.#tokens.set(text, token);
    return { text, token };
  }

  findToken(text: string): Token | undefined {
    return this.#tokens.get(text);
  }

  /** Expires all existing keys and tokens. Keys added and tokens issued later are valid. */
  expireAll(): void {
    for (const name of [...this.#keys.keys(), ...this.#tokens.keys()]) this.#expired.add(name);
  }

  /** Undoes {@link Keyring.expireAll}. */
  restoreAll(): void {
    this.#expired.clear();
  }

  /** Records a request that was refused for this access key. */
  recordFailure(accessKey: string, now: number): void {
    const recent = (this.#failures.get(accessKey) ?? []).filter((at) => now - at < LOCK_MS);
    this.#failures.set(accessKey, [...recent, now]);
  }

  /** Resets the consecutive failures of this access key. */
  recordSuccess(accessKey: string): void {
    this.#failures.delete(accessKey);
  }

  /** Returns true for five minutes after the fifth consecutive failure. */
  isLocked(accessKey: string, now: number): boolean {
    const failures = this.#failures.get(accessKey) ?? [];
    return failures.length >= FAILURES_TO_LOCK && now - (failures.at(-1) ?? 0) < LOCK_MS;
  }

  /** Whether an access key or a token was expired by {@link Keyring.expireAll}. */
  isExpired(accessKeyOrToken: string): boolean {
    return this.#expired.has(accessKeyOrToken);
  }
}
