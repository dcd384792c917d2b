import { type Query, resourceAddress } from '../model/address';
import { NotSentError } from '../model/errors';
import { isLoopback } from './network/route';
import type { Redact } from './redact';

/** One HTTP request, byte for byte as it is signed and sent. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  /** Lowercase names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; undefined = no body. */
  readonly body: string | undefined;
  /** Time left for the request, in milliseconds, if that is less than the transport's own limit. */
  readonly limitMs?: number;
  /** Values that must never reach an error, the log, a file or the caller, even if the response echoes them. */
  readonly secrets?: readonly string[];
}

/** One complete HTTP response, of any status. */
export interface HttpResponse {
  readonly status: number;
  /** Lowercase names. Repeated headers are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body as UTF-8 text, without a byte order mark. */
  readonly body: string;
  /** Host and port of the proxy that was used, if any. */
  readonly proxy?: string;
  /** Replaces the secrets of the request in text taken from this response. */
  readonly redact?: Redact;
}

/**
 * Sends one request and reads the complete response. The transport and all its decorators (retry, authentication, log)
 * have this shape.
 *
 * @throws NotSentError if the request was certainly not sent; NoAnswerError if it was sent but no complete response
 * arrived; UnreadableAnswerError if the response is too large or truncated; the signal's reason if it aborts
 */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;
/** Headers as undici provides them. */
export type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Returns headers by lowercase name. Repeated headers are joined with `, `. */
export function plainHeaders(headers: RawHeaders): Readonly<Record<string, string>> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    plain[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return plain;
}

/**
 * Returns the URL of a resource; see {@link resourceAddress}.
 *
 * @param endpoint origin, optionally with a path, without a trailing slash
 * @throws NotSentError `unusableText` for an unpaired surrogate, which cannot be URL-encoded
 */
export function serviceUrl(endpoint: string, segments: readonly string[], query: Query = {}): URL {
  return new URL(resourceAddress(endpoint, segments, query));
}

/**
 * Returns a check to run before credentials are attached to a request. The check accepts only URLs on the origin of
 * `endpoint`, over HTTPS, or over HTTP for a loopback address.
 *
 * @throws NotSentError `foreignHost` (the returned check) for any other URL
 */
export function assertSameOrigin(endpoint: string): (url: URL) => void {
  const allowedOrigin = URL.parse(endpoint)?.origin;
  return (url) => {
    const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
    if (isPrivate && url.origin === allowedOrigin) return;
    throw new NotSentError({ reason: 'foreignHost', host: url.host, code: undefined, proxy: undefined });
  };
}

/** Limits of the delay that a response asks for. */
const [MIN_DELAY_MS, MAX_DELAY_MS] = [1000, 300_000];

/**
 * Returns the delay that a response asks for, limited to 1 to 300 seconds, in milliseconds. `Retry-After` is in
 * seconds, or a date that is compared to the response's own `Date`. Undefined if the header is missing or invalid.
 * Source: RFC 9110, section 10.2.3.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : dateMs(text) - dateMs(headers['date']);
  return Number.isFinite(ms) ? Math.min(Math.max(ms, MIN_DELAY_MS), MAX_DELAY_MS) : undefined;
}

/** Returns the `Date` header in milliseconds since the epoch, or undefined if it is missing or invalid. */
export function serverTime(headers: Readonly<Record<string, string>>): number | undefined {
  const time = dateMs(headers['date']);
  return Number.isFinite(time) ? time : undefined;
}

/** Returns NaN for anything but an HTTP date. */
function dateMs(text = ''): number {
  return /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
}
