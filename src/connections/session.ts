import type { Authentication, Authenticator } from '../api/authenticator';
import type { IssuedToken, Login } from '../api/createToken';
import type { Project } from '../model/account';
import { isThrottled } from '../model/errorCodes';
import { isModelArtsError } from '../model/errors';
import type { Clock } from '../util/clock';
import { untilAborted } from '../util/promises';
import { type Credentials, isSameSecret, type Secret } from './credentials';

export interface SessionOptions {
  /** Reads the credentials from their source, without a cache. */
  readonly read: () => Promise<Credentials>;
  readonly requestToken: (login: Login, credentials: Credentials, signal: AbortSignal) => Promise<IssuedToken>;
  readonly clock: Clock;
}

/** The credentials in use and their lifetime. Times are milliseconds since the epoch; infinite for keys. */
interface ActiveCredentials {
  readonly credentials: Credentials;
  readonly authentication: Authentication;
  /** The project a token is for; undefined for keys. */
  readonly project: Project | undefined;
  readonly issuedAt: number;
  readonly renewAt: number;
  readonly expiresAt: number;
}

/** Tokens are renewed this long before they expire. */
const RENEW_BEFORE_EXPIRY_MS = 15 * 60_000;
/** A token younger than this was not rejected because of its age, so a renewal would not help. */
const MIN_RENEWAL_AGE_MS = 60_000;
/** Pause before a rejected password is sent again. IAM locks a user after five wrong passwords in 15 minutes. */
const REJECTED_LOGIN_PAUSE_MS = 5 * 60_000;

/**
 * Authenticates the requests of one connection. Reads credentials on the first request, shares them, and runs at most one
 * renewal at a time.
 */
export class Session implements Authenticator {
  #active: ActiveCredentials | undefined;
  #renewing: Promise<ActiveCredentials> | undefined;
  #rejection: { readonly error: unknown; readonly secret: Secret; readonly until: number } | undefined;
  readonly #lifetime = new AbortController();

  constructor(private readonly options: SessionOptions) {}

  async current(signal: AbortSignal): Promise<Authentication> {
    return (await this.#current(signal)).authentication;
  }

  /** Returns the credentials in use, or reads them if no request has yet. */
  async credentials(): Promise<Credentials> {
    return this.#active?.credentials ?? this.options.read();
  }

  /** Resolves with the project of the token in use; undefined for keys. */
  async project(signal: AbortSignal): Promise<Project | undefined> {
    return (await this.#current(signal)).project;
  }

  async renewed(refused: Authentication, signal: AbortSignal): Promise<Authentication | undefined> {
    const active = this.#active;
    // Another rejected request has already renewed the credentials.
    if (active && active.authentication !== refused) return active.authentication;
    if (active?.authentication.kind === 'token' && this.options.clock.now() - active.issuedAt < MIN_RENEWAL_AGE_MS)
      return undefined;
    const { authentication } = await untilAborted(this.#renew(), signal);
    return authentication === refused ? undefined : authentication;
  }

  /** Aborts when {@link Session.close} is called. */
  get closed(): AbortSignal {
    return this.#lifetime.signal;
  }

  /** Aborts a renewal in progress and prevents later ones. */
  close(): void {
    this.#lifetime.abort();
  }

  async #current(signal: AbortSignal): Promise<ActiveCredentials> {
    const now = this.options.clock.now();
    const active = this.#active;
    if (active && now < active.renewAt) return active;
    try {
      return await untilAborted(this.#renew(), signal);
    } catch (error) {
      // The renewal starts early, so a short outage of IAM does not fail requests.
      if (active && now < active.expiresAt && !signal.aborted) return active;
      throw error;
    }
  }

  #renew(): Promise<ActiveCredentials> {
    this.#renewing ??= this.#activate().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #activate(): Promise<ActiveCredentials> {
    this.#lifetime.signal.throwIfAborted();
    const credentials = await this.options.read();
    const previous = this.#active;
    const { secret } = credentials;
    if (secret.kind === 'login') return (this.#active = await this.#requestToken(secret.login, credentials));
    // Unchanged keys stay the same object, so a rejected request sees that there are no other keys to try.
    if (previous && isSameSecret(previous.credentials.secret, secret)) return previous;
    const unlimited = { issuedAt: 0, renewAt: Number.POSITIVE_INFINITY, expiresAt: Number.POSITIVE_INFINITY };
    const authentication = { kind: 'keys', keys: secret.keys } as const;
    return (this.#active = { credentials, authentication, project: undefined, ...unlimited });
  }

  async #requestToken(login: Login, credentials: Credentials): Promise<ActiveCredentials> {
    const { clock, requestToken } = this.options;
    const rejection = this.#rejection;
    if (rejection && clock.now() < rejection.until && isSameSecret(rejection.secret, credentials.secret))
      throw rejection.error;
    try {
      const { token, lifetimeMs, project } = await requestToken(login, credentials, this.#lifetime.signal);
      const issuedAt = clock.now();
      const expiresAt = issuedAt + lifetimeMs;
      const renewAt = expiresAt - RENEW_BEFORE_EXPIRY_MS;
      const authentication = { kind: 'token', token } as const;
      return { credentials, authentication, project, issuedAt, renewAt, expiresAt };
    } catch (error) {
      if (isModelArtsError(error) && error.kind === 'refused' && !isThrottled(error))
        this.#rejection = { error, secret: credentials.secret, until: clock.now() + REJECTED_LOGIN_PAUSE_MS };
      throw error;
    }
  }
}
