import { isModelArtsError, type NetworkReason } from '../model/errors';
import type { Clock } from '../util/clock';
import type { Logger } from '../util/logger';
import { type HttpResponse, retryAfterMs, type Send } from './http';

/** Options of {@link withRetry}. */
export interface RetryOptions {
  readonly clock: Clock;
  /** Returns a number from 0 (inclusive) to 1 (exclusive). Spreads the retries of many windows. */
  readonly random: () => number;
  readonly log: Logger;
}

/** Retries after the first attempt. */
const MAX_RETRIES = 3;
/**
 * Limit for all waits of a call together. If the service asks for a longer wait, its response is returned instead,
 * because a user may be waiting.
 */
const MAX_WAIT_MS = 10_000;

/**
 * Retries a `GET` up to three times after a network error, 429 or 5xx. Waits for as long as `Retry-After` says,
 * otherwise about 0.5, 1 and 2 seconds, and at most ten seconds in total. Every other method is sent once, because a
 * create-image request must never be sent twice.
 */
export function withRetry(send: Send, { clock, random, log }: RetryOptions): Send {
  return async (request, signal) => {
    if (request.method !== 'GET') return send(request, signal);
    let waitedMs = 0;
    for (let retry = 0; ; retry += 1) {
      const isLast = retry === MAX_RETRIES;
      const outcome = await attempt(() => send(request, signal), isLast, signal);
      if (outcome.kind === 'done') return outcome.response;
      const waitMs = outcome.afterMs ?? 500 * 2 ** retry * (0.75 + random() / 2);
      waitedMs += waitMs;
      if (waitedMs > MAX_WAIT_MS && outcome.response) return outcome.response;
      log.debug(`Retry ${retry + 1} of GET ${request.url.pathname} in ${Math.round(waitMs)} ms`);
      await clock.sleep(waitMs, signal);
    }
  };
}

type Outcome =
  | { readonly kind: 'done'; readonly response: HttpResponse }
  | { readonly kind: 'retry'; readonly afterMs: number | undefined; readonly response: HttpResponse | undefined };

async function attempt(send: () => Promise<HttpResponse>, isLast: boolean, signal: AbortSignal): Promise<Outcome> {
  try {
    const response = await send();
    const shouldRetry = !isLast && (response.status === 429 || response.status >= 500);
    return shouldRetry
      ? { kind: 'retry', afterMs: retryAfterMs(response.headers), response }
      : { kind: 'done', response };
  } catch (error) {
    if (isLast || signal.aborted || !isRetryable(error)) throw error;
    return { kind: 'retry', afterMs: undefined, response: undefined };
  }
}

/**
 * Failures that a retry within seconds does not fix, e.g. a refused certificate, or a proxy password, since the proxy
 * counts the failures. A timeout has already used up its time.
 */
const PERMANENT: ReadonlySet<NetworkReason> = new Set([
  'tls',
  'proxyAuth',
  'proxyUnusable',
  'foreignHost',
  'unusableText',
  'timeout',
]);

function isRetryable(error: unknown): boolean {
  if (!isModelArtsError(error)) return false;
  if (error.kind === 'unreadable') return error.reason === 'truncated';
  if (error.kind !== 'notSent' && error.kind !== 'noAnswer') return false;
  return !PERMANENT.has(error.facts.reason);
}
