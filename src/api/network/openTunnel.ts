import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ConnectionError } from './connectionError';
import { systemCode } from '../networkReason';

/**
 * Asks the proxy at the other end of `socket` for a tunnel (`CONNECT`).
 *
 * @param target host and port, e.g. `modelarts.example.com:443`
 * @throws ConnectionError `proxyAuth` when it wants to know who asks, `proxy` when it says no, hangs up or makes no sense;
 * the signal's reason when it aborts
 */
export async function openTunnel(
  socket: Socket,
  target: string,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const stop = (): void => void socket.destroy();
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    const { status, scheme } = await ask(socket, target, authorization);
    if (status >= 200 && status < 300) return socket;
    throw status === 407
      ? new ConnectionError('proxyAuth', ['HTTP 407', scheme].filter(Boolean).join(' '))
      : new ConnectionError('proxy', `HTTP ${status}`);
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error instanceof ConnectionError ? error : new ConnectionError('proxy', systemCode(error));
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

interface ProxyAnswer {
  readonly status: number;
  /** Ways to sign in that a 407 offers, e.g. `Negotiate, NTLM`. */
  readonly scheme: string;
}

async function ask(socket: Socket, target: string, authorization: string | undefined): Promise<ProxyAnswer> {
  return new Promise((resolve, reject) => {
    const asking = request({
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...(authorization && { 'proxy-authorization': authorization }) },
      createConnection: () => socket,
    });
    asking.on('error', reject);
    asking.on('connect', (answer, _socket, first) => {
      if (first.length > 0) socket.unshift(first);
      resolve({ status: answer.statusCode ?? 0, scheme: offered(answer) });
    });
    asking.end();
  });
}

/** The first word of each offer; what follows may name people and places. */
function offered({ headers }: IncomingMessage): string {
  return [headers['proxy-authenticate'] ?? []]
    .flat()
    .flatMap((offer) => /^\s*[A-Za-z][\w-]{0,30}/.exec(offer)?.[0].trim() ?? [])
    .join(', ');
}
