import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { AuthorityStore, TrustedAuthorities } from './trustedAuthorities';

const STORES = ['bundled', 'system', 'extra'] as const;

/** Which store vouches for the other side of a connection; undefined where none does, or its certificates do not lead to one. */
export function peerAuthority(socket: TLSSocket, authorities: TrustedAuthorities): AuthorityStore | undefined {
  if (!socket.authorized) return undefined;
  const root = rootOf(socket.getPeerCertificate(true)).raw.toString('base64');
  return STORES.find((store) => authorities[store].some((pem) => content(pem) === root));
}

/** The last of the chain, which Node completes from the authorities it trusts. It names itself as its issuer. */
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

function content(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----|\s/g, '');
}
