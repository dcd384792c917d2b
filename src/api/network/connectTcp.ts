import dns from 'node:dns';
import { isIP, Socket } from 'node:net';
import { promisify } from 'node:util';
import { after } from '../../util/after';
import { untilAborted } from '../../util/untilAborted';
import { networkReason, systemCode } from '../networkReason';
import { ConnectionError } from './connectionError';

/** An address that has not answered for so long no longer keeps the next one waiting. Source: RFC 8305, section 5. */
const HEAD_START_MS = 250;

/**
 * Opens a connection to the first address of the host that answers. No attempt ends before the deadline because another one began:
 * Node's own selection gives up an address after 250 ms, also the only one that works.
 *
 * @throws ConnectionError when no address can be reached; the signal's reason when it aborts.
 */
export async function connectTcp(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  try {
    return await connectToFirst(await addressesOf(host, signal), port, signal);
  } catch (error) {
    signal.throwIfAborted();
    const code = systemCode(error);
    throw new ConnectionError(networkReason(code), code);
  }
}

/** In the system's order, the families in turn. */
async function addressesOf(host: string, signal: AbortSignal): Promise<readonly string[]> {
  if (isIP(host)) return [host];
  // As Node does for a connection; on Windows the hint hides addresses that work.
  const hints = process.platform === 'win32' ? 0 : dns.ADDRCONFIG;
  const found = await untilAborted(promisify(lookupAll)(host, hints), signal);
  const [first] = found;
  const preferred = found.filter(({ family }) => family === first?.family);
  const others = found.filter(({ family }) => family !== first?.family);
  return preferred
    .flatMap((each, index) => [each, ...others.slice(index, index + 1)])
    .concat(others.slice(preferred.length))
    .map(({ address }) => address);
}

function lookupAll(
  host: string,
  hints: number,
  done: (error: Error | null, found: readonly dns.LookupAddress[]) => void,
): void {
  dns.lookup(host, { all: true, hints }, done);
}

/** Tries the addresses one after another, each when the one before has failed or has had its head start. */
async function connectToFirst(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  const waiting = [...addresses];
  const open = new Set<Socket>();
  const errors: unknown[] = [];
  let headStart = after(0, () => undefined);
  try {
    const reached = await untilAborted(
      new Promise<Socket>((resolve, reject) => {
        const next = (): void => {
          headStart.dispose();
          const address = waiting.shift();
          if (address === undefined) {
            if (open.size === 0) reject(mostTelling(errors));
            return;
          }
          headStart = after(HEAD_START_MS, next);
          const socket = startConnecting(address, port);
          open.add(socket);
          socket.once('connect', () => resolve(socket));
          socket.once('error', (error) => {
            errors.push(error);
            if (open.delete(socket)) next();
          });
        };
        next();
      }),
      signal,
    );
    open.delete(reached);
    return reached;
  } finally {
    headStart.dispose();
    for (const socket of open) socket.destroy();
  }
}

function startConnecting(host: string, port: number): Socket {
  const socket = new Socket().setNoDelay(true).setKeepAlive(true, 60_000);
  // Whoever owns the socket hears of its errors; one that comes between two owners must not end the process.
  socket.on('error', () => undefined);
  return socket.connect({ host, port });
}

/** That a family has no route says less than what an address of the other one said. */
function mostTelling(errors: readonly unknown[]): unknown {
  return errors.find((error) => networkReason(systemCode(error)) !== 'offline') ?? errors[0];
}
