import { afterEach, describe, expect, test } from 'vitest';
import type { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { createModelArtsClient, createTransport } from '../../../src/chunks/client';
import { silentLogger } from '../../../src/util/logger';
import { fixedKeys } from '../../support/doubles';
import { answer, type Behaviour, type RawServer, rawServer } from '../../support/http/rawServer';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  expect({}).not.toHaveProperty('polluted');
});

interface Reached {
  readonly client: ModelArtsClient;
  readonly server: RawServer;
  /** Requests of this method that came in. */
  readonly count: (method: string) => number;
}

/** The product's client with all its layers, at a server that behaves like this. Waits between retries take no time. */
async function reaching(behaviour: Behaviour, timeoutMs = 5000): Promise<Reached> {
  const server = await rawServer(behaviour);
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

/** The client at a server that answers every request with this body, of status 200. */
async function answered(body: string | Buffer, headers: readonly string[] = []): Promise<ModelArtsClient> {
  const head = [`content-length: ${Buffer.byteLength(body)}`, ...headers];
  const { client } = await reaching({
    onRequest: (socket) => {
      socket.write(answer('200 OK', '', head));
      socket.write(body);
    },
  });
  return client;
}

const soon = (): AbortSignal => AbortSignal.timeout(15_000);
const order = { name: 'base', namespace: 'team', tag: 'v1', description: '', workspaceId: '0' };
const page = (data: string, more = ''): string => `{"data":[${data}]${more}}`;

const statuses = Array.from({ length: 105 }, (_none, index) => 400 + index);

describe('every status from 400 to 504', () => {
  const body = '{"error_code":"ModelArts.0001","error_msg":"no","request_id":"r1"}';

  test('is a refusal with its facts when something is read, after three more tries for 429 and 5xx alone', async () => {
    let status = 0;
    const { client, count } = await reaching({ onRequest: (socket) => socket.write(answer(`${status} No`, body)) });
    for (status of statuses) {
      const before = count('GET');
      await expect(client.getImage('i', soon())).rejects.toMatchObject({
        kind: 'refused',
        status,
        code: 'ModelArts.0001',
        requestId: 'r1',
      });
      expect([status, count('GET') - before]).toEqual([status, status === 429 || status >= 500 ? 4 : 1]);
    }
  });

  test('is a refusal of a save below 500, and leaves it unknown from there on; it is never sent twice', async () => {
    let status = 0;
    const { client, count } = await reaching({ onRequest: (socket) => socket.write(answer(`${status} No`, body)) });
    for (status of statuses) {
      const before = count('POST');
      const error = await client.createImage('n', order, soon()).catch((reason: { kind: string }) => reason);
      expect([status, error]).toMatchObject([status, { kind: status < 500 ? 'refused' : 'outcomeUnknown' }]);
      expect([status, count('POST') - before]).toEqual([status, 1]);
    }
  });
});

describe('a service that does not come to an end', () => {
  test('by half-open connections: it hears the request and has closed its own side already', async () => {
    const { client, count } = await reaching({ onRequest: (socket) => socket.end() });
    await expect(client.createImage('n', order, soon())).rejects.toMatchObject({ kind: 'outcomeUnknown' });
    expect(count('POST')).toBe(1);
  });

  test('by connections that nobody listens to any more: the deadline of the request ends them', async () => {
    const { client } = await reaching({ onConnect: (socket) => socket.pause() }, 300);
    await expect(client.createImage('n', order, soon())).rejects.toMatchObject({
      kind: 'outcomeUnknown',
      cause: { kind: 'noAnswer', facts: { reason: 'timeout' } },
    });
  });

  test('by headers that drip, one letter at a time', async () => {
    const { client } = await reaching(
      {
        onRequest: (socket) => {
          socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
          const dripping = setInterval(() => socket.write('a'), 20);
          socket.on('close', () => clearInterval(dripping));
        },
      },
      300,
    );
    await expect(client.getImage('i', soon())).rejects.toMatchObject({
      kind: 'noAnswer',
      facts: { reason: 'timeout' },
    });
  });

  test('by headers without end', async () => {
    const { client } = await reaching({
      onRequest: (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        socket.write(`x-a: ${'a'.repeat(2_000_000)}\r\n\r\n`);
      },
    });
    await expect(client.createImage('n', order, soon())).rejects.toMatchObject({ kind: 'outcomeUnknown' });
  });
});

describe('an answer in another encoding', () => {
  test.each([
    ['GBK', Buffer.from('7b226964223a2269222c226e616d65223a22b1a3b4e6227d', 'hex')],
    ['UTF-16, with its mark', Buffer.from('\uFEFF{"id":"i"}', 'utf16le')],
    ['Latin-1', Buffer.from('{"id":"i","name":"Café"}', 'latin1')],
  ])('(%s) is not guessed at', async (_name, bytes) => {
    const client = await answered(bytes, ['content-type: application/json; charset=gbk']);
    await expect(client.getImage('i', soon())).rejects.toMatchObject({ kind: 'unreadable', reason: 'notJson' });
  });

  test('that is UTF-8, whatever its header says, is read', async () => {
    const client = await answered('{"id":"i","name":"保存 🎉"}', ['content-type: text/plain; charset=iso-8859-1']);
    expect(await client.getImage('i', soon())).toMatchObject({ name: '保存 🎉' });
  });
});

describe('an answer of a monstrous shape', () => {
  test.each([
    ['lists in lists', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['objects in objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
    ['nothing but beginnings', '[{"data":'.repeat(100_000)],
  ])('(%s) is an error like any other', async (_name, body) => {
    const client = await answered(body);
    await expect(client.getImage('i', soon())).rejects.toMatchObject({ kind: 'unreadable' });
    await expect(client.createImage('n', order, soon())).rejects.toMatchObject({ kind: 'outcomeUnknown' });
  });

  test('with depth where nobody looks is read', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const client = await answered(`{"id":"i","status":"ACTIVE","surplus":${deep}}`);
    expect(await client.getImage('i', soon())).toMatchObject({ id: 'i', status: 'ACTIVE' });
  });

  test('with a million items that are none is refused', async () => {
    const client = await answered(page(Array(1_000_000).fill('0').join(',')));
    await expect(client.readNotebooks({}, soon())).rejects.toMatchObject({ kind: 'unreadable', reason: 'tooLarge' });
  });

  test('with hundreds of duplicates shows each once', async () => {
    const twice = Array.from({ length: 500 }, (_none, index) => `{"id":"n${index % 7}","name":"nb"}`).join(',');
    const client = await answered(page(twice, ',"total":5000'));
    const { notebooks } = await client.readNotebooks({}, soon());
    expect(notebooks.map(({ id }) => id)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6']);
  });
});

describe('fields that are not what the page says', () => {
  const image = async (fields: string): Promise<unknown> =>
    (await answered(`{"id":"i"${fields}}`)).getImage('i', soon());

  test.each(['', ',"status":null', ',"status":7.5e400', ',"status":{}', ',"status":["ACTIVE"]'])(
    'status%s: missing, null or of another type is no status',
    async (fields) => expect(await image(fields)).toMatchObject({ id: 'i', status: '' }),
  );

  test.each([
    [',"size":"12","create_at":"1700000000000"', { sizeBytes: 12, createdAt: 1_700_000_000_000 }],
    [',"size":"many","create_at":{}', { sizeBytes: undefined, createdAt: undefined }],
    [',"arch":"X86_64","status":"FROM_THE_FUTURE"', { arch: 'x86_64', status: 'FROM_THE_FUTURE' }],
    [',"surplus":1,"Status":"ACTIVE"', { status: '' }],
  ])('%s is read as far as it makes sense', async (fields, expected) => {
    expect(await image(fields)).toMatchObject(expected);
  });

  test.each(['7', 'null', '""', '[]', '{}', 'true'])(
    'an id of %s is no answer, and a save stays unknown',
    async (id) => {
      const client = await answered(`{"id":${id},"status":"ACTIVE"}`);
      await expect(client.getImage('i', soon())).rejects.toMatchObject({ reason: 'unexpectedShape' });
      await expect(client.createImage('n', order, soon())).rejects.toMatchObject({ kind: 'outcomeUnknown' });
    },
  );

  test.each(['null', '7', '"text"', '[]', 'true'])('%s in the place of an answer is none', async (body) => {
    const client = await answered(body);
    await expect(client.getImage('i', soon())).rejects.toMatchObject({ reason: 'unexpectedShape' });
    await expect(client.readNotebooks({}, soon())).rejects.toMatchObject({ reason: 'unexpectedShape' });
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'a key %s is one more key that nobody reads',
    async (key) => {
      const client = await answered(
        page(`{"id":"a","name":"nb","${key}":{"polluted":true,"name":"other"}}`, `,"${key}":{"polluted":true}`),
      );
      const { notebooks } = await client.readNotebooks({}, soon());
      expect(notebooks).toMatchObject([{ id: 'a', name: 'nb' }]);
      expect(Object.hasOwn(notebooks[0]!, key)).toBe(false);
      expect(Object.getPrototypeOf(notebooks[0])).toBe(Object.prototype);
    },
  );
});

describe('names that are not what they seem', () => {
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
  ])('%j comes through as it is, for the drawing to escape', async (name) => {
    const client = await answered(page(JSON.stringify({ id: 'a', name })));
    expect((await client.readNotebooks({}, soon())).notebooks).toMatchObject([{ name }]);
  });
});

test('throttling that is told in an answer of status 403 is a refusal for that reason, and the save is sent once', async () => {
  const body = '{"error_code":"APIGW.0308","error_msg":"too many"}';
  const { client, count } = await reaching({ onRequest: (socket) => socket.end(answer('403 Forbidden', body)) });
  const throttled = { kind: 'refused', status: 403, code: 'APIGW.0308' };
  await expect(client.getImage('i', soon())).rejects.toMatchObject(throttled);
  await expect(client.createImage('nb', order, soon())).rejects.toMatchObject(throttled);
  expect(count('POST')).toBe(1);
});

test('throttling that is told in an answer of status 200 is a refusal', async () => {
  const client = await answered('{"error_code":"APIGW.0308","error_msg":"too many"}');
  await expect(client.getImage('i', soon())).rejects.toMatchObject({ kind: 'refused', code: 'APIGW.0308' });
});
