import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import { listen } from './listen';

/** A TCP server that writes arbitrary bytes, valid HTTP or not. */
export interface RawServer {
  readonly url: string;
  readonly port: number;
  /** Returns the number of accepted connections. */
  readonly connections: () => number;
  /** Received data, one text per connection. */
  readonly received: readonly string[];
  close(): Promise<void>;
}

export interface Behavior {
  /** Serves over TLS with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Called for each connection. */
  readonly onConnect?: (socket: Socket) => void;
  /**
   * Called when a complete request has arrived: its head, and its body as given by `content-length`. `count` starts at
   * 1 and spans all connections.
   */
  readonly onRequest?: (socket: Socket, count: number) => void;
}

/** Starts a server on a free port of 127.0.0.1. */
export async function rawServer({ tls: certificate, onConnect, onRequest }: Behavior): Promise<RawServer> {
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

/** Returns a raw HTTP response. Adds `content-length` unless a header defines the end of the body. */
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
