import net from 'node:net';
import tls from 'node:tls';
import { listen, type Listening } from '../http/listen';
import type { Issued } from './issueCertificate';

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
