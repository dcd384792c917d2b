import { credentialFault } from '../model/credentialFault';
import type { Clock } from '../util/clock';
import { Emitter, once } from '../util/event';
import type { Authentication } from './authenticator';
import type { HttpResponse } from './http';
import { readErrorBody } from './readErrorBody';

/** The gateway locks an access key for so long after some failures in a row. Source: API Gateway error codes, APIGW.0301. */
const LOCK_MS = 5 * 60_000;
/** The gateway takes five failures; the rest is left to other windows and programs. */
const MAX_REFUSALS = 2;
/** How long a request waits for the answer to the one before it. The gateway refuses a signature much faster. */
const MAX_WAIT_MS = 2000;
/** Requests that follow an accepted one within this time are sent together, such as the pages of a list. */
const ACCEPTED_FOR_MS = 100;

/** An answer, and whether it was remembered: then nothing was sent. */
export interface GuardedResponse {
  readonly response: HttpResponse;
  readonly isRemembered: boolean;
}

/**
 * Keeps refused credentials from being sent again and again, which locks them.
 *
 * After a refusal, requests to the same origin get the remembered answer for five minutes; then one request is sent to find out
 * whether the credentials are accepted again. After two refusals within five minutes this applies to every origin. A person's
 * request ({@link CredentialGuard.allowOne}) is sent earlier, unless that would be the third. After a pause, one request is sent
 * alone, and the others follow when it is accepted.
 */
export class CredentialGuard {
  readonly #records = new Map<string, CredentialRecord>();

  constructor(private readonly clock: Clock) {}

  /** Sends a request to an origin, or returns the remembered refusal. Rejects as `send` does. */
  async send(
    used: Authentication,
    origin: string,
    send: () => Promise<HttpResponse>,
    signal: AbortSignal,
  ): Promise<GuardedResponse> {
    const key = JSON.stringify(used);
    const record = this.#records.get(key) ?? new CredentialRecord(this.clock);
    this.#records.set(key, record);
    try {
      return await record.send(origin, send, signal);
    } finally {
      if (record.isForgettable) this.#records.delete(key);
    }
  }

  /** Lets one more request through for each of the refused credentials, since a person asked. */
  allowOne(): void {
    for (const record of this.#records.values()) record.allowOne();
  }
}

/** True for a refusal of the credentials themselves. */
export function isAboutCredentials(response: HttpResponse): boolean {
  return faultOf(response) !== undefined;
}

function faultOf({ status, body }: HttpResponse): ReturnType<typeof credentialFault> {
  if (status !== 401) return undefined;
  const { code, message } = readErrorBody(body);
  return credentialFault(status, code, message);
}

interface RememberedRefusal {
  readonly response: HttpResponse;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** False once a person's request may try again. */
  readonly holds: boolean;
}

/** What is known about one access key or token. */
class CredentialRecord {
  /** Since the credentials were last accepted, oldest first. */
  #refusals: readonly RememberedRefusal[] = [];
  /** Refusals that stand although another origin accepts the credentials. */
  readonly #latest = new Map<string, RememberedRefusal>();
  #inFlight = 0;
  #waiting = 0;
  /** Milliseconds since the epoch. */
  #acceptedAt = Number.NEGATIVE_INFINITY;
  readonly #changed = new Emitter<void>();

  constructor(private readonly clock: Clock) {}

  get isForgettable(): boolean {
    return this.#inFlight + this.#waiting === 0 && !Array.from(this.#latest.values()).some(this.#isRecent);
  }

  allowOne(): void {
    const refusals = this.#refusals.filter(this.#isRecent);
    if (refusals.length >= MAX_REFUSALS || refusals.some(({ response }) => faultOf(response) === 'locked')) return;
    for (const [origin, refusal] of this.#latest) this.#latest.set(origin, { ...refusal, holds: false });
  }

  async send(origin: string, send: () => Promise<HttpResponse>, signal: AbortSignal): Promise<GuardedResponse> {
    const remembered = await this.#waitForTurn(origin, signal);
    if (remembered) return { response: remembered, isRemembered: true };
    try {
      const response = await send();
      this.#judge(response, origin);
      return { response, isRemembered: false };
    } finally {
      this.#inFlight -= 1;
      this.#changed.fire();
    }
  }

  /**
   * Waits for the answer to the request under way, then counts this one as under way. Resolves with the remembered answer instead
   * where nothing may be sent.
   */
  async #waitForTurn(origin: string, signal: AbortSignal): Promise<HttpResponse | undefined> {
    const waitUntil = this.clock.now() + MAX_WAIT_MS;
    this.#waiting += 1;
    try {
      for (let isOver = false; ; ) {
        const remembered = this.#remembered(origin);
        if (remembered) return remembered;
        const isAccepted = this.clock.now() - this.#acceptedAt < ACCEPTED_FOR_MS;
        if (isAccepted || this.#inFlight === 0 || isOver) {
          this.#inFlight += 1;
          return undefined;
        }
        isOver = await this.#waitForChange(waitUntil - this.clock.now(), signal);
      }
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Resolves with true when the time is over. */
  async #waitForChange(ms: number, signal: AbortSignal): Promise<boolean> {
    const waiting = new AbortController();
    const either = AbortSignal.any([signal, waiting.signal]);
    try {
      const changed = once(this.#changed.event, () => true, either);
      return await Promise.race([changed.then(() => false), this.clock.sleep(ms, either).then(() => true)]);
    } finally {
      waiting.abort();
    }
  }

  #remembered(origin: string): HttpResponse | undefined {
    const refusals = this.#refusals.filter(this.#isRecent);
    const latest = this.#latest.get(origin);
    if (refusals.length >= MAX_REFUSALS) return (latest ?? refusals.at(-1))?.response;
    return latest?.holds && this.#isRecent(latest) ? latest.response : undefined;
  }

  #judge(response: HttpResponse, origin: string): void {
    if (isAboutCredentials(response)) {
      const refusal = { response, at: this.clock.now(), holds: true };
      this.#refusals = [...this.#refusals.filter(this.#isRecent), refusal];
      this.#latest.set(origin, refusal);
      this.#acceptedAt = Number.NEGATIVE_INFINITY;
    } else if (response.status < 500 && response.status !== 429) {
      this.#refusals = [];
      this.#latest.delete(origin);
      this.#acceptedAt = this.clock.now();
    }
  }

  /** False also after the computer's clock was set back or far ahead: the refusal may have been about the clock. */
  readonly #isRecent = ({ at }: RememberedRefusal): boolean => Math.abs(this.clock.now() - at) < LOCK_MS;
}
