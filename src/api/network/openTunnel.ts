import type { Socket } from 'node:net';
import { systemCode } from '../networkReason';
import { ConnectionError } from './connectionError';

/**
 * Asks the proxy at the other end of `socket` for a tunnel. `CONNECT` is spoken by hand: in VS Code, `node:http` belongs to its own
 * idea of proxies, which takes such a request for one of its own and sends it elsewhere.
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
    socket.write(requestFor(target, authorization), 'latin1');
    const { status, offers } = await readAnswer(socket);
    if (status >= 200 && status < 300) return socket;
    throw status === 407
      ? new ConnectionError('proxyAuth', ['HTTP 407', offers].filter(Boolean).join(' '))
      : new ConnectionError('proxy', `HTTP ${status}`);
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error instanceof ConnectionError ? error : new ConnectionError('proxy', systemCode(error));
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function requestFor(target: string, authorization: string | undefined): string {
  const lines = [`CONNECT ${target} HTTP/1.1`, `host: ${target}`];
  if (authorization !== undefined) lines.push(`proxy-authorization: ${authorization.replace(/[\r\n]+/g, ' ')}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

interface ProxyAnswer {
  readonly status: number;
  /** Ways to sign in that it offers, e.g. `Negotiate, NTLM`. */
  readonly offers: string;
}

/** More than any proxy has to say before a tunnel. */
const MOST_BYTES = 64 * 1024;

async function readAnswer(socket: Socket): Promise<ProxyAnswer> {
  let text = '';
  for (;;) {
    const end = text.indexOf('\r\n\r\n') + 4;
    const head = text.slice(0, end);
    const status = Number(/^HTTP\/1\.\d (\d{3})\b/.exec(text)?.[1] ?? 0);
    if (end >= 4 && status >= 200) {
      if (text.length > end) socket.unshift(Buffer.from(text.slice(end), 'latin1'));
      return { status, offers: offersIn(head) };
    }
    // What announces an answer is followed by it.
    if (end >= 4 && status >= 100) text = text.slice(end);
    else if (end >= 4 || text.length > MOST_BYTES) throw new ConnectionError('proxy', 'NOT_HTTP');
    else text += (await nextChunk(socket)).toString('latin1');
  }
}

/** Reads what is there, and leaves the connection as quiet as it was: whoever uses it next begins to read. */
async function nextChunk(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const quiet = (): void => {
      socket.off('data', take).off('error', fail).off('end', hangUp).off('close', hangUp);
      socket.pause();
    };
    const take = (chunk: Buffer): void => {
      quiet();
      resolve(chunk);
    };
    const fail = (error: Error): void => {
      quiet();
      reject(error);
    };
    const hangUp = (): void => fail(new ConnectionError('proxy', 'HUNG_UP'));
    socket.on('data', take).on('error', fail).on('end', hangUp).on('close', hangUp);
  });
}

/** The first word of each offer; what follows may name people and places. */
function offersIn(head: string): string {
  const offers = head.matchAll(/^proxy-authenticate:\s*([a-z][\w-]{0,30})/gim);
  return Array.from(offers, ([, scheme]) => scheme).join(', ');
}
