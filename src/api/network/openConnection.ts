import { isIP, type Socket } from 'node:net';
import { ConnectionError } from './connectionError';
import { connectTcp } from './connectTcp';
import { openTunnel } from './openTunnel';
import type { Proxy } from './readProxy';
import type { Route } from './route';
import { secureSocket, type Trust } from './secureSocket';

/** What a connection leads to. */
export interface Target {
  readonly secure: boolean;
  /** Name or address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Opens a connection on the way that was decided: directly or through a tunnel, over TLS where the target's scheme says so. Not a
 * byte of a request leaves by it.
 *
 * @param trust asked where TLS is spoken; making it takes time
 * @throws ConnectionError; the signal's reason when it aborts
 */
export async function openConnection(
  target: Target,
  route: Route,
  trust: () => Promise<Trust>,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = await openWay(target, route, trust, signal);
  return target.secure ? secureSocket(socket, target.host, target.port, await trust(), signal) : socket;
}

async function openWay(
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
      const socket = await reachProxy(route.proxy, trust, signal);
      return openTunnel(socket, hostAndPort(target), route.proxy.authorization, signal);
    }
  }
}

async function reachProxy(proxy: Proxy, trust: () => Promise<Trust>, signal: AbortSignal): Promise<Socket> {
  const socket = await connectTcp(proxy.host, proxy.port, signal).catch((error: unknown) => {
    throw error instanceof ConnectionError ? new ConnectionError('proxyUnreachable', error.detail) : error;
  });
  return proxy.secure ? secureSocket(socket, proxy.host, proxy.port, await trust(), signal) : socket;
}

function hostAndPort({ host, port }: Target): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}
