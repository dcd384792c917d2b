import type { Authentication, Authenticator } from '../api/authenticator';
import type { IssuedToken, Login } from '../api/createToken';
import { isModelArtsError } from '../model/errors';
import type { Project } from '../model/project';
import { isThrottled } from '../model/refusals';
import type { Clock } from '../util/clock';
import { untilAborted } from '../util/untilAborted';
import { type Credentials, isSameSecret, type Secret } from './credentials';

export interface SessionOptions {
  /** Reads the credentials anew from where they are kept. */
  readonly read: () => Promise<Credentials>;
  readonly requestToken: (login: Login, credentials: Credentials, signal: AbortSignal) => Promise<IssuedToken>;
  readonly clock: Clock;
}

/** What is in use, and until when. Milliseconds since the epoch; infinite for keys. */
interface ActiveCredentials {
  readonly credentials: Credentials;
  readonly authentication: Authentication;
  /** Of a token. */
  readonly project: Project | undefined;
  readonly issuedAt: number;
  readonly renewAt: number;
  readonly endsAt: number;
}

/** A token is renewed so long before its end. */
const BEFORE_END_MS = 15 * 60_000;
/** A token that was refused when it was younger than this was not refused for its age. */
const YOUNG_MS = 60_000;
/** A password that IAM refused is not sent again for so long: IAM locks users after five wrong ones in 15 minutes. */
const AFTER_REFUSAL_MS = 5 * 60_000;

/** What the requests of one connection prove themselves with: read at the first, shared by all, renewed by one at a time. */
export class Session implements Authenticator {
  #pass: ActiveCredentials | undefined;
  #renewing: Promise<ActiveCredentials> | undefined;
  #refusal: { readonly error: unknown; readonly secret: Secret; readonly until: number } | undefined;
  readonly #lifetime = new AbortController();

  constructor(private readonly options: SessionOptions) {}

  async current(signal: AbortSignal): Promise<Authentication> {
    return (await this.#current(signal)).authentication;
  }

  /** What the source says beside the secret; reads it if nobody did yet. */
  async credentials(): Promise<Credentials> {
    return this.#pass?.credentials ?? this.options.read();
  }

  /** The project that the token in use is for; undefined for keys. */
  async project(signal: AbortSignal): Promise<Project | undefined> {
    return (await this.#current(signal)).project;
  }

  async renewed(refused: Authentication, signal: AbortSignal): Promise<Authentication | undefined> {
    const pass = this.#pass;
    // Another request was refused as well, and came first.
    if (pass && pass.authentication !== refused) return pass.authentication;
    if (pass?.authentication.kind === 'token' && this.options.clock.now() - pass.issuedAt < YOUNG_MS) return undefined;
    const { authentication } = await untilAborted(this.#renew(), signal);
    return authentication === refused ? undefined : authentication;
  }

  /** Aborts when {@link Session.close} is called. */
  get ended(): AbortSignal {
    return this.#lifetime.signal;
  }

  /** Ends a renewal under way; nothing is renewed afterwards. */
  close(): void {
    this.#lifetime.abort();
  }

  async #current(signal: AbortSignal): Promise<ActiveCredentials> {
    const now = this.options.clock.now();
    const pass = this.#pass;
    if (pass && now < pass.renewAt) return pass;
    try {
      return await untilAborted(this.#renew(), signal);
    } catch (error) {
      // Renewed early, so that a moment without IAM costs nothing.
      if (pass && now < pass.endsAt && !signal.aborted) return pass;
      throw error;
    }
  }

  #renew(): Promise<ActiveCredentials> {
    this.#renewing ??= this.#make().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #make(): Promise<ActiveCredentials> {
    this.#lifetime.signal.throwIfAborted();
    const credentials = await this.options.read();
    const before = this.#pass;
    const { secret } = credentials;
    if (secret.kind === 'login') return (this.#pass = await this.#exchange(secret.login, credentials));
    // The same keys stay the same object: whoever was refused with them sees that there are no others.
    if (before && isSameSecret(before.credentials.secret, secret)) return before;
    const forever = { issuedAt: 0, renewAt: Number.POSITIVE_INFINITY, endsAt: Number.POSITIVE_INFINITY };
    const authentication = { kind: 'keys', keys: secret.keys } as const;
    return (this.#pass = { credentials, authentication, project: undefined, ...forever });
  }

  async #exchange(login: Login, credentials: Credentials): Promise<ActiveCredentials> {
    const { clock, requestToken } = this.options;
    const refusal = this.#refusal;
    if (refusal && clock.now() < refusal.until && isSameSecret(refusal.secret, credentials.secret)) throw refusal.error;
    try {
      const { token, lifetimeMs, project } = await requestToken(login, credentials, this.#lifetime.signal);
      const issuedAt = clock.now();
      const endsAt = issuedAt + lifetimeMs;
      const authentication = { kind: 'token', token } as const;
      return { credentials, authentication, project, issuedAt, renewAt: endsAt - BEFORE_END_MS, endsAt };
    } catch (error) {
      if (isModelArtsError(error) && error.kind === 'refused' && !isThrottled(error))
        this.#refusal = { error, secret: credentials.secret, until: clock.now() + AFTER_REFUSAL_MS };
      throw error;
    }
  }
}
