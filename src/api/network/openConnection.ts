import dns from 'node:dns';
import { isIP, Socket } from 'node:net';
import { promisify } from 'node:util';
import { after } from '../../util/clock';
import { untilAborted } from '../../util/promises';
import { ConnectionError, networkReason, systemCode } from './networkErrors';
import { openTunnel } from './openTunnel';
import type { Proxy, Route } from './route';
import { secureSocket } from './secureSocket';
import type { Trust } from './trustedAuthorities';

/** The host a connection is opened to. */
export interface Target {
  readonly secure: boolean;
  /** Host name or IP address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Opens a connection along `route`: directly or through a tunnel, with TLS if the target requires it. Sends no byte of
 * a request.
 *
 * @param trust called only if TLS is used, because building the trust takes time
 * @throws ConnectionError; the signal's reason if it aborts
 */
export async function openConnection(
  target: Target,
  route: Route,
  trust: () => Promise<Trust>,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = await openRoute(target, route, trust, signal);
  return target.secure ? secureSocket(socket, target.host, target.port, await trust(), signal) : socket;
}

async function openRoute(
  target: Target,
  route: Route,
  trust: () => Promise<Trust>,
  signal: AbortSignal,
): Promise<Socket> {
  switch (route.kind) {
    case 'direct':
      return connectTcp(target.host, target.port, signal);
    case 'unusable':
      throw new ConnectionError('proxyUnusable', undefined);
    case 'proxy': {
      const socket = await connectToProxy(route.proxy, trust, signal);
      return openTunnel(socket, hostAndPort(target), route.proxy.authorization, signal);
    }
  }
}

async function connectToProxy(proxy: Proxy, trust: () => Promise<Trust>, signal: AbortSignal): Promise<Socket> {
  const socket = await connectTcp(proxy.host, proxy.port, signal).catch((error: unknown) => {
    throw error instanceof ConnectionError ? new ConnectionError('proxyUnreachable', error.detail) : error;
  });
  return proxy.secure ? secureSocket(socket, proxy.host, proxy.port, await trust(), signal) : socket;
}

function hostAndPort({ host, port }: Target): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/** After this long without a connection, the next address is tried as well. Source: RFC 8305, section 5. */
const HEAD_START_MS = 250;

/**
 * Opens a connection to the first address of the host that accepts one. Starting an attempt never ends an earlier one
 * before the deadline, unlike Node's own selection, which gives up on an address after 250 ms even if it is the only one
 * that works.
 *
 * @throws ConnectionError if no address can be reached; the signal's reason if it aborts
 */
async function connectTcp(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  try {
    return await connectToFirst(await addressesOf(host, signal), port, signal);
  } catch (error) {
    signal.throwIfAborted();
    const code = systemCode(error);
    throw new ConnectionError(networkReason(code), code);
  }
}

/** Returns the addresses in the system's order, alternating between IPv4 and IPv6. */
async function addressesOf(host: string, signal: AbortSignal): Promise<readonly string[]> {
  if (isIP(host)) return [host];
  // Same hints as Node uses for connections. On Windows the hint hides addresses that work.
  const hints = process.platform === 'win32' ? 0 : dns.ADDRCONFIG;
  const found = await untilAborted(promisify(lookupAll)(host, hints), signal);
  const [first] = found;
  const preferred = found.filter(({ family }) => family === first?.family);
  const others = found.filter(({ family }) => family !== first?.family);
  return preferred
    .flatMap((each, index) => [each, ...others.slice(index, index + 1)])
    .concat(others.slice(preferred.length))
    .map(({ address }) => address);
}

function lookupAll(
  host: string,
  hints: number,
  done: (error: Error | null, found: readonly dns.LookupAddress[]) => void,
): void {
  dns.lookup(host, { all: true, hints }, done);
}

/** Tries the addresses in order. Each attempt starts when the previous one has failed or used up its head start. */
async function connectToFirst(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  const waiting = [...addresses];
  const open = new Set<Socket>();
  const errors: unknown[] = [];
  let headStart = after(0, () => undefined);
  try {
    const reached = await untilAborted(
      new Promise<Socket>((resolve, reject) => {
        const next = (): void => {
          headStart.dispose();
          const address = waiting.shift();
          if (address === undefined) {
            if (open.size === 0) reject(mostInformative(errors));
            return;
          }
          headStart = after(HEAD_START_MS, next);
          const socket = startConnecting(address, port);
          open.add(socket);
          socket.once('connect', () => resolve(socket));
          socket.once('error', (error) => {
            errors.push(error);
            if (open.delete(socket)) next();
          });
        };
        next();
      }),
      signal,
    );
    open.delete(reached);
    return reached;
  } finally {
    headStart.dispose();
    for (const socket of open) socket.destroy();
  }
}

function startConnecting(host: string, port: number): Socket {
  const socket = new Socket().setNoDelay(true).setKeepAlive(true, 60_000);
  // The owner of the socket handles its errors. This listener keeps an error that occurs between two owners from ending
  // the process.
  socket.on('error', () => undefined);
  return socket.connect({ host, port });
}

/** Prefers an error other than a missing route, which only says that the address family is not in use. */
function mostInformative(errors: readonly unknown[]): unknown {
  return errors.find((error) => networkReason(systemCode(error)) !== 'offline') ?? errors[0];
}
