import dns from 'node:dns';
import { once } from 'node:events';
import net, { isIP, type Socket } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, type TestContext, test, vi } from 'vitest';
import type { HttpRequest } from '../../../src/api/http';
import { createTransport } from '../../../src/chunks/client';

/** Addresses of each host. */
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

/** Accepts connections as soon as it is woken, and answers every request with `{}`. */
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

/** An address that lets connections wait: its queue is full, and the system drops what else arrives. Port 0 = a free one. */
async function slowAddress(host: string, port = 0) {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(SERVER, { eval: true, workerData: { host, port, gate } });
  const [listening] = (await once(worker, 'message')) as [number];
  const filling: Socket[] = [];
  for (let count = 0; count < 2; count += 1) {
    const socket = net.connect(listening, host);
    socket.on('error', () => undefined);
    filling.push(socket);
    await once(socket, 'connect');
  }
  /** Takes the connections that wait. The system repeats the attempts of the others after about a second. */
  const answer = (): void => {
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
  };
  return {
    port: listening,
    answer,
    async close(): Promise<void> {
      answer();
      for (const socket of filling) socket.destroy();
      await worker.terminate();
    },
  };
}

/** A host of one test. */
function hostAt(addresses: readonly string[], { onTestFinished }: TestContext) {
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
const SILENT = '127.0.0.3';

// The time that passes is real, so that the tests wait at the same time.
describe.concurrent('a host with a slow address', () => {
  test.for<readonly [string, readonly string[]]>([
    ['alone', [SLOW]],
    ['before one that refuses', [SLOW, REFUSING]],
    ['before one of the other family that refuses', [SLOW, REFUSING_6]],
    ['after one of the other family that refuses', [REFUSING_6, SLOW]],
    ['before one that is silent', [SLOW, SILENT]],
    ['after one that is silent', [SILENT, SLOW]],
    ['among several that refuse', [REFUSING, SLOW, REFUSING_6, '127.0.0.4']],
  ])('(%s) is reached within the deadline of the request', async ([, addresses], context) => {
    const { slow, send } = hostAt(addresses, context);
    const address = await slow(SLOW);
    await slow(SILENT, address.port);
    const answered = send(address.port, 8000);
    // Longer than Node gives an address while there is another one.
    await pass(300);
    address.answer();
    context.expect((await answered).status).toBe(200);
  });
});

describe.concurrent('a host none of whose addresses answers', () => {
  test('is a refusal only where all refuse', async (context) => {
    const { slow, send } = hostAt([REFUSING, REFUSING_6], context);
    const address = await slow(SLOW);
    await context.expect(send(address.port, 3000)).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'refused', code: 'ECONNREFUSED' },
    });
  });

  test.for([[[SLOW, REFUSING]], [[REFUSING, SLOW]], [[SLOW, SILENT]]] as const)(
    '(%j) is a time-out where one of them is silent',
    async ([addresses], context) => {
      const { slow, send } = hostAt(addresses, context);
      const address = await slow(SLOW);
      await slow(SILENT, address.port);
      await context
        .expect(send(address.port, 900))
        .rejects.toMatchObject({ kind: 'notSent', facts: { reason: 'timeout' } });
    },
  );

  test('ends with the reason of the caller', async (context) => {
    const { slow, send } = hostAt([SLOW, REFUSING], context);
    const address = await slow(SLOW);
    const over = new AbortController();
    const sending = send(address.port, 5000, over.signal);
    over.abort(new Error('stop'));
    await context.expect(sending).rejects.toThrow('stop');
  });
});
