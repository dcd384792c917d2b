import { type DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { CertificateFacts } from '../model/certificateFacts';
import { NotSentError } from '../model/errors';
import type { Clock } from '../util/clock';
import { serverTime } from './http';
import { networkFacts } from './network/networkErrors';
import { type DisplayRoute, displayRoute, proxyName } from './network/route';
import { peerCertificate } from './network/secureSocket';
import { type AuthorityStore, certificateFacts, type TrustedAuthorities } from './network/trustedAuthorities';
import type { Transport } from './undiciTransport';

/** A certificate that a server presented, and which store trusts it. */
export interface ShownCertificate extends CertificateFacts {
  /** Undefined if no store trusts it and it was not verified. */
  readonly vouchedBy: AuthorityStore | undefined;
}

/** The result of opening a connection. */
export interface ConnectionFacts {
  /** Time until the connection was usable, in milliseconds. */
  readonly ms: number;
  /** Undefined for a connection without TLS. */
  readonly certificate: ShownCertificate | undefined;
}

/** The result of an unauthenticated request. */
export interface ResponseFacts {
  readonly status: number;
  readonly ms: number;
  /**
   * How far the service's clock is ahead of the local clock, in milliseconds, accurate to about a second. Undefined if
   * the response has no date.
   */
  readonly clockAheadMs: number | undefined;
}

/** How an endpoint is reached. Each part is tested independently, so that the failure of one hides no other. */
export interface Probe {
  readonly route: DisplayRoute;
  readonly connection: PromiseSettledResult<ConnectionFacts>;
  /** The response to a request without credentials. Any status counts as a response. */
  readonly response: PromiseSettledResult<ResponseFacts>;
}

/** Tests how an endpoint is reached. Sends no credentials. */
export async function probeEndpoint(
  transport: Transport,
  clock: Clock,
  endpoint: string,
  signal: AbortSignal,
): Promise<Probe> {
  const url = new URL(`${endpoint}/`);
  const [connection, response] = await Promise.allSettled([
    measureConnection(transport, clock, url, signal),
    measureRequest(transport, clock, url, signal),
  ]);
  return { route: displayRoute(transport.network.routeTo(url)), connection, response };
}

async function measureConnection(
  { network }: Transport,
  clock: Clock,
  url: URL,
  signal: AbortSignal,
): Promise<ConnectionFacts> {
  const startedAt = clock.now();
  try {
    const socket = await network.connect(url, signal);
    const ms = clock.now() - startedAt;
    try {
      const peer = socket instanceof TLSSocket ? peerCertificate(socket) : undefined;
      if (!peer || !(socket instanceof TLSSocket)) return { ms, certificate: undefined };
      const vouchedBy = peerAuthority(socket, await network.authorities());
      return { ms, certificate: { ...certificateFacts(peer, url.host), vouchedBy } };
    } finally {
      socket.destroy();
    }
  } catch (error) {
    signal.throwIfAborted();
    const proxy = proxyName(network.routeTo(url));
    throw new NotSentError(networkFacts(error, { host: url.host, proxy, timedOut: false }));
  }
}

async function measureRequest(
  { send }: Transport,
  clock: Clock,
  url: URL,
  signal: AbortSignal,
): Promise<ResponseFacts> {
  const startedAt = clock.now();
  const { status, headers } = await send({ method: 'GET', url, headers: {}, body: undefined }, signal);
  const endedAt = clock.now();
  const serviceTime = serverTime(headers);
  const clockAheadMs = serviceTime === undefined ? undefined : serviceTime - (startedAt + endedAt) / 2;
  return { status, ms: endedAt - startedAt, clockAheadMs };
}

const STORES = ['bundled', 'system', 'extra'] as const;

/**
 * Returns the store whose authority signed the server's certificate chain; undefined if none did or the chain is
 * incomplete.
 */
function peerAuthority(socket: TLSSocket, authorities: TrustedAuthorities): AuthorityStore | undefined {
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
