import { afterEach, describe, expect, test } from 'vitest';
import type { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { createModelArtsClient, createTransport } from '../../../src/chunks/client';
import { silentLogger } from '../../../src/util/logger';
import { fixedKeys } from '../../support/doubles';
import { answer, type Behavior, type RawServer, rawServer } from '../../support/http/rawServer';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  expect({}).not.toHaveProperty('polluted');
});

interface Connected {
  readonly client: ModelArtsClient;
  readonly server: RawServer;
  /** Number of requests received with this method. */
  readonly count: (method: string) => number;
}

/**
 * Returns the product's client with all its layers, connected to a server with this behavior. Waits between retries
 * take no time.
 */
async function connectTo(behavior: Behavior, timeoutMs = 5000): Promise<Connected> {
  const server = await rawServer(behavior);
  const transport = createTransport({ timeoutMs: () => timeoutMs });
  closing.push(
    () => server.close(),
    () => transport.close(),
  );
  const client = createModelArtsClient({
    transport,
    endpoint: server.url,
    projectId: 'p',
    authenticator: fixedKeys({ accessKey: 'access', secretKey: 'secret', securityToken: undefined }),
    language: 'en-us',
    clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
    random: () => 0.5,
    log: silentLogger,
  });
  const count = (method: string): number => server.received.join('').split(`${method} /`).length - 1;
  return { client, server, count };
}

/** Returns a client of a server that answers every request with this body and status 200. */
async function clientOf(body: string | Buffer, headers: readonly string[] = []): Promise<ModelArtsClient> {
  const head = [`content-length: ${Buffer.byteLength(body)}`, ...headers];
  const { client } = await connectTo({
    onRequest: (socket) => {
      socket.write(answer('200 OK', '', head));
      socket.write(body);
    },
  });
  return client;
}

const deadline = (): AbortSignal => AbortSignal.timeout(15_000);
const request = { name: 'base', namespace: 'team', tag: 'v1', description: '', workspaceId: '0' };
const page = (data: string, more = ''): string => `{"data":[${data}]${more}}`;

const statuses = Array.from({ length: 105 }, (_none, index) => 400 + index);

describe('a response with any status from 400 to 504', () => {
  const body = '{"error_code":"ModelArts.0001","error_msg":"no","request_id":"r1"}';

  test('to a GET is a refusal with its facts, after three retries for 429 and 5xx only', async () => {
    let status = 0;
    const { client, count } = await connectTo({ onRequest: (socket) => socket.write(answer(`${status} No`, body)) });
    for (status of statuses) {
      const before = count('GET');
      await expect(client.getImage('i', deadline())).rejects.toMatchObject({
        kind: 'refused',
        status,
        code: 'ModelArts.0001',
        requestId: 'r1',
      });
      expect([status, count('GET') - before]).toEqual([status, status === 429 || status >= 500 ? 4 : 1]);
    }
  });

  test('to a save is a refusal below 500 and an unknown outcome from 500, and is never retried', async () => {
    let status = 0;
    const { client, count } = await connectTo({ onRequest: (socket) => socket.write(answer(`${status} No`, body)) });
    for (status of statuses) {
      const before = count('POST');
      const error = await client.createImage('n', request, deadline()).catch((reason: { kind: string }) => reason);
      expect([status, error]).toMatchObject([status, { kind: status < 500 ? 'refused' : 'outcomeUnknown' }]);
      expect([status, count('POST') - before]).toEqual([status, 1]);
    }
  });
});

describe('a request to a server that does not complete the response', () => {
  test('fails when the server closes its side right after the request', async () => {
    const { client, count } = await connectTo({ onRequest: (socket) => socket.end() });
    await expect(client.createImage('n', request, deadline())).rejects.toMatchObject({ kind: 'outcomeUnknown' });
    expect(count('POST')).toBe(1);
  });

  test('fails at the deadline when the server never reads', async () => {
    const { client } = await connectTo({ onConnect: (socket) => socket.pause() }, 300);
    await expect(client.createImage('n', request, deadline())).rejects.toMatchObject({
      kind: 'outcomeUnknown',
      cause: { kind: 'noAnswer', facts: { reason: 'timeout' } },
    });
  });

  test('fails at the deadline when the headers arrive one byte at a time', async () => {
    const { client } = await connectTo(
      {
        onRequest: (socket) => {
          socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
          const dripping = setInterval(() => socket.write('a'), 20);
          socket.on('close', () => clearInterval(dripping));
        },
      },
      300,
    );
    await expect(client.getImage('i', deadline())).rejects.toMatchObject({
      kind: 'noAnswer',
      facts: { reason: 'timeout' },
    });
  });

  test('fails when the headers never end', async () => {
    const { client } = await connectTo({
      onRequest: (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        socket.write(`x-a: ${'a'.repeat(2_000_000)}\r\n\r\n`);
      },
    });
    await expect(client.createImage('n', request, deadline())).rejects.toMatchObject({ kind: 'outcomeUnknown' });
  });
});

describe('a response in another encoding', () => {
  test.each([
    ['GBK', Buffer.from('7b226964223a2269222c226e616d65223a22b1a3b4e6227d', 'hex')],
    ['UTF-16 with a byte order mark', Buffer.from('\uFEFF{"id":"i"}', 'utf16le')],
    ['Latin-1', Buffer.from('{"id":"i","name":"Café"}', 'latin1')],
  ])('(%s) is rejected', async (_name, bytes) => {
    const client = await clientOf(bytes, ['content-type: application/json; charset=gbk']);
    await expect(client.getImage('i', deadline())).rejects.toMatchObject({ kind: 'unreadable', reason: 'notJson' });
  });

  test('is accepted when only its header is wrong', async () => {
    const client = await clientOf('{"id":"i","name":"保存 🎉"}', ['content-type: text/plain; charset=iso-8859-1']);
    expect(await client.getImage('i', deadline())).toMatchObject({ name: '保存 🎉' });
  });
});

describe('a response of excessive size or depth', () => {
  test.each([
    ['nested lists', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['nested objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
    ['unclosed brackets', '[{"data":'.repeat(100_000)],
  ])('(%s) is rejected as unreadable', async (_name, body) => {
    const client = await clientOf(body);
    await expect(client.getImage('i', deadline())).rejects.toMatchObject({ kind: 'unreadable' });
    await expect(client.createImage('n', request, deadline())).rejects.toMatchObject({ kind: 'outcomeUnknown' });
  });

  test('is accepted when only an ignored field is deeply nested', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const client = await clientOf(`{"id":"i","status":"ACTIVE","surplus":${deep}}`);
    expect(await client.getImage('i', deadline())).toMatchObject({ id: 'i', status: 'ACTIVE' });
  });

  test('with a million invalid items is rejected as too large', async () => {
    const client = await clientOf(page(Array(1_000_000).fill('0').join(',')));
    await expect(client.readNotebooks({}, deadline())).rejects.toMatchObject({
      kind: 'unreadable',
      reason: 'tooLarge',
    });
  });

  test('with hundreds of duplicates yields each item once', async () => {
    const twice = Array.from({ length: 500 }, (_none, index) => `{"id":"n${index % 7}","name":"nb"}`).join(',');
    const client = await clientOf(page(twice, ',"total":5000'));
    const { notebooks } = await client.readNotebooks({}, deadline());
    expect(notebooks.map(({ id }) => id)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6']);
  });
});

describe('a response with undocumented field values', () => {
  const image = async (fields: string): Promise<unknown> =>
    (await clientOf(`{"id":"i"${fields}}`)).getImage('i', deadline());

  test.each(['', ',"status":null', ',"status":7.5e400', ',"status":{}', ',"status":["ACTIVE"]'])(
    'with status%s has an empty status',
    async (fields) => expect(await image(fields)).toMatchObject({ id: 'i', status: '' }),
  );

  test.each([
    [',"size":"12","create_at":"1700000000000"', { sizeBytes: 12, createdAt: 1_700_000_000_000 }],
    [',"size":"many","create_at":{}', { sizeBytes: undefined, createdAt: undefined }],
    [',"arch":"X86_64","status":"FROM_THE_FUTURE"', { arch: 'x86_64', status: 'FROM_THE_FUTURE' }],
    [',"surplus":1,"Status":"ACTIVE"', { status: '' }],
  ])('with %s yields the usable fields', async (fields, expected) => {
    expect(await image(fields)).toMatchObject(expected);
  });

  test.each(['7', 'null', '""', '[]', '{}', 'true'])(
    'with the ID %s is rejected, and leaves the outcome of a save unknown',
    async (id) => {
      const client = await clientOf(`{"id":${id},"status":"ACTIVE"}`);
      await expect(client.getImage('i', deadline())).rejects.toMatchObject({ reason: 'unexpectedShape' });
      await expect(client.createImage('n', request, deadline())).rejects.toMatchObject({ kind: 'outcomeUnknown' });
    },
  );

  test.each(['null', '7', '"text"', '[]', 'true'])('that consists of %s is rejected', async (body) => {
    const client = await clientOf(body);
    await expect(client.getImage('i', deadline())).rejects.toMatchObject({ reason: 'unexpectedShape' });
    await expect(client.readNotebooks({}, deadline())).rejects.toMatchObject({ reason: 'unexpectedShape' });
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'with the key %s ignores that key',
    async (key) => {
      const client = await clientOf(
        page(`{"id":"a","name":"nb","${key}":{"polluted":true,"name":"other"}}`, `,"${key}":{"polluted":true}`),
      );
      const { notebooks } = await client.readNotebooks({}, deadline());
      expect(notebooks).toMatchObject([{ id: 'a', name: 'nb' }]);
      expect(Object.hasOwn(notebooks[0]!, key)).toBe(false);
      expect(Object.getPrototypeOf(notebooks[0])).toBe(Object.prototype);
    },
  );
});

describe('a notebook name', () => {
  test.each([
    '\u202Egnp.exe',
    '\u200B\u2060zero',
    '\u001B[31mred',
    'two\nlines',
    '$(error) icon',
    '[run](command:x)',
    '🎉👩‍👩‍👧',
    'long '.repeat(2000),
    '',
  ])('%j is passed through unchanged, to be escaped when displayed', async (name) => {
    const client = await clientOf(page(JSON.stringify({ id: 'a', name })));
    expect((await client.readNotebooks({}, deadline())).notebooks).toMatchObject([{ name }]);
  });
});

test('throttling reported with status 403 is a refusal with that code, and a save is sent once', async () => {
  const body = '{"error_code":"APIGW.0308","error_msg":"too many"}';
  const { client, count } = await connectTo({ onRequest: (socket) => socket.end(answer('403 Forbidden', body)) });
  const throttled = { kind: 'refused', status: 403, code: 'APIGW.0308' };
  await expect(client.getImage('i', deadline())).rejects.toMatchObject(throttled);
  await expect(client.createImage('nb', request, deadline())).rejects.toMatchObject(throttled);
  expect(count('POST')).toBe(1);
});

test('throttling reported with status 200 is a refusal', async () => {
  const client = await clientOf('{"error_code":"APIGW.0308","error_msg":"too many"}');
  await expect(client.getImage('i', deadline())).rejects.toMatchObject({ kind: 'refused', code: 'APIGW.0308' });
});
