import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../src/api/http';
import { sign } from '../../../src/api/signer';
import { createTransport } from '../../../src/chunks/client';
import { type Emulator, startEmulator } from '../../../src/emulator/index';

const id = fc.stringMatching(/^[A-Za-z0-9 _.~!*'()@:+,;=&$äß-]{1,12}$/).filter((text) => !/^\.{1,2}$/.test(text));
const query = fc.array(
  fc.tuple(fc.string({ minLength: 1, maxLength: 6 }), fc.string({ maxLength: 6, unit: 'grapheme' })),
  { maxLength: 3 },
);
const requestArbitrary = fc.oneof(
  fc.record({ method: fc.constantFrom('GET', 'DELETE'), path: id.map((text) => ['images', text]), query }),
  fc.record({
    method: fc.constant('POST'),
    path: id.map((text) => ['notebooks', text, 'create-image']),
    query,
    body: fc.json({ maxDepth: 1 }),
  }),
);
type Parts = typeof requestArbitrary extends fc.Arbitrary<infer T> ? T : never;

describe('the emulator’s own implementation of the signature', () => {
  let emulator: Emulator;
  const transport = createTransport({ timeoutMs: () => 5000 });

  beforeAll(async () => {
    emulator = await startEmulator({ notebooks: 0, credentials: { securityToken: 'temporary-token' } });
  });
  afterAll(async () => {
    await transport.close();
    await emulator.close();
  });

  const unsigned = ({ method, path, query: pairs, ...rest }: Parts): HttpRequest => {
    const url = new URL(`${emulator.url}/v1/${[emulator.projectId, ...path].map(encodeURIComponent).join('/')}`);
    for (const [name, value] of pairs) url.searchParams.append(name, value);
    const headers = { 'content-type': 'application/json', 'x-project-id': emulator.projectId };
    return { method, url, headers, body: 'body' in rest ? rest.body : undefined };
  };
  const signed = (request: HttpRequest): HttpRequest => {
    const { accessKey, secretKey, securityToken } = emulator;
    return { ...request, headers: sign(request, { accessKey, secretKey, securityToken }, Date.now()) };
  };
  const statusOf = async (request: HttpRequest): Promise<number> =>
    (await transport.send(request, AbortSignal.timeout(5000))).status;

  test('accepts every signed request', async () => {
    await fc.assert(
      fc.asyncProperty(requestArbitrary, async (parts) => {
        expect(await statusOf(signed(unsigned(parts)))).not.toBe(401);
      }),
      { numRuns: 150 },
    );
  });

  test('refuses a request whose method, path, query, body, date or token was changed after signing', async () => {
    const changes: readonly ((request: HttpRequest) => HttpRequest)[] = [
      (request) => (request.method === 'POST' ? { ...request, body: '{}x' } : { ...request, method: other(request) }),
      (request) => ({ ...request, url: new URL(request.url.href.replace(/\/(images|notebooks)\//, '/$1/z')) }),
      (request) => ({ ...request, url: withQuery(request.url) }),
      (request) => (request.method === 'GET' ? withBody(request) : { ...request, body: `${request.body ?? ''} ` }),
      (request) => ({ ...request, headers: { ...request.headers, 'x-sdk-date': '20200101T000000Z' } }),
      (request) => ({ ...request, headers: { ...request.headers, 'x-security-token': 'other' } }),
      (request) => ({ ...request, headers: { ...request.headers, 'x-project-id': 'other' } }),
    ];
    await fc.assert(
      fc.asyncProperty(requestArbitrary, fc.constantFrom(...changes), async (parts, change) => {
        expect(await statusOf(change(signed(unsigned(parts))))).toBe(401);
      }),
      { numRuns: 150 },
    );
  });
});

function withQuery(url: URL): URL {
  const changed = new URL(url);
  changed.searchParams.append('added', '1');
  return changed;
}

const other = ({ method }: HttpRequest): HttpRequest['method'] => (method === 'GET' ? 'DELETE' : 'GET');

/** Adds a body that was not signed. */
function withBody(request: HttpRequest): HttpRequest {
  return { ...request, body: '{}' };
}
