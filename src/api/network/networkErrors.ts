import type { RefusedCertificate } from '../../model/certificateFacts';
import type { NetworkFacts, NetworkReason } from '../../model/errors';
import { codeOf } from '../../util/nodeErrors';

/**
 * No connection could be opened, so no part of the request was sent. Carries facts only, never a socket or received
 * bytes.
 */
export class ConnectionError extends Error {
  constructor(
    readonly reason: NetworkReason,
    /** Error code of the operating system or of TLS, or the proxy's status, e.g. `HTTP 407`. */
    readonly detail: string | undefined,
    readonly certificate?: RefusedCertificate,
  ) {
    super(`No connection: ${reason} ${detail ?? ''}`.trimEnd());
  }
}

const REASONS: ReadonlyMap<string, NetworkReason> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EAI_FAIL', 'dns'],
  ['EAI_NODATA', 'dns'],
  ['ENETUNREACH', 'offline'],
  ['EHOSTUNREACH', 'offline'],
  ['ENETDOWN', 'offline'],
  ['EADDRNOTAVAIL', 'offline'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  // A header holds a forbidden character, e.g. from a key that was copied with a zero-width character.
  ['UND_ERR_INVALID_ARG', 'unusableText'],
]);

/** Matches the OpenSSL and Node error codes for certificates and handshakes. */
const TLS = /CERT|SSL|TLS|ISSUER|SIGNATURE|CRL|ALTNAME|CA_|_CHAIN|EPROTO/;

/** Classifies an error code of the operating system, of TLS or of the HTTP library. */
export function networkReason(code: string | undefined): NetworkReason {
  if (code === undefined) return 'other';
  return REASONS.get(code) ?? (TLS.test(code) ? 'tls' : 'other');
}

/** Returns the code nearest to the root cause: of the last address tried, of the cause, or of the error itself. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const tried = error instanceof AggregateError ? systemCode(error.errors.at(-1)) : undefined;
  return tried ?? systemCode(error.cause) ?? codeOf(error);
}

/** The request that failed. */
export interface Circumstances {
  /** Host and port of the request. */
  readonly host: string;
  /** Host and port of the proxy, if one was used. */
  readonly proxy: string | undefined;
  /** True if the transport's own deadline expired. */
  readonly timedOut: boolean;
}

/** Describes a failed connection from the error of the operating system, TLS, the proxy or the HTTP library. */
export function networkFacts(error: unknown, { host, proxy, timedOut }: Circumstances): NetworkFacts {
  if (error instanceof ConnectionError) {
    const { reason, detail, certificate } = error;
    return { reason, host, code: detail, proxy, ...(certificate && { certificate }) };
  }
  const code = systemCode(error);
  return { reason: timedOut ? 'timeout' : networkReason(code), host, code, proxy };
}

/**
 * Copies the name, code and message of an error. undici's errors hold the socket and bytes of the response, which must
 * not be retained.
 */
export function plainCause(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = systemCode(error);
  return new Error([error.name, code, error.message].filter(Boolean).join(': '));
}
