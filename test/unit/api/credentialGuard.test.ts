import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Authentication } from '../../../src/api/authenticator';
import { CredentialGuard } from '../../../src/api/credentialGuard';
import type { HttpResponse } from '../../../src/api/http';
import { ManualClock } from '../../support/manualClock';

const { signal } = new AbortController();
const MINUTE = 60_000;
const MODELARTS = 'https://modelarts.example.com';
const SWR = 'https://swr.example.com';
const KEYS: Authentication = {
  kind: 'keys',
  keys: { accessKey: 'AK', secretKey: 'SK', securityToken: undefined },
};
const OTHER_KEYS: Authentication = {
  kind: 'keys',
  keys: { accessKey: 'AK', secretKey: 'SK2', securityToken: undefined },
};
const ACCEPTED: HttpResponse = { status: 200, headers: {}, body: '{}' };
const REFUSED = refusal('verify aksk signature fail');

function refusal(reason: string): HttpResponse {
  return { status: 401, headers: {}, body: JSON.stringify({ error_code: 'APIGW.0301', error_msg: reason }) };
}

/** Returns a guard and the requests sent through it that have no response yet. */
function createGuard() {
  const clock = new ManualClock();
  const guard = new CredentialGuard(clock);
  const sent: {
    readonly name: string;
    readonly answer: (response: HttpResponse) => void;
    readonly fail: () => void;
  }[] = [];
  const send = (name: string, origin = MODELARTS, used = KEYS, path = `/${name}`) =>
    guard.send(
      used,
      new URL(path, origin),
      () =>
        new Promise<HttpResponse>((resolve, reject) => {
          sent.push({ name, answer: resolve, fail: () => reject(new Error('no network')) });
        }),
      signal,
    );
  const answer = async (response: HttpResponse): Promise<void> => {
    await clock.advance(0);
    sent.shift()?.answer(response);
    await clock.advance(0);
  };
  /** Sends a request and responds if it was sent. Resolves with the status and whether the response was remembered. */
  const sendAndRespond = async (response: HttpResponse, origin = MODELARTS, used = KEYS): Promise<string> => {
    const pending = send('', origin, used);
    await answer(response);
    const { response: received, isRemembered } = await pending;
    return `${received.status}${isRemembered ? ' remembered' : ''}`;
  };
  return { clock, guard, sent, send, answer, sendAndRespond };
}

describe('CredentialGuard', () => {
  test('sends a single request first and the others once it is accepted', async () => {
    const { clock, sent, send, answer } = createGuard();
    const all = ['a', 'b', 'c'].map((name) => send(name));
    await clock.advance(0);
    expect(sent.map(({ name }) => name)).toEqual(['a']);
    await answer(ACCEPTED);
    expect(sent.map(({ name }) => name)).toEqual(['b', 'c']);
    await answer(ACCEPTED);
    await answer(ACCEPTED);
    expect((await Promise.all(all)).map(({ response }) => response.status)).toEqual([200, 200, 200]);
  });

  test('returns the first refusal to the waiting requests', async () => {
    const { sent, send, answer } = createGuard();
    const all = ['a', 'b', 'c'].map((name) => send(name));
    await answer(REFUSED);
    expect(sent).toEqual([]);
    expect((await Promise.all(all)).map(({ isRemembered }) => isRemembered)).toEqual([false, true, true]);
  });

  test('sends the next single request when the first fails without a response', async () => {
    const { clock, sent, send } = createGuard();
    const all = Promise.allSettled(['a', 'b', 'c'].map((name) => send(name)));
    for (const name of ['a', 'b', 'c']) {
      await clock.advance(0);
      expect(sent.map((each) => each.name)).toEqual([name]);
      sent.shift()?.fail();
    }
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  test('sends one request every two seconds to a service that does not respond', async () => {
    const { clock, sent, send } = createGuard();
    for (const name of ['a', 'b', 'c']) void send(name);
    const counts: number[] = [];
    for (const ms of [1999, 1, 1999, 1]) {
      await clock.advance(ms);
      counts.push(sent.length);
    }
    expect(counts).toEqual([1, 2, 2, 3]);
  });

  test('sends two requests at once while the credentials are accepted, and all pages of a list in parallel', async () => {
    const { clock, sent, send, answer } = createGuard();
    const names = () => sent.map(({ name }) => name);
    const list = (offset: number) => void send(`from ${offset}`, MODELARTS, KEYS, `/notebooks?offset=${offset}`);
    list(0);
    for (const name of ['a', 'b', 'c']) void send(name);
    await answer(ACCEPTED);
    expect(names()).toEqual(['a', 'b']);
    for (const offset of [0, 100, 200, 300]) list(offset);
    await clock.advance(0);
    expect(names()).toEqual(['a', 'b', 'from 100', 'from 200', 'from 300']);
    await answer(ACCEPTED);
    await answer(ACCEPTED);
    expect(names()).toEqual(['from 100', 'from 200', 'from 300', 'c', 'from 0']);
  });

  test('allows at most two refusals in any five minutes, whenever the credentials expire and the user retries', async () => {
    const times = fc.integer({ min: 0, max: 20 * MINUTE });
    const request = fc.record({
      at: fc.oneof(times, fc.integer({ min: 0, max: 500 })),
      origin: fc.constantFrom(MODELARTS, SWR, 'https://iam.example.com'),
      /** Time until the request reaches the gateway, and until its response arrives. */
      toGateway: fc.integer({ min: 0, max: 900 }),
      fromGateway: fc.integer({ min: 0, max: 900 }),
    });
    const asks = fc.array(times, { maxLength: 8 });
    const ends = fc.oneof(fc.integer({ min: 0, max: 2000 }), times);
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 60 }), ends, asks, async (requests, expiresAt, askedAt) => {
        const clock = new ManualClock();
        const guard = new CredentialGuard(clock);
        const start = clock.now();
        const refusedAt: number[] = [];
        const at = async (ms: number): Promise<void> => clock.sleep(ms - (clock.now() - start), signal);
        const work = requests.map(async ({ at: begin, origin, toGateway, fromGateway }, index) => {
          await at(begin);
          const answer = async (): Promise<HttpResponse> => {
            await clock.sleep(toGateway, signal);
            const isRefused = clock.now() - start >= expiresAt;
            if (isRefused) refusedAt.push(clock.now());
            await clock.sleep(fromGateway, signal);
            return isRefused ? REFUSED : ACCEPTED;
          };
          await guard.send(KEYS, new URL(`/${index}`, origin), answer, signal);
        });
        const clicks = askedAt.map(async (ms) => {
          await at(ms);
          guard.allowRetry();
        });
        const all = Promise.all([...work, ...clicks]);
        await clock.advance(25 * MINUTE);
        await all;
        const inFiveMinutes = refusedAt.map((from) =>
          refusedAt.filter((each) => each >= from && each < from + 5 * MINUTE),
        );
        expect(Math.max(0, ...inFiveMinutes.map(({ length }) => length))).toBeLessThanOrEqual(2);
      }),
      { numRuns: 150 },
    );
  });

  test.each([500, 503, 429])('ignores responses with status %i', async (status) => {
    const { clock, sent, send, answer } = createGuard();
    for (const name of ['a', 'b', 'c']) void send(name);
    await clock.advance(0);
    await answer({ ...ACCEPTED, status });
    expect(sent.map(({ name }) => name)).toEqual(['b']);
  });

  test('holds back the refusing origin for five minutes, and all origins after a second refusal', async () => {
    const { clock, sendAndRespond } = createGuard();
    expect(await sendAndRespond(REFUSED)).toBe('401');
    expect(await sendAndRespond(ACCEPTED)).toBe('401 remembered');
    expect(await sendAndRespond(REFUSED, SWR)).toBe('401');
    expect(await sendAndRespond(ACCEPTED, 'https://iam.example.com')).toBe('401 remembered');
    await clock.advance(5 * MINUTE);
    expect(await sendAndRespond(ACCEPTED)).toBe('200');
    expect(await sendAndRespond(ACCEPTED, SWR)).toBe('200');
  });

  test('holds back only the refusing origin while another accepts the credentials', async () => {
    const { clock, sendAndRespond } = createGuard();
    expect(await sendAndRespond(REFUSED, SWR)).toBe('401');
    for (let minute = 0; minute < 12; minute += 1) {
      expect(await sendAndRespond(ACCEPTED)).toBe('200');
      expect(await sendAndRespond(REFUSED, SWR)).toMatch(minute % 5 === 0 && minute > 0 ? /^401$/ : /^401 remembered$/);
      await clock.advance(MINUTE);
    }
  });

  test('sends at most two requests in five minutes to a refusing origin, however often the user retries', async () => {
    const { clock, guard, sendAndRespond } = createGuard();
    const answers: string[] = [];
    for (let click = 0; click < 4; click += 1) {
      guard.allowRetry();
      expect(await sendAndRespond(ACCEPTED)).toBe('200');
      answers.push(await sendAndRespond(REFUSED, SWR));
      await clock.advance(MINUTE / 2);
    }
    expect(answers).toEqual(['401', '401', '401 remembered', '401 remembered']);
  });

  test('does not hold back other secret keys or tokens', async () => {
    const { sendAndRespond } = createGuard();
    expect(await sendAndRespond(REFUSED)).toBe('401');
    expect(await sendAndRespond(ACCEPTED, MODELARTS, OTHER_KEYS)).toBe('200');
    expect(await sendAndRespond(ACCEPTED, MODELARTS, { kind: 'token', token: 'T' })).toBe('200');
  });

  test('sends one more request when the user retries, and none if the access key is locked', async () => {
    const { guard, sendAndRespond } = createGuard();
    await sendAndRespond(REFUSED);
    guard.allowRetry();
    expect(await sendAndRespond(REFUSED)).toBe('401');
    guard.allowRetry();
    expect(await sendAndRespond(ACCEPTED)).toBe('401 remembered');
    const { guard: other, sendAndRespond: sendToOther } = createGuard();
    await sendToOther(refusal('AK access failed to reach the limit, forbidden'));
    other.allowRetry();
    expect(await sendToOther(ACCEPTED)).toBe('401 remembered');
  });

  test('sends immediately after the clock of the computer was changed', async () => {
    const { clock, sendAndRespond } = createGuard();
    await sendAndRespond(REFUSED);
    clock.suspend(-60 * MINUTE);
    expect(await sendAndRespond(ACCEPTED)).toBe('200');
  });
});
