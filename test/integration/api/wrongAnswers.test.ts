import http from 'node:http';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { createTransport } from '../../../src/chunks/client';
import { systemClock } from '../../../src/util/clock';
import { silentLogger } from '../../../src/util/logger';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** Starts a server that writes arbitrary bytes. */
async function serve(write: (socket: net.Socket) => void): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      requests += 1;
      write(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  open.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  return { url: `http://127.0.0.1:${port}`, requests: () => requests };
}

function clientOf(endpoint: string, timeoutMs = 3000): ModelArtsClient {
  const transport = createTransport({ timeoutMs: () => timeoutMs });
  open.unshift(transport);
  return new ModelArtsClient({ endpoint, projectId: 'p', send: transport.send, clock: systemClock, log: silentLogger });
}

const neverAborted = (): AbortSignal => new AbortController().signal;
const request = { name: 'base', namespace: 'team', tag: 'v1', description: '', workspaceId: '0' };
const head = (status: string, headers: string): string => `HTTP/1.1 ${status}\r\n${headers}\r\n\r\n`;
const JSON_HEAD = 'Content-Type: application/json\r\n';
const IMAGE = '{"id":"4e0d1854-63e5-4517-b683-a0ee97a692a1","status":"INIT"}';

const WRONG: readonly (readonly [string, string, string])[] = [
  ['HTML with 200', head('200 OK', 'Content-Type: text/html\r\nConnection: close') + '<html>Sign in</html>', 'notJson'],
  ['truncated by length', head('200 OK', `${JSON_HEAD}Content-Length: 900`) + IMAGE, 'truncated'],
  ['truncated chunked', head('200 OK', `${JSON_HEAD}Transfer-Encoding: chunked`) + `200\r\n${IMAGE}`, 'truncated'],
  ['empty', head('200 OK', `${JSON_HEAD}Content-Length: 0`), 'empty'],
];

describe('a response that the service would never send', () => {
  test.each(WRONG)('(%s) rejects a GET', async (_name, bytes, reason) => {
    const { url } = await serve((socket) => socket.end(bytes));
    await expect(clientOf(url).getImage('i', neverAborted())).rejects.toMatchObject({
      kind: 'unreadable',
      reason,
      status: 200,
    });
  });

  test.each(WRONG)(
    '(%s) leaves the outcome of a save unknown, and the save is sent once',
    async (_name, bytes, reason) => {
      const { url, requests } = await serve((socket) => socket.end(bytes));
      await expect(clientOf(url).createImage('n', request, neverAborted())).rejects.toMatchObject({
        kind: 'outcomeUnknown',
        cause: { reason },
      });
      expect(requests()).toBe(1);
    },
  );

  test.each([301, 302, 307, 308])(
    'with the redirect %i is an error, and no request goes to the other host',
    async (status) => {
      const other = await serve((socket) => socket.end());
      const bytes = head(`${status} Moved`, `Location: ${other.url}/x\r\nContent-Length: 2`) + '{}';
      const { url } = await serve((socket) => socket.end(bytes));
      const client = clientOf(url);
      await expect(client.getImage('i', neverAborted())).rejects.toMatchObject({
        kind: 'unreadable',
        reason: 'redirect',
        status,
      });
      await expect(client.createImage('n', request, neverAborted())).rejects.toMatchObject({ kind: 'outcomeUnknown' });
      expect(other.requests()).toBe(0);
    },
  );

  test('of 300 MB is rejected as too large', async () => {
    const server = http.createServer((_request, response) => {
      const megabyte = Buffer.alloc(1024 * 1024, 32);
      let left = 300;
      const pour = (): void => {
        while (left > 0) {
          left -= 1;
          if (!response.write(megabyte)) return void response.once('drain', pour);
        }
        response.end();
      };
      response.on('error', () => undefined);
      pour();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => server.close(resolve)) });
    const { port } = server.address() as AddressInfo;
    const before = process.memoryUsage().rss;
    await expect(clientOf(`http://127.0.0.1:${port}`, 20_000).getImage('i', neverAborted())).rejects.toMatchObject({
      kind: 'unreadable',
      reason: 'tooLarge',
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  test('that arrives slowly is rejected at the deadline of the whole request', async () => {
    const { url } = await serve((socket) => {
      socket.write(head('200 OK', `${JSON_HEAD}Content-Length: 100000`));
      const drip = setInterval(() => socket.write(' '), 20);
      socket.on('close', () => clearInterval(drip));
    });
    await expect(clientOf(url, 300).getImage('i', neverAborted())).rejects.toMatchObject({
      kind: 'noAnswer',
      facts: { reason: 'timeout' },
    });
  });

  test('that never arrives is rejected at the deadline, and leaves the outcome of a save unknown', async () => {
    const { url } = await serve(() => undefined);
    await expect(clientOf(url, 300).createImage('n', request, neverAborted())).rejects.toMatchObject({
      kind: 'outcomeUnknown',
      cause: { kind: 'noAnswer', facts: { reason: 'timeout' } },
    });
  });

  test('cut off by a reset leaves the outcome of a save unknown, while a refused connection means not sent', async () => {
    const { url } = await serve((socket) => socket.resetAndDestroy());
    await expect(clientOf(url).createImage('n', request, neverAborted())).rejects.toMatchObject({
      kind: 'outcomeUnknown',
      cause: { kind: 'noAnswer' },
    });
    const closed = 'http://127.0.0.1:1';
    await expect(clientOf(closed).createImage('n', request, neverAborted())).rejects.toMatchObject({ kind: 'notSent' });
  });

  test('an ID is always encoded as one path segment', async () => {
    let path = '';
    const server = http.createServer((incoming, response) => {
      path = incoming.url ?? '';
      response.end(IMAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => server.close(resolve)) });
    const client = clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    for (const id of ['..', '%2e%2e', '../../v2/x', 'a/b', 'a?b#c']) {
      await client.getImage(id, neverAborted());
      expect(path).toMatch(/^\/v1\/p\/images\/[^/?#]+$/);
    }
  });
});
