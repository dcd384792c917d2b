import { describe, expect, test } from 'vitest';
import type { HttpResponse, Send } from '../../../src/api/http';
import { withRetry } from '../../../src/api/withRetry';
import { NoAnswerError, NotSentError } from '../../../src/model/errors';
import { silentLogger } from '../../../src/util/logger';

const facts = { reason: 'reset', host: 'a.example', code: 'ECONNRESET', proxy: undefined } as const;
const request = (method: 'GET' | 'POST') =>
  ({ method, url: new URL('https://a.example/x'), headers: {}, body: undefined }) as const;
const answer = (status: number, headers = {}): HttpResponse => ({ status, headers, body: '{}' });

/** Gives the outcomes one after another, and notes the waits between them. */
function scripted(...outcomes: (HttpResponse | Error)[]) {
  const waits: number[] = [];
  let sent = 0;
  const send: Send = async () => {
    const outcome = outcomes[Math.min(sent, outcomes.length - 1)]!;
    sent += 1;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  const retrying = withRetry(send, { clock: { now: () => 0, sleep }, random: () => 0.5, log: silentLogger });
  return {
    get: () => retrying(request('GET'), new AbortController().signal),
    post: () => retrying(request('POST'), new AbortController().signal),
    waits,
    sent: () => sent,
  };
}

describe('withRetry', () => {
  test('asks again after a reset, longer each time', async () => {
    const reset = new NoAnswerError(facts);
    const { get, waits } = scripted(reset, new NotSentError(facts), answer(503), answer(200));
    expect((await get()).status).toBe(200);
    expect(waits).toEqual([500, 1000, 2000]);
  });

  test('gives up after three retries with the last answer', async () => {
    const { get, sent } = scripted(answer(502));
    expect((await get()).status).toBe(502);
    expect(sent()).toBe(4);
  });

  test.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '99999' }, 300_000],
    [{ 'retry-after': '0' }, 1000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 08:00:09 GMT', date: 'Tue, 24 Nov 2026 08:00:00 GMT' }, 9000],
    [{ 'retry-after': 'soon' }, 500],
  ])('waits as %j says', async (headers, ms) => {
    const { get, waits } = scripted(answer(429, headers), answer(200));
    await get();
    expect(waits).toEqual([ms]);
  });

  test('lets a POST pass once, whatever comes of it', async () => {
    const failing = scripted(new NoAnswerError(facts));
    await expect(failing.post()).rejects.toMatchObject({ kind: 'noAnswer' });
    const throttled = scripted(answer(429));
    expect((await throttled.post()).status).toBe(429);
    expect([failing.sent(), throttled.sent()]).toEqual([1, 1]);
  });

  test('does not ask again for a refused certificate, a 4xx, or after its time', async () => {
    for (const outcome of [
      new NotSentError({ ...facts, reason: 'tls' }),
      new NoAnswerError({ ...facts, reason: 'timeout' }),
      answer(404),
    ]) {
      const { get, sent } = scripted(outcome);
      await get().catch(() => undefined);
      expect(sent()).toBe(1);
    }
  });
});
