import type { NetworkFacts, NetworkReason } from '../model/errors';

/** What the system, TLS or the HTTP library said of a connection that gave nothing. `timedOut`: our own deadline passed. */
export function networkFacts(error: unknown, host: string, timedOut: boolean): NetworkFacts {
  const code = codeOf(error);
  return { reason: timedOut ? 'timeout' : reasonOf(code), host, code, proxy: undefined };
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
]);

/** Names of OpenSSL's and Node's complaints about a certificate or a handshake. */
const TLS = /CERT|SSL|TLS|ISSUER|SIGNATURE|CRL|ALTNAME|CA_|_CHAIN|EPROTO/;

function reasonOf(code: string | undefined): NetworkReason {
  if (code === undefined) return 'other';
  return REASONS.get(code) ?? (TLS.test(code) ? 'tls' : 'other');
}

/** The code nearest to the cause: of the error, of what it was made from, or of the last address that was tried. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const tried = error instanceof AggregateError ? codeOf(error.errors.at(-1)) : undefined;
  const own = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return tried ?? codeOf(error.cause) ?? own;
}

/** What an error says of itself, without what it carries: undici's hold bytes of the answer and the socket. */
export function plainCause(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  return new Error([error.name, code, error.message].filter(Boolean).join(': '));
}
