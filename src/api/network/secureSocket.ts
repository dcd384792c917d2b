import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { CertificateFault, RefusedCertificate } from '../../model/certificateFacts';
import { ConnectionError, networkReason, systemCode } from './networkErrors';
import { certificateFacts, type Trust } from './trustedAuthorities';

/**
 * Performs the TLS handshake over a connection and verifies the server's certificate.
 *
 * @throws ConnectionError `tls`, with the certificate if one was refused; the signal's reason if it aborts
 */
export async function secureSocket(
  socket: Socket,
  host: string,
  port: number,
  trust: Trust,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const secured = connect({
    socket,
    host,
    servername: isIP(host) ? '' : host,
    secureContext: trust.context,
    rejectUnauthorized: trust.strict,
    ALPNProtocols: ['http/1.1'],
  });
  secured.on('error', () => undefined);
  // Node destroys the connection before it reports a refused certificate. On `secure`, the certificate is still
  // readable.
  let peer: X509Certificate | undefined;
  secured.prependListener('secure', () => (peer = peerCertificate(secured)));
  try {
    await once(secured, 'secureConnect', { signal });
    return secured;
  } catch (error) {
    secured.destroy();
    socket.destroy();
    signal.throwIfAborted();
    throw refused(error, peer, `${isIP(host) === 6 ? `[${host}]` : host}:${port}`);
  }
}

/**
 * Returns the server's certificate. Does not call `getPeerX509Certificate`, after which Node's own verification finds
 * no certificate.
 */
export function peerCertificate(socket: TLSSocket): X509Certificate | undefined {
  const { raw } = socket.getPeerCertificate();
  return Buffer.isBuffer(raw) ? new X509Certificate(raw) : undefined;
}

function refused(error: unknown, peer: X509Certificate | undefined, host: string): ConnectionError {
  const code = systemCode(error);
  const fault = FAULTS.get(code ?? '');
  const certificate: RefusedCertificate | undefined = peer && {
    ...certificateFacts(peer, host),
    fault: fault ?? 'other',
  };
  if (certificate && networkReason(code) === 'tls') return new ConnectionError('tls', code, certificate);
  return new ConnectionError(networkReason(code), code);
}

/** OpenSSL's error codes for certificates. */
const FAULTS: ReadonlyMap<string, CertificateFault> = new Map([
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'notYetValid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrongHost'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'selfSigned'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknownIssuer'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'unknownIssuer'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknownIssuer'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknownIssuer'],
  ['CERT_REVOKED', 'revoked'],
]);
