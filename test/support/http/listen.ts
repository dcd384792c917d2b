import { once } from 'node:events';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Issued } from '../tls/issueCertificate';

/** A server on a free port of 127.0.0.1. */
export interface Listening {
  readonly port: number;
  /** Registers another connection to close with the server. */
  readonly keep: (socket: Socket) => void;
  /** Closes the server and all its connections. */
  readonly close: () => Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  server.on('connection', keep);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, keep, close };
}

/** Starts a TLS server on 127.0.0.1 in front of a plain one. */
export async function tlsFront(certificate: Issued, leadsTo: number): Promise<Listening> {
  const server = tls.createServer(certificate, (socket) => {
    const behind = net.connect(leadsTo, '127.0.0.1');
    front.keep(behind);
    socket.on('error', () => undefined);
    socket.pipe(behind).pipe(socket);
    socket.on('close', () => behind.destroy());
    behind.on('close', () => socket.destroy());
  });
  const front = await listen(server);
  return front;
}
