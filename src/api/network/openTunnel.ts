import type { Socket } from 'node:net';
import { callbackify } from 'node:util';
import type { buildConnector } from 'undici';
import Client from 'undici/lib/dispatcher/client.js';
import type { RawHeaders } from '../http';
import { dropInformational } from './dropInformational';
import { ConnectionError, systemCode } from './networkErrors';

/**
 * Asks the proxy at the other end of `socket` for a tunnel. Uses undici's client, because VS Code patches `node:http`
 * with its own proxy support, which would treat the `CONNECT` as one of its own requests and redirect it.
 *
 * @param target host and port, e.g. `modelarts.example.com:443`
 * @throws ConnectionError `proxyAuth` if the proxy requires authentication, `proxy` if it refuses, hangs up or does not
 * speak HTTP; the signal's reason if it aborts
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
    const { status, offers } = await sendConnect(dropInformational(socket), target, authorization);
    if (status >= 200 && status < 300) return socket;
    throw status === 407
      ? new ConnectionError('proxyAuth', ['HTTP 407', offers].filter(Boolean).join(' '))
      : new ConnectionError('proxy', `HTTP ${status}`);
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error instanceof ConnectionError ? error : new ConnectionError('proxy', proxyFault(error));
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

interface ProxyResponse {
  readonly status: number;
  /** Authentication schemes the proxy offers, e.g. `Negotiate, NTLM`. */
  readonly offers: string;
}

/** Larger than the response header of any real proxy. */
const MAX_HEADER_BYTES = 64 * 1024;

async function sendConnect(socket: Socket, target: string, authorization: string | undefined): Promise<ProxyResponse> {
  const client = new Client('http://proxy.invalid', {
    connect: singleUse(socket),
    maxHeaderSize: MAX_HEADER_BYTES,
    allowH2: false,
    // The caller's signal is the only deadline.
    headersTimeout: 0,
  });
  const headers: Record<string, string> = { host: target };
  // An invalid header character would fail the request before it is sent.
  if (authorization !== undefined) headers['proxy-authorization'] = authorization.replace(/[^\t\x20-\x7e]+/g, ' ');
  try {
    return await new Promise((resolve, reject) => {
      client.dispatch(
        { path: target, method: 'CONNECT', headers, reset: false },
        {
          onRequestStart: () => undefined,
          onRequestUpgrade: (_controller, status, responseHeaders) =>
            resolve({ status, offers: offersIn(responseHeaders) }),
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });
  } finally {
    void client.destroy();
  }
}

/**
 * Provides the socket once. A client that loses its connection before sending anything would otherwise reconnect
 * endlessly.
 */
function singleUse(socket: Socket): buildConnector.connector {
  let isTaken = false;
  const take = callbackify(async (): Promise<Socket> => {
    if (isTaken || socket.destroyed) throw socket.errored ?? new ConnectionError('proxy', 'HUNG_UP');
    isTaken = true;
    return socket;
  });
  return (_options, callback) => take((error, taken) => (error ? callback(error, null) : callback(null, taken)));
}

function proxyFault(error: unknown): string | undefined {
  const code = systemCode(error);
  if (code === 'UND_ERR_SOCKET') return 'HUNG_UP';
  const isNoHttp = error instanceof Error && ['HTTPParserError', 'HeadersOverflowError'].includes(error.name);
  return isNoHttp ? 'NOT_HTTP' : code;
}

/** Returns the scheme of each offer. The parameters are dropped, because they may name people and places. */
function offersIn(headers: RawHeaders): string {
  const offers = headers['proxy-authenticate'] ?? [];
  const schemes = [offers].flat().flatMap((offer) => /^\s*([a-z][\w-]{0,30})/i.exec(offer)?.[1] ?? []);
  return schemes.join(', ');
}
