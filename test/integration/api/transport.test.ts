import { channel } from 'node:diagnostics_channel';
import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../src/api/http';
import { type Transport } from '../../../src/api/undiciTransport';
import { createTransport } from '../../../src/chunks/client';
import { answer, type Behaviour, type RawServer, rawServer } from '../../support/http/rawServer';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function serving(behaviour: Behaviour): Promise<RawServer> {
  const server = await rawServer(behaviour);
  closing.push(() => server.close());
  return server;
}

function transport(timeoutMs = 5000, maxBodyBytes?: number): Transport {
  const made = createTransport({ timeoutMs: () => timeoutMs, ...(maxBodyBytes && { maxBodyBytes }) });
  closing.push(() => made.close());
  return made;
}

const get = (url: string): HttpRequest => ({ method: 'GET', url: new URL(url), headers: {}, body: undefined });
const post = (url: string): HttpRequest => ({
  method: 'POST',
  url: new URL(url),
  headers: {},
  body: '{"name":"base"}',
});
const never = (): AbortSignal => new AbortController().signal;
const OK = answer('200 OK', '{}');

describe('a request that surely did not leave', () => {
  test('is told as not sent when nobody listens', async () => {
    const server = await rawServer({});
    await server.close();
    await expect(transport().send(post(server.url), never())).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'refused', code: 'ECONNREFUSED', host: new URL(server.url).host },
    });
  });

  test('is told as not sent when the name is unknown', async () => {
    await expect(transport().send(post('http://nobody.invalid/'), never())).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'dns', host: 'nobody.invalid' },
    });
  });

  test.each(['密钥', 'key\u200B', 'key\uD800', 'a\nb'])(
    'with a header that holds %j is not sent, and the reason is reported',
    async (authorization) => {
      const server = await serving({});
      const request = { ...post(server.url), headers: { authorization } };
      await expect(transport().send(request, never())).rejects.toMatchObject({
        kind: 'notSent',
        facts: { reason: 'unusableText' },
      });
      expect(server.received.join('')).toBe('');
    },
  );

  test('is told as not sent at the deadline, while the other side never finishes the handshake', async () => {
    const server = await serving({});
    await expect(transport(300).send(post(server.url.replace('http:', 'https:')), never())).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'timeout' },
    });
  });

  test('is told as not sent at the deadline, while it waits for a connection; and is not sent later', async () => {
    const held: (() => void)[] = [];
    const server = await serving({ onRequest: (socket) => held.push(() => socket.write(OK)) });
    const wire = transport(2000);
    const first = Array.from({ length: 8 }, () => wire.send(get(server.url), never()));
    const ninth = wire.send({ ...get(`${server.url}/late`), limitMs: 300 }, never());
    await expect(ninth).rejects.toMatchObject({ kind: 'notSent', facts: { reason: 'timeout' } });
    for (const release of held) release();
    await Promise.all(first);
    expect(server.received.join()).not.toContain('/late');
    expect(server.connections()).toBe(8);
  });

  test('ends at once with the caller’s reason, and nothing is sent', async () => {
    const server = await serving({});
    const stopped = AbortSignal.abort(new Error('stop'));
    await expect(transport().send(post(server.url), stopped)).rejects.toThrow('stop');
    expect(server.connections()).toBe(0);
  });
});

describe('a request that left', () => {
  test('has no answer when the other side resets', async () => {
    const server = await serving({ onRequest: (socket) => socket.resetAndDestroy() });
    for (const request of [get(server.url), post(server.url)]) {
      await expect(transport().send(request, never())).rejects.toMatchObject({
        kind: 'noAnswer',
        facts: { reason: 'reset' },
      });
    }
  });

  test('is known to have left when it first waited for a connection', async () => {
    const server = await serving({
      onRequest: (socket, count) => {
        if (count > 8) socket.resetAndDestroy();
        else setTimeout(() => socket.write(OK), 100);
      },
    });
    const wire = transport();
    const outcomes = await Promise.allSettled(Array.from({ length: 9 }, () => wire.send(post(server.url), never())));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'noAnswer' } });
  });

  test('is not confused with one that did not, at the same time', async () => {
    const server = await serving({ onRequest: (socket) => socket.resetAndDestroy() });
    const gone = await rawServer({});
    await gone.close();
    const wire = transport();
    const kinds = await Promise.all(
      Array.from({ length: 40 }, (_none, index) =>
        wire.send(post(index % 2 ? server.url : gone.url), never()).catch((error: { kind: string }) => error.kind),
      ),
    );
    expect(kinds).toEqual(kinds.map((_kind, index) => (index % 2 ? 'noAnswer' : 'notSent')));
  });

  test('has no answer when the other side closes, or speaks something else than HTTP', async () => {
    const closes = await serving({ onRequest: (socket) => socket.end() });
    const mail = await serving({ onRequest: (socket) => socket.end('220 mail.example ESMTP\r\n') });
    for (const { url } of [closes, mail]) {
      await expect(transport().send(post(url), never())).rejects.toMatchObject({ kind: 'noAnswer' });
    }
  });

  test('carries nothing of the answer in its error', async () => {
    const server = await serving({ onRequest: (socket) => socket.end('secret token in no HTTP\r\n\r\n') });
    const error: unknown = await transport()
      .send(get(server.url), never())
      .catch((reason: unknown) => reason);
    expect(JSON.stringify(error) + String((error as Error).cause)).not.toContain('secret');
  });

  test('ends at the deadline without headers, in the middle of headers, and in a dripping body', async () => {
    const drip = answer('200 OK', '', ['content-length: 1000']);
    for (const begin of ['', 'HTTP/1.1 200 OK\r\nx-a: b', drip]) {
      const server = await serving({
        onRequest: (socket) => {
          socket.write(begin);
          if (begin !== drip) return;
          const dripping = setInterval(() => socket.write(' '), 20);
          socket.on('close', () => clearInterval(dripping));
        },
      });
      await expect(transport(300).send(post(server.url), never())).rejects.toMatchObject({
        kind: 'noAnswer',
        facts: { reason: 'timeout' },
      });
    }
  });

  test('ends with the caller’s reason when that comes in the middle, and the connection closes', async () => {
    const stop = new AbortController();
    let closed: Promise<unknown> | undefined;
    const server = await serving({
      onRequest: (socket) => {
        closed = new Promise((resolve) => socket.once('close', resolve));
        stop.abort(new Error('stop'));
      },
    });
    await expect(transport().send(get(server.url), stop.signal)).rejects.toThrow('stop');
    await closed;
  });
});

describe('connections', () => {
  test('are kept for reading, and never used for anything else', async () => {
    const server = await serving({ onRequest: (socket) => socket.write(OK) });
    const wire = transport();
    for (const request of [get, get, post, post, get]) await wire.send(request(server.url), never());
    const uses = server.received.map((text) => text.match(/^(?:GET|POST)/gm)?.join(' ') ?? '').toSorted();
    expect(uses.filter((use) => use.includes('POST'))).toEqual(['POST', 'POST']);
    expect(uses.filter((use) => !use.includes('POST')).join(' ')).toBe('GET GET GET');
    expect(uses.length).toBeLessThan(5);
  });

  test('are eight at most', async () => {
    const server = await serving({ onRequest: (socket) => setTimeout(() => socket.write(OK), 20) });
    const wire = transport();
    await Promise.all(Array.from({ length: 40 }, () => wire.send(get(server.url), never())));
    expect(server.connections()).toBe(8);
  });

  test('that the other side has closed meanwhile are not used', async () => {
    const server = await serving({ onRequest: (socket) => socket.end(OK) });
    const wire = transport();
    for (let count = 0; count < 5; count += 1) {
      expect((await wire.send(get(server.url), never())).status).toBe(200);
    }
  });
});

describe('an answer', () => {
  test.each([
    ['too long as it says itself', answer('200 OK', '', ['content-length: 2000'])],
    ['too long as it comes', answer('200 OK', 'x'.repeat(2000), ['connection: close'])],
  ])('%s is cut off', async (_name, bytes) => {
    const server = await serving({ onRequest: (socket) => socket.write(bytes) });
    await expect(transport(5000, 1000).send(get(server.url), never())).rejects.toMatchObject({
      kind: 'unreadable',
      reason: 'tooLarge',
      status: 200,
    });
  });

  test.each([
    ['compressed as its header says, and not as its bytes are', answer('200 OK', '{}', ['content-encoding: gzip'])],
    ['in bytes that are not UTF-8', answer('200 OK', '{"name":"?"}').replace('?', '\xE9')],
  ])('%s is an error', async (_name, bytes) => {
    const server = await serving({ onRequest: (socket) => socket.end(Buffer.from(bytes, 'latin1')) });
    await expect(transport().send(get(server.url), never())).rejects.toMatchObject({
      kind: 'unreadable',
      reason: 'notJson',
    });
  });

  test('of failure is told with its status, whatever its body', async () => {
    const server = await serving({
      onRequest: (socket) => socket.end(answer('403 Forbidden', 'zip', ['content-encoding: gzip'])),
    });
    expect(await transport().send(get(server.url), never())).toMatchObject({ status: 403, body: '' });
  });

  test('loses its byte order mark, and keeps what lies beyond ASCII', async () => {
    const server = await serving({ onRequest: (socket) => socket.write(answer('200 OK', '\uFEFF{"name":"保存 🎉"}')) });
    expect((await transport().send(get(server.url), never())).body).toBe('{"name":"保存 🎉"}');
  });

  test('is the one after the provisional ones', async () => {
    const server = await serving({ onRequest: (socket) => socket.write(`HTTP/1.1 103 Early Hints\r\n\r\n${OK}`) });
    expect((await transport().send(get(server.url), never())).status).toBe(200);
  });

  test('with repeated headers has them joined', async () => {
    const server = await serving({
      onRequest: (socket) => socket.write(answer('200 OK', '{}', ['X-A: 1', 'X-A: 2', 'X-Request-Id: r'])),
    });
    expect((await transport().send(get(server.url), never())).headers).toMatchObject({
      'x-a': '1, 2',
      'x-request-id': 'r',
    });
  });

  test('sets no cookie for the next request', async () => {
    const server = await serving({ onRequest: (socket) => socket.write(answer('200 OK', '{}', ['set-cookie: a=b'])) });
    const wire = transport();
    await wire.send(get(server.url), never());
    await wire.send(get(server.url), never());
    expect(server.received.join().toLowerCase()).not.toContain('cookie');
    expect(server.received.join()).toContain('accept-encoding: identity');
  });
});

test('nothing listens to undici once all is answered, and nothing to the caller’s signal', async () => {
  const server = await serving({ onRequest: (socket) => socket.write(OK) });
  const wire = transport();
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 20 }, () => wire.send(get(server.url), signal)));
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(channel('undici:client:sendHeaders').hasSubscribers).toBe(false);
});
