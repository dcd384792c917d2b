import dns from 'node:dns';
import { isIP } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { HttpRequest } from '../../../src/api/http';
import { createTransport } from '../../../src/client';
import { slowAddress } from '../../support/http/slowAddress';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  vi.restoreAllMocks();
});

/** Lets every name lead to these addresses. */
function leadTo(...addresses: readonly string[]): void {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: unknown, done: unknown) => {
    (done as (error: null, all: typeof found) => void)(null, found);
  }) as typeof dns.lookup);
}

async function slow(host: string, port = 0) {
  const address = await slowAddress(host, port);
  closing.push(() => address.close());
  return address;
}

function send(port: number, timeoutMs: number, signal = new AbortController().signal) {
  const transport = createTransport({ timeoutMs: () => timeoutMs });
  closing.push(() => transport.close());
  const request: HttpRequest = {
    method: 'POST',
    url: new URL(`http://two-families.test:${port}/`),
    headers: {},
    body: '{}',
  };
  return transport.send(request, signal);
}

const SLOW = '127.0.0.1';
const REFUSING = '127.0.0.2';
const REFUSING_6 = '::1';
const SILENT = '127.0.0.3';

describe('a host with a slow address', () => {
  test.each([
    ['alone', [SLOW]],
    ['before one that refuses', [SLOW, REFUSING]],
    ['before one of the other family that refuses', [SLOW, REFUSING_6]],
    ['after one of the other family that refuses', [REFUSING_6, SLOW]],
    ['before one that is silent', [SLOW, SILENT]],
    ['after one that is silent', [SILENT, SLOW]],
    ['among several that refuse', [REFUSING, SLOW, REFUSING_6, '127.0.0.4']],
  ])('(%s) is reached within the deadline of the request', async (_name, addresses) => {
    const address = await slow(SLOW);
    await slow(SILENT, address.port);
    leadTo(...addresses);
    const answered = send(address.port, 8000);
    // Longer than Node gives an address while there is another one.
    await pass(300);
    address.answer();
    expect((await answered).status).toBe(200);
  });
});

describe('a host none of whose addresses answers', () => {
  test('is a refusal only where all refuse', async () => {
    const address = await slow(SLOW);
    leadTo(REFUSING, REFUSING_6);
    await expect(send(address.port, 3000)).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'refused', code: 'ECONNREFUSED' },
    });
  });

  test.each([[[SLOW, REFUSING]], [[REFUSING, SLOW]], [[SLOW, SILENT]]])(
    '(%j) is a time-out where one of them is silent',
    async (addresses) => {
      const address = await slow(SLOW);
      await slow(SILENT, address.port);
      leadTo(...addresses);
      await expect(send(address.port, 900)).rejects.toMatchObject({ kind: 'notSent', facts: { reason: 'timeout' } });
    },
  );

  test('ends with the reason of the caller', async () => {
    const address = await slow(SLOW);
    leadTo(SLOW, REFUSING);
    const over = new AbortController();
    const sending = send(address.port, 5000, over.signal);
    over.abort(new Error('stop'));
    await expect(sending).rejects.toThrow('stop');
  });
});
