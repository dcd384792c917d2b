import { channel } from 'node:diagnostics_channel';
import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../src/api/http';
import type { Transport } from '../../../src/api/undiciTransport';
import { createTransport } from '../../../src/chunks/client';
import { answer, type Behavior, type RawServer, rawServer } from '../../support/http/rawServer';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function serve(behavior: Behavior): Promise<RawServer> {
  const server = await rawServer(behavior);
  closing.push(() => server.close());
  return server;
}

function transport(timeoutMs = 5000, maxBodyBytes?: number): Transport {
  const created = createTransport({ timeoutMs: () => timeoutMs, ...(maxBodyBytes && { maxBodyBytes }) });
  closing.push(() => created.close());
  return created;
}

const get = (url: string): HttpRequest => ({ method: 'GET', url: new URL(url), headers: {}, body: undefined });
const post = (url: string): HttpRequest => ({
  method: 'POST',
  url: new URL(url),
  headers: {},
  body: '{"name":"base"}',
});
const neverAborted = (): AbortSignal => new AbortController().signal;
const OK = answer('200 OK', '{}');

describe('a request that was not sent', () => {
  test('is reported as such when the port is closed', async () => {
    const server = await rawServer({});
    await server.close();
    await expect(transport().send(post(server.url), neverAborted())).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'refused', code: 'ECONNREFUSED', host: new URL(server.url).host },
    });
  });

  test('is reported as such when the host name is unknown', async () => {
    await expect(transport().send(post('http://nobody.invalid/'), neverAborted())).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'dns', host: 'nobody.invalid' },
    });
  });

  test.each(['密钥', 'key\u200B', 'key\uD800', 'a\nb'])(
    'because its header contains %j is reported with that reason',
    async (authorization) => {
      const server = await serve({});
      const request = { ...post(server.url), headers: { authorization } };
      await expect(transport().send(request, neverAborted())).rejects.toMatchObject({
        kind: 'notSent',
        facts: { reason: 'unusableText' },
      });
      expect(server.received.join('')).toBe('');
    },
  );

  test('is reported as such when the TLS handshake exceeds the deadline', async () => {
    const server = await serve({});
    await expect(
      transport(300).send(post(server.url.replace('http:', 'https:')), neverAborted()),
    ).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'timeout' },
    });
  });

  test('is reported as such when it waits for a connection beyond the deadline, and is not sent later', async () => {
    const held: (() => void)[] = [];
    const server = await serve({ onRequest: (socket) => held.push(() => socket.write(OK)) });
    const wire = transport(2000);
    const first = Array.from({ length: 8 }, () => wire.send(get(server.url), neverAborted()));
    const ninth = wire.send({ ...get(`${server.url}/late`), limitMs: 300 }, neverAborted());
    await expect(ninth).rejects.toMatchObject({ kind: 'notSent', facts: { reason: 'timeout' } });
    for (const release of held) release();
    await Promise.all(first);
    expect(server.received.join()).not.toContain('/late');
    expect(server.connections()).toBe(8);
  });

  test('is rejected immediately with the caller’s reason when already aborted', async () => {
    const server = await serve({});
    const stopped = AbortSignal.abort(new Error('stop'));
    await expect(transport().send(post(server.url), stopped)).rejects.toThrow('stop');
    expect(server.connections()).toBe(0);
  });
});

describe('a request that was sent', () => {
  test('is rejected as noAnswer when the server resets the connection', async () => {
    const server = await serve({ onRequest: (socket) => socket.resetAndDestroy() });
    for (const request of [get(server.url), post(server.url)]) {
      await expect(transport().send(request, neverAborted())).rejects.toMatchObject({
        kind: 'noAnswer',
        facts: { reason: 'reset' },
      });
    }
  });

  test('is recognized as sent even if it waited for a connection first', async () => {
    const server = await serve({
      onRequest: (socket, count) => {
        if (count > 8) socket.resetAndDestroy();
        else setTimeout(() => socket.write(OK), 100);
      },
    });
    const wire = transport();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 9 }, () => wire.send(post(server.url), neverAborted())),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'noAnswer' } });
  });

  test('is distinguished from one that was not sent, with many requests in parallel', async () => {
    const server = await serve({ onRequest: (socket) => socket.resetAndDestroy() });
    const gone = await rawServer({});
    await gone.close();
    const wire = transport();
    const kinds = await Promise.all(
      Array.from({ length: 40 }, (_none, index) =>
        wire
          .send(post(index % 2 ? server.url : gone.url), neverAborted())
          .catch((error: { kind: string }) => error.kind),
      ),
    );
    expect(kinds).toEqual(kinds.map((_kind, index) => (index % 2 ? 'noAnswer' : 'notSent')));
  });

  test('is rejected as noAnswer when the server closes the connection or does not speak HTTP', async () => {
    const closes = await serve({ onRequest: (socket) => socket.end() });
    const mail = await serve({ onRequest: (socket) => socket.end('220 mail.example ESMTP\r\n') });
    for (const { url } of [closes, mail]) {
      await expect(transport().send(post(url), neverAborted())).rejects.toMatchObject({ kind: 'noAnswer' });
    }
  });

  test('is rejected with an error that contains nothing of the response', async () => {
    const server = await serve({ onRequest: (socket) => socket.end('secret token in no HTTP\r\n\r\n') });
    const error: unknown = await transport()
      .send(get(server.url), neverAborted())
      .catch((reason: unknown) => reason);
    expect(JSON.stringify(error) + String((error as Error).cause)).not.toContain('secret');
  });

  test('is rejected at the deadline before the headers, within the headers, and within a slow body', async () => {
    const drip = answer('200 OK', '', ['content-length: 1000']);
    for (const begin of ['', 'HTTP/1.1 200 OK\r\nx-a: b', drip]) {
      const server = await serve({
        onRequest: (socket) => {
          socket.write(begin);
          if (begin !== drip) return;
          const dripping = setInterval(() => socket.write(' '), 20);
          socket.on('close', () => clearInterval(dripping));
        },
      });
      await expect(transport(300).send(post(server.url), neverAborted())).rejects.toMatchObject({
        kind: 'noAnswer',
        facts: { reason: 'timeout' },
      });
    }
  });

  test('is rejected with the caller’s reason when aborted midway, and its connection closes', async () => {
    const stop = new AbortController();
    let closed: Promise<unknown> | undefined;
    const server = await serve({
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
  test('are reused for GET requests only', async () => {
    const server = await serve({ onRequest: (socket) => socket.write(OK) });
    const wire = transport();
    for (const request of [get, get, post, post, get]) await wire.send(request(server.url), neverAborted());
    const uses = server.received.map((text) => text.match(/^(?:GET|POST)/gm)?.join(' ') ?? '').toSorted();
    expect(uses.filter((use) => use.includes('POST'))).toEqual(['POST', 'POST']);
    expect(uses.filter((use) => !use.includes('POST')).join(' ')).toBe('GET GET GET');
    expect(uses.length).toBeLessThan(5);
  });

  test('are limited to eight', async () => {
    const server = await serve({ onRequest: (socket) => setTimeout(() => socket.write(OK), 20) });
    const wire = transport();
    await Promise.all(Array.from({ length: 40 }, () => wire.send(get(server.url), neverAborted())));
    expect(server.connections()).toBe(8);
  });

  test('that the server has closed are not reused', async () => {
    const server = await serve({ onRequest: (socket) => socket.end(OK) });
    const wire = transport();
    for (let count = 0; count < 5; count += 1) {
      expect((await wire.send(get(server.url), neverAborted())).status).toBe(200);
    }
  });
});

describe('a response', () => {
  test.each([
    ['with a content length over the limit', answer('200 OK', '', ['content-length: 2000'])],
    ['with a body over the limit', answer('200 OK', 'x'.repeat(2000), ['connection: close'])],
  ])('%s is rejected', async (_name, bytes) => {
    const server = await serve({ onRequest: (socket) => socket.write(bytes) });
    await expect(transport(5000, 1000).send(get(server.url), neverAborted())).rejects.toMatchObject({
      kind: 'unreadable',
      reason: 'tooLarge',
      status: 200,
    });
  });

  test.each([
    ['that is not compressed although its header says so', answer('200 OK', '{}', ['content-encoding: gzip'])],
    ['that is not UTF-8', answer('200 OK', '{"name":"?"}').replace('?', '\xE9')],
  ])('%s is rejected as unreadable', async (_name, bytes) => {
    const server = await serve({ onRequest: (socket) => socket.end(Buffer.from(bytes, 'latin1')) });
    await expect(transport().send(get(server.url), neverAborted())).rejects.toMatchObject({
      kind: 'unreadable',
      reason: 'notJson',
    });
  });

  test('with an error status is returned with that status, whatever its body', async () => {
    const server = await serve({
      onRequest: (socket) => socket.end(answer('403 Forbidden', 'zip', ['content-encoding: gzip'])),
    });
    expect(await transport().send(get(server.url), neverAborted())).toMatchObject({ status: 403, body: '' });
  });

  test('is decoded as UTF-8 without its byte order mark', async () => {
    const server = await serve({ onRequest: (socket) => socket.write(answer('200 OK', '\uFEFF{"name":"保存 🎉"}')) });
    expect((await transport().send(get(server.url), neverAborted())).body).toBe('{"name":"保存 🎉"}');
  });

  test('is the final one after informational responses', async () => {
    const server = await serve({ onRequest: (socket) => socket.write(`HTTP/1.1 103 Early Hints\r\n\r\n${OK}`) });
    expect((await transport().send(get(server.url), neverAborted())).status).toBe(200);
  });

  test('has repeated headers joined', async () => {
    const server = await serve({
      onRequest: (socket) => socket.write(answer('200 OK', '{}', ['X-A: 1', 'X-A: 2', 'X-Request-Id: r'])),
    });
    expect((await transport().send(get(server.url), neverAborted())).headers).toMatchObject({
      'x-a': '1, 2',
      'x-request-id': 'r',
    });
  });

  test('sets no cookie for the next request', async () => {
    const server = await serve({ onRequest: (socket) => socket.write(answer('200 OK', '{}', ['set-cookie: a=b'])) });
    const wire = transport();
    await wire.send(get(server.url), neverAborted());
    await wire.send(get(server.url), neverAborted());
    expect(server.received.join().toLowerCase()).not.toContain('cookie');
    expect(server.received.join()).toContain('accept-encoding: identity');
  });
});

test('no listener remains on undici’s channel or the caller’s signal after all requests', async () => {
  const server = await serve({ onRequest: (socket) => socket.write(OK) });
  const wire = transport();
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 20 }, () => wire.send(get(server.url), signal)));
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(channel('undici:client:sendHeaders').hasSubscribers).toBe(false);
});
