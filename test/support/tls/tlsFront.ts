import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Issued } from './issueCertificate';

/** A port of 127.0.0.1 that speaks TLS, in front of one that does not. */
export interface TlsFront {
  readonly port: number;
  close(): Promise<void>;
}

export async function tlsFront(certificate: Issued, leadsTo: number): Promise<TlsFront> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const server = tls.createServer(certificate, (socket) => {
    const behind = net.connect(leadsTo, '127.0.0.1');
    keep(behind);
    socket.on('error', () => undefined);
    socket.pipe(behind).pipe(socket);
    socket.on('close', () => behind.destroy());
    behind.on('close', () => socket.destroy());
  });
  server.on('connection', keep);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
