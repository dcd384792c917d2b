import { once } from 'node:events';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Issued } from '../tls/issueCertificate';

/** A server on a free port of 127.0.0.1. */
export interface Listening {
  readonly port: number;
  /** Ends a further connection with the server. */
  readonly keep: (socket: Socket) => void;
  /** Ends the server with all its connections. */
  readonly close: () => Promise<void>;
}

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

/** A port of 127.0.0.1 that speaks TLS, in front of one that does not. */
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
