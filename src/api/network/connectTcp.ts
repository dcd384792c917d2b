import { once } from 'node:events';
import { Socket } from 'node:net';
import { networkReason, systemCode } from '../networkReason';
import { ConnectionError } from './connectionError';

/**
 * Opens a connection to the first address of the host that answers: one family of addresses does not wait for the other.
 *
 * @throws ConnectionError; the signal's reason when it aborts.
 */
export async function connectTcp(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = new Socket().setNoDelay(true).setKeepAlive(true, 60_000);
  // Whoever owns the socket hears of its errors; one that comes between two owners must not end the process.
  socket.on('error', () => undefined);
  try {
    socket.connect({ host, port, autoSelectFamily: true });
    await once(socket, 'connect', { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    const code = systemCode(error);
    throw new ConnectionError(networkReason(code), code);
  }
}
