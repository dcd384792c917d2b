import dns from 'node:dns';
import { once } from 'node:events';
import net, { isIP, type Socket } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, type TestContext, test, vi } from 'vitest';
import type { HttpRequest } from '../../../src/api/http';
import { createTransport } from '../../../src/chunks/client';

/** The addresses of each host. */
const addressesOf = new Map<string, readonly string[]>();

beforeAll(() => {
  vi.spyOn(dns, 'lookup').mockImplementation(((name: string, _options: unknown, done: unknown) => {
    const found = (addressesOf.get(name) ?? []).map((address) => ({ address, family: isIP(address) }));
    (done as (error: null, all: typeof found) => void)(null, found);
  }) as typeof dns.lookup);
});
afterAll(() => {
  vi.restoreAllMocks();
});

/** Accepts connections once woken up, and answers every request with `{}`. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const net = require('node:net');
  const { host, port, gate } = workerData;
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\\r\\ncontent-length: 2\\r\\n\\r\\n{}'));
  });
  server.listen({ host, port, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(gate, 0, 0);
  });`;

/**
 * Listens on an address whose queue is full, so that the system drops further connection attempts. Port 0 selects a
 * free port.
 */
async function slowAddress(host: string, port = 0) {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(SERVER, { eval: true, workerData: { host, port, gate } });
  const [listening] = (await once(worker, 'message')) as [number];
  const backlog: Socket[] = [];
  for (let count = 0; count < 2; count += 1) {
    const socket = net.connect(listening, host);
    socket.on('error', () => undefined);
    backlog.push(socket);
    await once(socket, 'connect');
  }
  /** Accepts the waiting connections. The system repeats the dropped attempts after about a second. */
  const answer = (): void => {
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
  };
  return {
    port: listening,
    answer,
    async close(): Promise<void> {
      answer();
      for (const socket of backlog) socket.destroy();
      await worker.terminate();
    },
  };
}

/** Creates a host for one test. */
function createHost(addresses: readonly string[], { onTestFinished }: TestContext) {
  const host = `host-${addressesOf.size}.two-families.test`;
  addressesOf.set(host, addresses);
  return {
    slow: async (address: string, port = 0) => {
      const opened = await slowAddress(address, port);
      onTestFinished(() => opened.close());
      return opened;
    },
    send: (port: number, timeoutMs: number, signal = new AbortController().signal) => {
      const transport = createTransport({ timeoutMs: () => timeoutMs });
      onTestFinished(() => transport.close());
      const request: HttpRequest = { method: 'POST', url: new URL(`http://${host}:${port}/`), headers: {}, body: '{}' };
      return transport.send(request, signal);
    },
  };
}

const SLOW = '127.0.0.1';
const REFUSING = '127.0.0.2';
const REFUSING_6 = '::1';
const UNRESPONSIVE = '127.0.0.3';

// The tests wait for real time, so they run concurrently.
describe.concurrent('a host with a slow address', () => {
  test.for<readonly [string, readonly string[]]>([
    ['alone', [SLOW]],
    ['before a refusing one', [SLOW, REFUSING]],
    ['before a refusing one of the other family', [SLOW, REFUSING_6]],
    ['after a refusing one of the other family', [REFUSING_6, SLOW]],
    ['before an unresponsive one', [SLOW, UNRESPONSIVE]],
    ['after an unresponsive one', [UNRESPONSIVE, SLOW]],
    ['among several refusing ones', [REFUSING, SLOW, REFUSING_6, '127.0.0.4']],
  ])('(%s) is reached within the deadline of the request', async ([, addresses], context) => {
    const { slow, send } = createHost(addresses, context);
    const address = await slow(SLOW);
    await slow(UNRESPONSIVE, address.port);
    const response = send(address.port, 8000);
    // Longer than Node waits for one of several addresses.
    await pass(300);
    address.answer();
    context.expect((await response).status).toBe(200);
  });
});

describe.concurrent('a host without an address that responds', () => {
  test('fails with ECONNREFUSED when all addresses refuse', async (context) => {
    const { slow, send } = createHost([REFUSING, REFUSING_6], context);
    const address = await slow(SLOW);
    await context.expect(send(address.port, 3000)).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'refused', code: 'ECONNREFUSED' },
    });
  });

  test.for([[[SLOW, REFUSING]], [[REFUSING, SLOW]], [[SLOW, UNRESPONSIVE]]] as const)(
    '(%j) fails with a timeout when one address does not respond',
    async ([addresses], context) => {
      const { slow, send } = createHost(addresses, context);
      const address = await slow(SLOW);
      await slow(UNRESPONSIVE, address.port);
      await context
        .expect(send(address.port, 900))
        .rejects.toMatchObject({ kind: 'notSent', facts: { reason: 'timeout' } });
    },
  );

  test('fails with the caller’s reason when aborted', async (context) => {
    const { slow, send } = createHost([SLOW, REFUSING], context);
    const address = await slow(SLOW);
    const controller = new AbortController();
    const sending = send(address.port, 5000, controller.signal);
    controller.abort(new Error('stop'));
    await context.expect(sending).rejects.toThrow('stop');
  });
});
