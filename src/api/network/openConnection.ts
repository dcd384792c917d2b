import { isIP, type Socket } from 'node:net';
import { ConnectionError } from './connectionError';
import { connectTcp } from './connectTcp';
import { openTunnel } from './openTunnel';
import type { Proxy } from './readProxy';
import type { Route } from './route';
import { secureSocket, type Trust } from './secureSocket';

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
