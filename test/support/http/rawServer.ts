import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import { listen } from './listen';

/** A server of bytes: it says what it is told to, whether that is HTTP or not. */
export interface RawServer {
  readonly url: string;
  readonly port: number;
  /** Connections that were opened. */
  readonly connections: () => number;
  /** Everything that was sent here, one text a connection. */
  readonly received: readonly string[];
  close(): Promise<void>;
}

export interface Behaviour {
  /** Speaks TLS, with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** When somebody has connected. */
  readonly onConnect?: (socket: Socket) => void;
  /** When a whole request is there: its head, and its body as far as `content-length` says. `count` from 1, over all connections. */
  readonly onRequest?: (socket: Socket, count: number) => void;
}

/** Listens on a free port of 127.0.0.1. */
export async function rawServer({ tls: certificate, onConnect, onRequest }: Behaviour): Promise<RawServer> {
  const received: string[] = [];
  let requests = 0;
  const serve = (socket: Socket): void => {
    const index = received.push('') - 1;
    socket.on('error', () => undefined);
    onConnect?.(socket);
    let pending = '';
    socket.on('data', (chunk: Buffer) => {
      received[index] += chunk.toString('latin1');
      pending += chunk.toString('latin1');
      while (isWhole(pending)) {
        pending = pending.slice(lengthOf(pending));
        onRequest?.(socket, (requests += 1));
      }
    });
  };
  const server = certificate ? tls.createServer(certificate, serve) : net.createServer(serve);
  const { port, close } = await listen(server);
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    connections: () => received.length,
    received,
    close,
  };
}

/** An answer, byte for byte. `content-length` is added unless a header says how it ends. */
export function answer(status: string, body: string, headers: readonly string[] = []): string {
  const ends = headers.some((header) => /^(?:content-length|transfer-encoding|connection: close)/i.test(header));
  const all = ends ? headers : [...headers, `content-length: ${Buffer.byteLength(body)}`];
  return [`HTTP/1.1 ${status}`, ...all, '', body].join('\r\n');
}

function lengthOf(text: string): number {
  const end = text.indexOf('\r\n\r\n') + 4;
  return end + Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
}

function isWhole(text: string): boolean {
  return text.includes('\r\n\r\n') && text.length >= lengthOf(text);
}
