import type { Clock } from '../util/clock';
import { Emitter, once } from '../util/event';
import type { Authentication } from './authenticator';
import type { HttpResponse } from './http';
import { credentialFaultOf } from './readResponse';

/** How long the gateway locks an access key after repeated failures. Source: API Gateway error codes, APIGW.0301. */
const LOCK_MS = 5 * 60_000;
/** The gateway locks a key after five failures. The remaining attempts are left for other windows and programs. */
const MAX_REFUSALS = 2;
/**
 * After this long without a response, a request no longer holds back others. The gateway refuses a signature much
 * faster.
 */
const MAX_WAIT_MS = 2000;
/** Credentials count as accepted for this long after a successful response. */
const ACCEPTED_FOR_MS = 100;
/** For this long after one page of a list is accepted, its further pages are sent in parallel. */
const PAGES_FOLLOW_FOR_MS = 1000;

/** A response, and whether it is a remembered one. If it is, no request was sent. */
export interface GuardedResponse {
  readonly response: HttpResponse;
  readonly isRemembered: boolean;
}

/**
 * Stops refused credentials from being sent repeatedly, which would lock them.
 *
 * After a refusal, requests to the same origin get the remembered response for five minutes. Then a single request
 * tests whether the credentials are accepted again. After two refusals in a row, this applies to every origin; an
 * origin that accepts the credentials is not held back because of another. A request made by the user ({@link
 * CredentialGuard.allowRetry}) is sent earlier, unless it would be the third in five minutes.
 *
 * The number of concurrent requests never exceeds the number of refusals still allowed: one after a pause, two while
 * the credentials are accepted. The pages of a list are exempt, because reading them sequentially would take many times
 * as long. If the credentials expire between the first page and the following ones, every page already sent is refused.
 */
export class CredentialGuard {
  readonly #records = new Map<string, CredentialRecord>();

  constructor(private readonly clock: Clock) {}

  /** Sends a request to `url`, or returns the remembered refusal. Rejects as `send` does. */
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

  /** Allows one more request for each set of refused credentials. Called when the user retries. */
  allowRetry(): void {
    for (const record of this.#records.values()) record.allowRetry();
  }
}

/** True if the response refuses the credentials themselves. */
export function isCredentialRefusal(response: HttpResponse): boolean {
  return credentialFaultOf(response) !== undefined;
}

interface RememberedRefusal {
  readonly response: HttpResponse;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** False once a request made by the user may try again. */
  readonly isBlocking: boolean;
}

/** A request that was sent and has no response yet. */
interface PendingRequest {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** True for a page of a list after the first. Such a request does not hold back other requests, because a list may be long. */
  readonly isPage: boolean;
  /** The latest refusal known at the time of sending. */
  readonly lastRefusal: RememberedRefusal | undefined;
}

/** The history of one access key or token. */
class CredentialRecord {
  /** Refusals of the last five minutes, oldest first. */
  #refusals: readonly RememberedRefusal[] = [];
  /** Number of refusals since the credentials were last accepted. */
  #inARow = 0;
  /** The latest refusal of each origin that has not accepted the credentials since. */
  readonly #latest = new Map<string, RememberedRefusal>();
  readonly #sent = new Set<PendingRequest>();
  #waiting = 0;
  /** When each path last accepted the credentials, in milliseconds since the epoch. */
  #acceptedAt: ReadonlyMap<string, number> = new Map();
  readonly #changed = new Emitter<void>();

  constructor(private readonly clock: Clock) {}

  get isForgettable(): boolean {
    const isIdle = this.#sent.size + this.#waiting === 0;
    const isAccepted = Array.from(this.#acceptedAt.values()).some((at) => this.#isWithin(PAGES_FOLLOW_FOR_MS, at));
    return isIdle && !isAccepted && !this.#refusals.some(this.#isRecent);
  }

  allowRetry(): void {
    const refusals = this.#refusals.filter(this.#isRecent);
    if (refusals.length >= MAX_REFUSALS || refusals.some(({ response }) => credentialFaultOf(response) === 'locked'))
      return;
    for (const [origin, refusal] of this.#latest) this.#latest.set(origin, { ...refusal, isBlocking: false });
  }

  async send(url: URL, send: () => Promise<HttpResponse>, signal: AbortSignal): Promise<GuardedResponse> {
    const admission = await this.#waitForTurn(url, signal);
    if ('status' in admission) return { response: admission, isRemembered: true };
    try {
      const response = await send();
      this.#recordVerdict(response, url, admission);
      return { response, isRemembered: false };
    } finally {
      this.#sent.delete(admission);
      this.#changed.fire();
    }
  }

  /**
   * Waits until the request may be sent and records it as sent. Resolves with the remembered response if it may not be
   * sent.
   */
  async #waitForTurn(url: URL, signal: AbortSignal): Promise<HttpResponse | PendingRequest> {
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

  /** Resolves with true after `ms` milliseconds, or with false once another request completes. */
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

  /** True for a page after the first if the list accepted a request a moment ago. */
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
    return latest.isBlocking || refusals.length >= MAX_REFUSALS ? latest.response : undefined;
  }

  /**
   * Records the verdict of a response. An acceptance is ignored if a refusal arrived after the request was sent: the
   * credentials may have expired in between.
   */
  #recordVerdict(response: HttpResponse, { origin, pathname }: URL, { lastRefusal }: PendingRequest): void {
    if (isCredentialRefusal(response)) {
      const refusal = { response, at: this.clock.now(), isBlocking: true };
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

  /**
   * False also if the clock was changed by more than five minutes: the refusal may have been caused by the wrong clock.
   */
  readonly #isRecent = ({ at }: RememberedRefusal): boolean => Math.abs(this.clock.now() - at) < LOCK_MS;
}
