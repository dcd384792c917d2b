import type { Socket } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Network } from '../../../src/api/network/network';
import { DEFAULT_NETWORK_SETTINGS } from '../../../src/api/network/networkSettings';
import { createUndiciTransport } from '../../../src/api/undiciTransport';
import { systemClock } from '../../../src/util/clock';
import { silentLogger } from '../../../src/util/logger';
import { MemorySocket } from '../../support/http/memorySocket';

const MIB = 1024 * 1024;
const TEXT = '{"id":"i","name":"保存 🎉"}';

/** A network whose every connection sends these pieces, one segment each, and then closes. */
class MemoryNetwork extends Network {
  constructor(private readonly pieces: readonly (Uint8Array | string)[]) {
    super({ settings: () => DEFAULT_NETWORK_SETTINGS, environment: {}, clock: systemClock, log: silentLogger });
  }

  override async connect(): Promise<Socket> {
    return new MemorySocket(this.pieces);
  }
}

/** Returns what the transport makes of a response that arrives in these pieces, or the kind and reason of the error. */
async function outcome(pieces: readonly (Uint8Array | string)[], maxBodyBytes = 16 * MIB): Promise<unknown> {
  const transport = createUndiciTransport({
    timeoutMs: () => 10_000,
    network: new MemoryNetwork(pieces),
    maxBodyBytes,
  });
  const request = { method: 'POST', url: new URL('http://host.test/'), headers: {}, body: '{}' } as const;
  try {
    const { status, body, headers } = await transport.send(request, new AbortController().signal);
    return { status, body, token: headers['x-subject-token']?.length };
  } catch (error) {
    const { kind, reason } = error as { readonly kind: string; readonly reason: string };
    return { kind, reason };
  } finally {
    await transport.close();
  }
}

function answer(status: string, body: Uint8Array | string, ...headers: readonly string[]): Buffer {
  const bytes = Buffer.from(body);
  const length = headers.some((header) => /^transfer-encoding/i.test(header))
    ? []
    : [`content-length: ${bytes.length}`];
  return Buffer.concat([Buffer.from(`${[`HTTP/1.1 ${status}`, ...headers, ...length].join('\r\n')}\r\n\r\n`), bytes]);
}

const informational = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
const CONTINUE = informational('HTTP/1.1 100 Continue');
const HINTS = informational('HTTP/1.1 103 Early Hints', 'Link: </a>; rel=preload', 'Connection: close');
const ok = { status: 200, body: TEXT, token: undefined };
const chunked = Buffer.concat(
  Array.from(Buffer.from(TEXT), (byte) =>
    Buffer.concat([Buffer.from('1;x=y\r\n'), Buffer.of(byte), Buffer.from('\r\n')]),
  ),
);

const ANSWERS: readonly (readonly [string, Buffer, unknown])[] = [
  ['a length', answer('200 OK', TEXT), ok],
  ['chunks', answer('200 OK', Buffer.concat([chunked, Buffer.from('0\r\n\r\n')]), 'Transfer-Encoding: chunked'), ok],
  ['no length', Buffer.from(`HTTP/1.0 200 OK\r\n\r\n${TEXT}`), ok],
  ['a byte order mark', answer('200 OK', `\uFEFF${TEXT}`), ok],
  ['100 Continue in front', Buffer.concat([CONTINUE, answer('200 OK', TEXT)]), ok],
  ['103 in front', Buffer.concat([HINTS, answer('200 OK', TEXT)]), ok],
  [
    '102, 100 and 103 in front',
    Buffer.concat([informational('HTTP/1.1 102 Processing'), CONTINUE, HINTS, answer('200 OK', TEXT)]),
    ok,
  ],
  ['100 Continue in front of an error', Buffer.concat([CONTINUE, answer('400 No', TEXT)]), { ...ok, status: 400 }],
  ['gzip', answer('200 OK', gzipSync(TEXT), 'Content-Encoding: gzip'), ok],
  ['x-gzip', answer('200 OK', gzipSync(TEXT), 'Content-Encoding: X-GZIP'), ok],
  ['deflate', answer('200 OK', deflateSync(TEXT), 'Content-Encoding: deflate'), ok],
  ['raw deflate', answer('200 OK', deflateRawSync(TEXT), 'Content-Encoding: deflate'), ok],
  ['br', answer('200 OK', brotliCompressSync(TEXT), 'Content-Encoding: br'), ok],
  ['br inside gzip', answer('200 OK', gzipSync(brotliCompressSync(TEXT)), 'Content-Encoding: br, gzip'), ok],
  ['an error in gzip', answer('400 No', gzipSync(TEXT), 'Content-Encoding: gzip'), { ...ok, status: 400 }],
  ['an error in br', answer('400 No', brotliCompressSync(TEXT), 'Content-Encoding: br'), { ...ok, status: 400 }],
  [
    'incomplete gzip data',
    answer('200 OK', gzipSync(TEXT).subarray(0, 30), 'Content-Encoding: gzip'),
    { kind: 'unreadable', reason: 'truncated' },
  ],
  ['invalid gzip data', answer('200 OK', TEXT, 'Content-Encoding: gzip'), { kind: 'unreadable', reason: 'notJson' }],
  ['an unknown encoding', answer('200 OK', TEXT, 'Content-Encoding: rot13'), { kind: 'unreadable', reason: 'notJson' }],
  [
    'four encodings',
    answer('200 OK', TEXT, 'Content-Encoding: br, br, br, br'),
    { kind: 'unreadable', reason: 'notJson' },
  ],
  ['an incomplete body', answer('200 OK', TEXT).subarray(0, -1), { kind: 'unreadable', reason: 'truncated' }],
  [
    'an incomplete error body',
    answer('400 No', TEXT).subarray(0, -8),
    { ...ok, status: 400, body: '{"id":"i","name":"保' },
  ],
];

describe('a response', () => {
  test.each(ANSWERS)('with %s is parsed the same wherever it is split', async (_name, bytes, expected) => {
    const splits = Array.from({ length: bytes.length - 1 }, (_none, at) => [
      bytes.subarray(0, at + 1),
      bytes.subarray(at + 1),
    ]);
    const single = Array.from(bytes, (byte) => Buffer.of(byte));
    for (const pieces of [...splits, single]) {
      expect([pieces[0]?.length, await outcome(pieces)]).toEqual([pieces[0]?.length, expected]);
    }
  });

  test.each([16_384, 40_000, 200_000])('with a token of %i bytes in a header is accepted', async (length) => {
    const bytes = answer('201 Created', TEXT, `X-Subject-Token: ${'t'.repeat(length)}`);
    for (const at of [1, 20, 16_383, 16_384, 16_385, bytes.length - 1]) {
      expect(await outcome([bytes.subarray(0, at), bytes.subarray(at)])).toEqual({
        status: 201,
        body: TEXT,
        token: length,
      });
    }
  });
});

test('a response with more than 256 KiB of headers is rejected', async () => {
  const bytes = answer('201 Created', TEXT, `X-Subject-Token: ${'t'.repeat(300_000)}`);
  expect(await outcome([bytes])).toMatchObject({ kind: 'noAnswer' });
});

const BOMB = Buffer.alloc(32 * MIB, 32);
const brotliBomb = brotliCompressSync(BOMB, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

describe('a response that exceeds the size limit when decoded', () => {
  test.each([
    ['gzip', gzipSync(BOMB)],
    ['deflate', deflateSync(BOMB)],
    ['br', brotliBomb],
    ['gzip, gzip', gzipSync(gzipSync(BOMB))],
    ['br, gzip', gzipSync(brotliBomb)],
  ])('from %s is rejected as too large', async (encoding, body) => {
    const bytes = answer('200 OK', body, `Content-Encoding: ${encoding}`);
    const before = process.memoryUsage().rss;
    expect(await outcome([bytes], MIB)).toEqual({ kind: 'unreadable', reason: 'tooLarge' });
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * MIB);
    const refusal = answer('400 No', body, `Content-Encoding: ${encoding}`);
    expect(await outcome([refusal], MIB)).toEqual({ status: 400, body: '', token: undefined });
  });

  test('is accepted at exactly the limit', async () => {
    const body = ' '.repeat(MIB);
    const bytes = answer('200 OK', gzipSync(body), 'Content-Encoding: gzip');
    expect(await outcome([bytes], MIB)).toMatchObject({ status: 200, body });
    expect(await outcome([bytes], MIB - 1)).toEqual({ kind: 'unreadable', reason: 'tooLarge' });
  });
});

describe('an error body', () => {
  const long = `{"error_code":"ModelArts.0001","error_msg":"${'保'.repeat(100_000)}`;

  test.each([
    ['declared', answer('400 No', long)],
    ['not declared', Buffer.from(`HTTP/1.1 400 No\r\n\r\n${long}`)],
    ['of a terabyte', Buffer.from(`HTTP/1.1 500 No\r\ncontent-length: ${2 ** 40}\r\n\r\n${long}`)],
    ['compressed', answer('503 No', gzipSync(long), 'Content-Encoding: gzip')],
  ])('(%s) is read up to 64 KiB, in whole characters', async (_name, bytes) => {
    const { body } = (await outcome([bytes])) as { readonly body: string };
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(64 * 1024);
    expect(Buffer.byteLength(body)).toBeGreaterThan(64 * 1024 - 4);
    expect(long.startsWith(body)).toBe(true);
  });
});
