import { TLSSocket } from 'node:tls';
import type { CertificateFacts } from '../model/certificateFacts';
import { NotSentError } from '../model/errors';
import type { Clock } from '../util/clock';
import { peerAuthority } from './network/peerAuthority';
import { certificateFacts } from './network/readCertificate';
import { proxyName, type Way, wayOf } from './network/route';
import { peerCertificate } from './network/secureSocket';
import type { AuthorityStore } from './network/trustedAuthorities';
import { networkFacts } from './networkFacts';
import { serverTime } from './retryAfter';
import type { Transport } from './undiciTransport';

/** A certificate that was shown, and who vouches for it. */
export interface ShownCertificate extends CertificateFacts {
  /** Undefined = nobody that is known: it was not verified. */
  readonly vouchedBy: AuthorityStore | undefined;
}

export interface ConnectionFacts {
  /** From nothing to a connection that can be used; milliseconds. */
  readonly ms: number;
  /** Undefined where no TLS is spoken. */
  readonly certificate: ShownCertificate | undefined;
}

export interface AnswerFacts {
  readonly status: number;
  readonly ms: number;
  /** The service's clock less this computer's, to about a second; undefined where the answer has no date. Milliseconds. */
  readonly clockAheadMs: number | undefined;
}

/** How an address is reached: each part is found out by itself, so that one that fails hides none of the others. */
export interface Probe {
  readonly way: Way;
  readonly connection: PromiseSettledResult<ConnectionFacts>;
  /** To a request without keys, which whatever the service says to it answers. */
  readonly answer: PromiseSettledResult<AnswerFacts>;
}

/** Looks how an endpoint is reached. Nothing that it sends proves who asks. */
export async function probeEndpoint(
  transport: Transport,
  clock: Clock,
  endpoint: string,
  signal: AbortSignal,
): Promise<Probe> {
  const url = new URL(`${endpoint}/`);
  const [connection, answer] = await Promise.allSettled([
    connect(transport, clock, url, signal),
    ask(transport, clock, url, signal),
  ]);
  return { way: wayOf(transport.network.routeTo(url)), connection, answer };
}

async function connect({ network }: Transport, clock: Clock, url: URL, signal: AbortSignal): Promise<ConnectionFacts> {
  const startedAt = clock.now();
  try {
    const socket = await network.connect(url, signal);
    const ms = clock.now() - startedAt;
    try {
      const shown = socket instanceof TLSSocket ? peerCertificate(socket) : undefined;
      if (!shown || !(socket instanceof TLSSocket)) return { ms, certificate: undefined };
      const vouchedBy = peerAuthority(socket, await network.authorities());
      return { ms, certificate: { ...certificateFacts(shown, url.host), vouchedBy } };
    } finally {
      socket.destroy();
    }
  } catch (error) {
    signal.throwIfAborted();
    const proxy = proxyName(network.routeTo(url));
    throw new NotSentError(networkFacts(error, { host: url.host, proxy, timedOut: false }));
  }
}

async function ask({ send }: Transport, clock: Clock, url: URL, signal: AbortSignal): Promise<AnswerFacts> {
  const startedAt = clock.now();
  const { status, headers } = await send({ method: 'GET', url, headers: {}, body: undefined }, signal);
  const endedAt = clock.now();
  const theirs = serverTime(headers);
  const clockAheadMs = theirs === undefined ? undefined : theirs - (startedAt + endedAt) / 2;
  return { status, ms: endedAt - startedAt, clockAheadMs };
}
