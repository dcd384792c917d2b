import { describe, expect, test } from 'vitest';
import type { HttpResponse, Send } from '../../../src/api/http';
import { withRetry } from '../../../src/api/withRetry';
import { InvalidRequestError, NoAnswerError, NotSentError, UnreadableAnswerError } from '../../../src/model/errors';
import { silentLogger } from '../../../src/util/logger';

const facts = { reason: 'reset', host: 'a.example', code: 'ECONNRESET', proxy: undefined } as const;
const request = (method: 'GET' | 'POST') =>
  ({ method, url: new URL('https://a.example/x'), headers: {}, body: undefined }) as const;
const answer = (status: number, headers = {}): HttpResponse => ({ status, headers, body: '{}' });

/** Returns the outcomes one after another and records the waits between them. */
function scripted(...outcomes: (HttpResponse | Error)[]) {
  const waits: number[] = [];
  const lines: string[] = [];
  let sent = 0;
  const send: Send = async () => {
    const outcome = outcomes[Math.min(sent, outcomes.length - 1)]!;
    sent += 1;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  const log = { ...silentLogger, debug: (line: string) => void lines.push(line) };
  const retrying = withRetry(send, { clock: { now: () => 0, sleep }, random: () => 0.5, log });
  return {
    lines,
    get: (signal = new AbortController().signal) => retrying(request('GET'), signal),
    post: () => retrying(request('POST'), new AbortController().signal),
    waits,
    sent: () => sent,
  };
}

describe('withRetry', () => {
  test('retries after a reset with increasing delays', async () => {
    const reset = new NoAnswerError(facts);
    const { get, waits } = scripted(reset, new NotSentError(facts), answer(503), answer(200));
    expect((await get()).status).toBe(200);
    expect(waits).toEqual([500, 1000, 2000]);
  });

  test('returns the last response after three retries', async () => {
    const { get, sent } = scripted(answer(502));
    expect((await get()).status).toBe(502);
    expect(sent()).toBe(4);
  });

  test.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '10' }, 10_000],
    [{ 'retry-after': '0' }, 1000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 08:00:09 GMT', date: 'Tue, 24 Nov 2026 08:00:00 GMT' }, 9000],
    [{ 'retry-after': 'soon' }, 500],
  ])('waits as the header %j says', async (headers, ms) => {
    const { get, waits } = scripted(answer(429, headers), answer(200));
    await get();
    expect(waits).toEqual([ms]);
  });

  test.each([{ 'retry-after': '11' }, { 'retry-after': '99999' }])(
    'returns a response that asks for a longer wait than allowed: %j',
    async (headers) => {
      const { get, waits, sent } = scripted(answer(429, headers), answer(200));
      expect(await get()).toEqual(answer(429, headers));
      expect([sent(), waits]).toEqual([1, []]);
    },
  );

  test('waits ten seconds at most in total', async () => {
    const { get, waits } = scripted(answer(503, { 'retry-after': '6' }));
    expect((await get()).status).toBe(503);
    expect(waits).toEqual([6000]);
  });

  test('never retries a POST', async () => {
    const failing = scripted(new NoAnswerError(facts));
    await expect(failing.post()).rejects.toMatchObject({ kind: 'noAnswer' });
    const throttled = scripted(answer(429));
    expect((await throttled.post()).status).toBe(429);
    expect([failing.sent(), throttled.sent()]).toEqual([1, 1]);
  });

  test.each(['tls', 'proxyAuth', 'proxyUnusable', 'foreignHost', 'unusableText', 'timeout'] as const)(
    'does not retry after %s',
    async (reason) => {
      for (const error of [new NotSentError({ ...facts, reason }), new NoAnswerError({ ...facts, reason })]) {
        const { get, sent } = scripted(error, answer(200));
        await expect(get()).rejects.toBe(error);
        expect(sent()).toBe(1);
      }
    },
  );

  test.each([400, 401, 403, 404, 408, 409, 499])('does not retry after status %i', async (status) => {
    const { get, sent } = scripted(answer(status), answer(200));
    expect((await get()).status).toBe(status);
    expect(sent()).toBe(1);
  });

  test.each([429, 500, 501, 502, 503, 504])('retries after status %i', async (status) => {
    const { get, sent } = scripted(answer(status), answer(200));
    expect((await get()).status).toBe(200);
    expect(sent()).toBe(2);
  });

  test('retries after a truncated response, but not after a malformed one', async () => {
    const cut = scripted(new UnreadableAnswerError('truncated', 200, 'a.example', undefined), answer(200));
    expect((await cut.get()).status).toBe(200);
    const wrong = scripted(new UnreadableAnswerError('notJson', 200, 'a.example', undefined), answer(200));
    await expect(wrong.get()).rejects.toMatchObject({ kind: 'unreadable' });
    expect(wrong.sent()).toBe(1);
  });

  test('rethrows an unexpected error without a retry', async () => {
    const bug = new TypeError('undefined is not a function');
    const { get, sent } = scripted(bug, answer(200));
    await expect(get()).rejects.toBe(bug);
    const other = scripted(new InvalidRequestError('tag', { severity: 'stop', problem: { kind: 'empty' } }));
    await expect(other.get()).rejects.toMatchObject({ kind: 'invalidRequest' });
    expect([sent(), other.sent()]).toEqual([1, 1]);
  });

  test('rejects with the last error', async () => {
    const { get, sent } = scripted(new NoAnswerError(facts));
    await expect(get()).rejects.toMatchObject({ kind: 'noAnswer', facts: { reason: 'reset' } });
    expect(sent()).toBe(4);
  });

  test('does not retry once aborted', async () => {
    const stop = new AbortController();
    const { get, sent, waits } = scripted(new NoAnswerError(facts));
    stop.abort();
    await expect(get(stop.signal)).rejects.toMatchObject({ kind: 'noAnswer' });
    expect([sent(), waits]).toEqual([1, []]);
  });

  test('logs each retry and its delay', async () => {
    const { get, lines } = scripted(answer(503), answer(200));
    await get();
    expect(lines).toEqual(['Retry 1 of GET /x in 500 ms']);
  });

  test('randomizes the delay by up to 25 percent', async () => {
    const waits: number[] = [];
    const sleep = async (ms: number): Promise<void> => void waits.push(ms);
    for (const random of [0, 1]) {
      const outcomes = [answer(503), answer(200)];
      const send: Send = async () => outcomes.shift()!;
      const options = { clock: { now: () => 0, sleep }, random: () => random, log: silentLogger };
      await withRetry(send, options)(request('GET'), new AbortController().signal);
    }
    expect(waits).toEqual([375, 625]);
  });
});
