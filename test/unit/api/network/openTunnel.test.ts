import { describe, expect, test } from 'vitest';
import { openTunnel } from '../../../../src/api/network/openTunnel';
import { MemorySocket } from '../../../support/http/memorySocket';

/** Returns the result of opening a tunnel, and what is then read from it. */
async function outcome(pieces: readonly (Uint8Array | string)[]): Promise<unknown> {
  const socket = new MemorySocket(pieces);
  try {
    const tunnel = await openTunnel(socket, 'host.test:443', 'Basic bWU6d29yZA==', new AbortController().signal);
    let rest = '';
    for await (const chunk of tunnel) rest += (chunk as Buffer).toString('latin1');
    return { rest };
  } catch (error) {
    const { reason, detail } = error as { readonly reason: string; readonly detail: string };
    return { reason, detail };
  }
}

const lines = (...all: readonly string[]): string => `${all.join('\r\n')}\r\n\r\n`;
const ESTABLISHED = lines('HTTP/1.1 200 Connection established', 'Proxy-Agent: a');

const ANSWERS: readonly (readonly [string, string, object])[] = [
  ['200', ESTABLISHED, { rest: '' }],
  ['200 with HTTP/1.0', lines('HTTP/1.0 200 OK'), { rest: '' }],
  ['200 without a reason', lines('HTTP/1.1 200'), { rest: '' }],
  ['200 with a length', lines('HTTP/1.1 200 OK', 'Content-Length: 0'), { rest: '' }],
  [
    '200 followed by the first bytes from the host',
    `${ESTABLISHED}\u0016\u0003\u00ffHTTP/1.1 103 x`,
    { rest: '\u0016\u0003\u00ffHTTP/1.1 103 x' },
  ],
  ['100 before 200', lines('HTTP/1.1 100 Continue') + ESTABLISHED, { rest: '' }],
  ['103 twice before 200', lines('HTTP/1.1 103 Early', 'Link: <a>').repeat(2) + ESTABLISHED, { rest: '' }],
  [
    '100 before 407',
    `${lines('HTTP/1.1 100 Continue')}${lines('HTTP/1.1 407 No', 'Proxy-Authenticate: Negotiate')}`,
    { reason: 'proxyAuth', detail: 'HTTP 407 Negotiate' },
  ],
  [
    '407',
    lines('HTTP/1.1 407 No', 'Proxy-Authenticate: Basic realm="a"', 'proxy-authenticate: NTLM'),
    { reason: 'proxyAuth', detail: 'HTTP 407 Basic, NTLM' },
  ],
  [
    '407 without authentication schemes',
    lines('HTTP/1.1 407 No', 'Content-Length: 2') + 'no',
    { reason: 'proxyAuth', detail: 'HTTP 407' },
  ],
  [
    '403 with a page',
    lines('HTTP/1.1 403 Forbidden', 'Content-Length: 6') + '<html>',
    { reason: 'proxy', detail: 'HTTP 403' },
  ],
  [
    '502 in chunks',
    lines('HTTP/1.1 502 Bad Gateway', 'Transfer-Encoding: chunked') + '2\r\nno\r\n0\r\n\r\n',
    { reason: 'proxy', detail: 'HTTP 502' },
  ],
  ['302', lines('HTTP/1.1 302 Found', 'Location: http://login.test/'), { reason: 'proxy', detail: 'HTTP 302' }],
  ['101', lines('HTTP/1.1 101 Switching', 'Upgrade: x', 'Connection: upgrade'), { reason: 'proxy', detail: 'HUNG_UP' }],
  ['a mail server', lines('220 mail.example ESMTP'), { reason: 'proxy', detail: 'NOT_HTTP' }],
  ['an HTTP version without a number', lines('HTTP/x 200 OK'), { reason: 'proxy', detail: 'NOT_HTTP' }],
  ['an incomplete response', 'HTTP/1.1 200 Connection', { reason: 'proxy', detail: 'HUNG_UP' }],
  ['nothing', '', { reason: 'proxy', detail: 'HUNG_UP' }],
];

describe('a proxy’s response to CONNECT', () => {
  test.each(ANSWERS)('is parsed the same wherever it is split: %s', async (_name, text, expected) => {
    const bytes = Buffer.from(text, 'latin1');
    const splits = Array.from({ length: bytes.length }, (_none, at) =>
      [bytes.subarray(0, at), bytes.subarray(at)].filter(({ length }) => length > 0),
    );
    const single = Array.from(bytes, (byte) => Buffer.of(byte));
    for (const pieces of [...splits, single]) {
      expect([pieces.map((piece) => piece.toString('latin1')), await outcome(pieces)]).toEqual([
        expect.anything(),
        expected,
      ]);
    }
  });

  test('is rejected when its headers never end', async () => {
    const piece = `x-a: ${'a'.repeat(8000)}\r\n`;
    expect(await outcome(['HTTP/1.1 200 OK\r\n', ...Array<string>(20).fill(piece)])).toEqual({
      reason: 'proxy',
      detail: 'NOT_HTTP',
    });
    expect(await outcome(['HTTP/1.1 103 Early\r\n', ...Array<string>(20).fill(piece)])).toEqual({
      reason: 'proxy',
      detail: 'NOT_HTTP',
    });
  });
});
