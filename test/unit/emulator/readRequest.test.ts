import http from 'node:http';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { readRequest, type WireRequest } from '../../../src/emulator/http/readRequest';

/** Returns the request that a server reads from these pieces. */
async function received(pieces: readonly Buffer[]): Promise<WireRequest> {
  return new Promise((resolve, reject) => {
    const server = http.createServer((incoming) => void readRequest(incoming).then(resolve, reject));
    const socket = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
    server.emit('connection', socket);
    const left = [...pieces];
    const arrive = (): void => {
      const piece = left.shift();
      if (!piece) return;
      socket.push(piece);
      setImmediate(arrive);
    };
    arrive();
  });
}

const BODY = '{"name":"保存 🎉"}';
const HEAD = ['POST /v1/p/images?a=%20b HTTP/1.1', 'Host: a.test', 'X-Project-Id: p', 'Content-Type: application/json'];

test.each([
  ['a length', [...HEAD, `Content-Length: ${Buffer.byteLength(BODY)}`, '', BODY]],
  ['chunks', [...HEAD, 'Transfer-Encoding: chunked', '', Buffer.byteLength(BODY).toString(16), BODY, '0', '', '']],
])('a request with %s is read the same however it is split', async (_name, lines) => {
  const bytes = Buffer.from(lines.join('\r\n'));
  const cuts = Array.from({ length: bytes.length - 1 }, (_none, at) => [
    bytes.subarray(0, at + 1),
    bytes.subarray(at + 1),
  ]);
  for (const pieces of [...cuts, Array.from(bytes, (byte) => Buffer.of(byte))]) {
    const { method, path, rawQuery, headers, body } = await received(pieces);
    expect({ method, path, rawQuery, project: headers['x-project-id'], body: body?.toString() }).toEqual({
      method: 'POST',
      path: '/v1/p/images',
      rawQuery: 'a=%20b',
      project: 'p',
      body: BODY,
    });
  }
});
