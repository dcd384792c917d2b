import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { AuthorityStore, TrustedAuthorities } from './trustedAuthorities';

const STORES = ['bundled', 'system', 'extra'] as const;

/**
 * Returns the store whose authority signed the server's certificate chain; undefined if none did or the chain is
 * incomplete.
 */
export function peerAuthority(socket: TLSSocket, authorities: TrustedAuthorities): AuthorityStore | undefined {
  if (!socket.authorized) return undefined;
  const root = rootOf(socket.getPeerCertificate(true)).raw.toString('base64');
  return STORES.find((store) => authorities[store].some((pem) => derOf(pem) === root));
}

/**
 * Returns the last certificate of the chain, which Node completes from the trusted authorities. A root is its own
 * issuer.
 */
function rootOf(certificate: DetailedPeerCertificate): DetailedPeerCertificate {
  let last = certificate;
  for (
    let next: DetailedPeerCertificate | undefined = last.issuerCertificate;
    next && next !== last;
    next = last.issuerCertificate
  )
    last = next;
  return last;
}

function derOf(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----|\s/g, '');
}
