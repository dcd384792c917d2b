import type { NetworkReason } from '../model/errors';
import { codeOf } from '../util/codeOf';

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
  // A header holds a character that none can, e.g. of a key that was copied with a character of no width.
  ['UND_ERR_INVALID_ARG', 'unusableText'],
]);

/** Names of OpenSSL's and Node's complaints about a certificate or a handshake. */
const TLS = /CERT|SSL|TLS|ISSUER|SIGNATURE|CRL|ALTNAME|CA_|_CHAIN|EPROTO/;

/** What a code of the operating system, of TLS or of the HTTP library means. */
export function networkReason(code: string | undefined): NetworkReason {
  if (code === undefined) return 'other';
  return REASONS.get(code) ?? (TLS.test(code) ? 'tls' : 'other');
}

/** The code nearest to the cause: of the error, of what it was made from, or of the last address that was tried. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const tried = error instanceof AggregateError ? systemCode(error.errors.at(-1)) : undefined;
  return tried ?? systemCode(error.cause) ?? codeOf(error);
}
