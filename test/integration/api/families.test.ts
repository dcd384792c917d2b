import dns from 'node:dns';
import { isIP } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test, type TestContext, vi } from 'vitest';
import type { HttpRequest } from '../../../src/api/http';
import { createTransport } from '../../../src/client';
import { slowAddress } from '../../support/http/slowAddress';

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
