import { credentialFault } from '../model/credentialFault';
import type { Clock } from '../util/clock';
import { Emitter, once } from '../util/event';
import type { Authentication } from './authenticator';
import type { HttpResponse } from './http';
import { readErrorBody } from './readErrorBody';

/** How long the gateway locks an access key after several failures in a row. Source: API Gateway error codes, APIGW.0301. */
const LOCK_MS = 5 * 60_000;
/** The gateway takes five failures; the rest is left to other windows and programs. */
const MAX_REFUSALS = 2;
/** A request that has waited this long for its answer no longer holds back others. The gateway refuses a signature much faster. */
const MAX_WAIT_MS = 2000;
/** Credentials that were accepted within this time count as accepted. */
const ACCEPTED_FOR_MS = 100;
/** The pages of a list that follow an accepted one within this time are sent together. */
const PAGES_FOLLOW_FOR_MS = 1000;

/** An answer, and whether it was remembered: then nothing was sent. */
export interface GuardedResponse {
  readonly response: HttpResponse;
  readonly isRemembered: boolean;
}

/**
 * Keeps refused credentials from being sent again and again, which locks them.
 *
 * After a refusal, requests to the same origin get the remembered answer for five minutes; then one request is sent to find out
 * whether the credentials are accepted again. After two refusals in a row this applies to every origin; one that accepts them
 * is not held back for another. A person's request ({@link CredentialGuard.allowOne}) is sent earlier, unless that would be the
 * third in five minutes.
 *
 * No more requests are under way than may still be refused: one after a pause, two while they are accepted. The pages of a list
 * are the exception, since one after the other they would take many times as long: where credentials end between the first
 * page and the next ones, each page that was sent already is refused.
 */
export class CredentialGuard {
  readonly #records = new Map<string, CredentialRecord>();

  constructor(private readonly clock: Clock) {}

  /** Sends a request to an address, or returns the remembered refusal. Rejects as `send` does. */
  async send(
    used: Authentication,
    url: URL,
    send: () => Promise<HttpResponse>,
    signal: AbortSignal,
  ): Promise<GuardedResponse> {
    for (const [key, record] of this.#records) if (record.isForgettable) this.#records.delete(key);
    const key = JSON.stringify(used);
    const record = this.#records.get(key) ?? new CredentialRecord(this.clock);
    this.#records.set(key, record);
    return record.send(url, send, signal);
  }

  /** Lets one more request through for each set of refused credentials, because the user asked. */
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

/** A request that was sent and is not answered. */
interface SentRequest {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** True for a further page of a list. It holds back no other request: a list may be long. */
  readonly isPage: boolean;
  /** The last refusal that was known when it was sent. */
  readonly lastRefusal: RememberedRefusal | undefined;
}

/** What is known about one access key or token. */
class CredentialRecord {
  /** Those of the last five minutes, oldest first. */
  #refusals: readonly RememberedRefusal[] = [];
  /** How many of them came since the credentials were last accepted. */
  #inARow = 0;
  /** The last refusal of each origin that has not accepted the credentials since. */
  readonly #latest = new Map<string, RememberedRefusal>();
  readonly #sent = new Set<SentRequest>();
  #waiting = 0;
  /** Paths whose last answer accepted the credentials, and when; milliseconds since the epoch. */
  #acceptedAt: ReadonlyMap<string, number> = new Map();
  readonly #changed = new Emitter<void>();

  constructor(private readonly clock: Clock) {}

  get isForgettable(): boolean {
    const isIdle = this.#sent.size + this.#waiting === 0;
    const isAccepted = Array.from(this.#acceptedAt.values()).some((at) => this.#isWithin(PAGES_FOLLOW_FOR_MS, at));
    return isIdle && !isAccepted && !this.#refusals.some(this.#isRecent);
  }

  allowOne(): void {
    const refusals = this.#refusals.filter(this.#isRecent);
    if (refusals.length >= MAX_REFUSALS || refusals.some(({ response }) => faultOf(response) === 'locked')) return;
    for (const [origin, refusal] of this.#latest) this.#latest.set(origin, { ...refusal, holds: false });
  }

  async send(url: URL, send: () => Promise<HttpResponse>, signal: AbortSignal): Promise<GuardedResponse> {
    const turn = await this.#waitForTurn(url, signal);
    if ('status' in turn) return { response: turn, isRemembered: true };
    try {
      const response = await send();
      this.#judge(response, url, turn);
      return { response, isRemembered: false };
    } finally {
      this.#sent.delete(turn);
      this.#changed.fire();
    }
  }

  /** Waits until the request may be sent, then counts it as sent. Resolves with the remembered answer where it may not. */
  async #waitForTurn(url: URL, signal: AbortSignal): Promise<HttpResponse | SentRequest> {
    this.#waiting += 1;
    try {
      for (let waitedUntil = 0; ; ) {
        const remembered = this.#remembered(url.origin);
        if (remembered) return remembered;
        const now = this.clock.now();
        const since = Math.max(now, waitedUntil) - MAX_WAIT_MS;
        const unanswered = Array.from(this.#sent).filter(({ at, isPage }) => at > since && !isPage);
        const isPage = this.#isFurtherPage(url);
        if (isPage || unanswered.length < this.#maxAtOnce()) {
          const sent = { at: now, isPage, lastRefusal: this.#refusals.at(-1) };
          this.#sent.add(sent);
          return sent;
        }
        const until = Math.min(...unanswered.map(({ at }) => at)) + MAX_WAIT_MS;
        if (await this.#waitForChange(until - now, signal)) waitedUntil = until;
      }
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Resolves with true when the time is over, and with false when a request is answered before. */
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

  /** True for a further page of a list of which one was accepted a moment ago. */
  #isFurtherPage({ origin, pathname, searchParams }: URL): boolean {
    return (
      Number(searchParams.get('offset')) > 0 &&
      this.#isWithin(PAGES_FOLLOW_FOR_MS, this.#acceptedAt.get(origin + pathname))
    );
  }

  #maxAtOnce(): number {
    return this.#isAccepted() ? Math.max(1, MAX_REFUSALS - this.#refusals.filter(this.#isRecent).length) : 1;
  }

  #isAccepted(): boolean {
    return Array.from(this.#acceptedAt.values()).some((at) => this.#isWithin(ACCEPTED_FOR_MS, at));
  }

  #isWithin(ms: number, at = Number.NEGATIVE_INFINITY): boolean {
    return this.clock.now() - at < ms;
  }

  #remembered(origin: string): HttpResponse | undefined {
    const refusals = this.#refusals.filter(this.#isRecent);
    const latest = this.#latest.get(origin);
    if (this.#inARow >= MAX_REFUSALS && refusals.length >= MAX_REFUSALS) return (latest ?? refusals.at(-1))?.response;
    if (!latest || !this.#isRecent(latest)) return undefined;
    return latest.holds || refusals.length >= MAX_REFUSALS ? latest.response : undefined;
  }

  /** A request that was sent before the last refusal came may have been accepted before the credentials ended. */
  #judge(response: HttpResponse, { origin, pathname }: URL, { lastRefusal }: SentRequest): void {
    if (isAboutCredentials(response)) {
      const refusal = { response, at: this.clock.now(), holds: true };
      this.#refusals = [...this.#refusals.filter(this.#isRecent), refusal];
      this.#inARow += 1;
      this.#latest.set(origin, refusal);
      this.#acceptedAt = new Map();
    } else if (response.status < 500 && response.status !== 429 && lastRefusal === this.#refusals.at(-1)) {
      this.#inARow = 0;
      this.#latest.delete(origin);
      const recent = Array.from(this.#acceptedAt).filter(([, at]) => this.#isWithin(PAGES_FOLLOW_FOR_MS, at));
      this.#acceptedAt = new Map([...recent, [origin + pathname, this.clock.now()]]);
    }
  }

  /** False also after the computer's clock was set back or far ahead: the refusal may have been about the clock. */
  readonly #isRecent = ({ at }: RememberedRefusal): boolean => Math.abs(this.clock.now() - at) < LOCK_MS;
}
