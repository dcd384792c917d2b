import type { Owner } from '../world/owner';
import { secretText } from './secretText';

/** A pair of keys that may sign. */
export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Present for temporary keys, which must send it. */
  readonly securityToken?: string | undefined;
  readonly owner: Owner;
}

/** An IAM user that may ask for a token. */
export interface Login {
  /** Name of the account. */
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

/** A token that was given out. */
export interface Token {
  readonly owner: Owner;
  /** Undefined = for the whole account, no project. */
  readonly projectId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** The gateway locks an access key after so many failures in a row, for so long. */
const FAILURES_TO_LOCK = 5;
const LOCK_MS = 5 * 60_000;

/** IAM: a token is good for a day. */
export const TOKEN_LIFETIME_MS = 24 * 3_600_000;

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-';

/** Who may come in. */
export class Keyring {
  readonly #keys = new Map<string, AccessKey>();
  readonly #tokens = new Map<string, Token>();
  readonly #ended = new Set<string>();
  /** Times of the failures in a row, by access key; milliseconds since the epoch. */
  readonly #failures = new Map<string, readonly number[]>();

  addKey(key: AccessKey): void {
    this.#keys.set(key.accessKey, key);
    this.#ended.delete(key.accessKey);
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
    const text = `MIIF${secretText(TOKEN_ALPHABET, 600)}`;
    const token = { owner, projectId, issuedAt: now, expiresAt: now + TOKEN_LIFETIME_MS };
    this.#tokens.set(text, token);
    return { text, token };
  }

  findToken(text: string): Token | undefined {
    return this.#tokens.get(text);
  }

  /** Ends every key and token there is; keys added and tokens issued later are good. */
  endAll(): void {
    for (const name of [...this.#keys.keys(), ...this.#tokens.keys()]) this.#ended.add(name);
  }

  /** Undoes {@link Keyring.endAll}. */
  restoreAll(): void {
    this.#ended.clear();
  }

  /** Counts a request that was refused with this access key. */
  recordFailure(accessKey: string, now: number): void {
    const recent = (this.#failures.get(accessKey) ?? []).filter((at) => now - at < LOCK_MS);
    this.#failures.set(accessKey, [...recent, now]);
  }

  /** Ends the row of failures. */
  recordSuccess(accessKey: string): void {
    this.#failures.delete(accessKey);
  }

  /** True for five minutes after the fifth failure in a row. */
  isLocked(accessKey: string, now: number): boolean {
    const failures = this.#failures.get(accessKey) ?? [];
    return failures.length >= FAILURES_TO_LOCK && now - (failures.at(-1) ?? 0) < LOCK_MS;
  }

  hasEnded(accessKeyOrToken: string): boolean {
    return this.#ended.has(accessKeyOrToken);
  }
}
