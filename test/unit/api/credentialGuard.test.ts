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

/** A guard, and the requests that were sent through it and not answered. */
function aGuard() {
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
  /** Sends, and answers if it was sent; resolves with the status, and whether it was remembered. */
  const ask = async (response: HttpResponse, origin = MODELARTS, used = KEYS): Promise<string> => {
    const asking = send('', origin, used);
    await answer(response);
    const { response: given, isRemembered } = await asking;
    return `${given.status}${isRemembered ? ' remembered' : ''}`;
  };
  return { clock, guard, sent, send, answer, ask };
}

describe('A guard of credentials', () => {
  test('sends one request alone, and the others when that one is accepted', async () => {
    const { clock, sent, send, answer } = aGuard();
    const all = ['a', 'b', 'c'].map((name) => send(name));
    await clock.advance(0);
    expect(sent.map(({ name }) => name)).toEqual(['a']);
    await answer(ACCEPTED);
    expect(sent.map(({ name }) => name)).toEqual(['b', 'c']);
    await answer(ACCEPTED);
    await answer(ACCEPTED);
    expect((await Promise.all(all)).map(({ response }) => response.status)).toEqual([200, 200, 200]);
  });

  test('gives the others the refusal of the first', async () => {
    const { sent, send, answer } = aGuard();
    const all = ['a', 'b', 'c'].map((name) => send(name));
    await answer(REFUSED);
    expect(sent).toEqual([]);
    expect((await Promise.all(all)).map(({ isRemembered }) => isRemembered)).toEqual([false, true, true]);
  });

  test('sends the next alone when the first fails without an answer', async () => {
    const { clock, sent, send } = aGuard();
    const all = Promise.allSettled(['a', 'b', 'c'].map((name) => send(name)));
    for (const name of ['a', 'b', 'c']) {
      await clock.advance(0);
      expect(sent.map((each) => each.name)).toEqual([name]);
      sent.shift()?.fail();
    }
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  test('sends one request every two seconds to a service that does not answer', async () => {
    const { clock, sent, send } = aGuard();
    for (const name of ['a', 'b', 'c']) void send(name);
    const counts: number[] = [];
    for (const ms of [1999, 1, 1999, 1]) {
      await clock.advance(ms);
      counts.push(sent.length);
    }
    expect(counts).toEqual([1, 2, 2, 3]);
  });

  test('sends two at once while the credentials are accepted, and the pages of a list together', async () => {
    const { clock, sent, send, answer } = aGuard();
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

  test('lets at most two be refused in any five minutes, whenever the credentials end and a person asks', async () => {
    const times = fc.integer({ min: 0, max: 20 * MINUTE });
    const request = fc.record({
      at: fc.oneof(times, fc.integer({ min: 0, max: 500 })),
      origin: fc.constantFrom(MODELARTS, SWR, 'https://iam.example.com'),
      /** When it reaches the gateway, and how much later its answer is here. */
      there: fc.integer({ min: 0, max: 900 }),
      back: fc.integer({ min: 0, max: 900 }),
    });
    const asks = fc.array(times, { maxLength: 8 });
    const ends = fc.oneof(fc.integer({ min: 0, max: 2000 }), times);
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 60 }), ends, asks, async (requests, endsAt, askedAt) => {
        const clock = new ManualClock();
        const guard = new CredentialGuard(clock);
        const start = clock.now();
        const refusedAt: number[] = [];
        const at = async (ms: number): Promise<void> => clock.sleep(ms - (clock.now() - start), signal);
        const work = requests.map(async ({ at: begin, origin, there, back }, index) => {
          await at(begin);
          const answer = async (): Promise<HttpResponse> => {
            await clock.sleep(there, signal);
            const isRefused = clock.now() - start >= endsAt;
            if (isRefused) refusedAt.push(clock.now());
            await clock.sleep(back, signal);
            return isRefused ? REFUSED : ACCEPTED;
          };
          await guard.send(KEYS, new URL(`/${index}`, origin), answer, signal);
        });
        const clicks = askedAt.map(async (ms) => {
          await at(ms);
          guard.allowOne();
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

  test.each([500, 503, 429])('learns nothing from status %i', async (status) => {
    const { clock, sent, send, answer } = aGuard();
    for (const name of ['a', 'b', 'c']) void send(name);
    await clock.advance(0);
    await answer({ ...ACCEPTED, status });
    expect(sent.map(({ name }) => name)).toEqual(['b']);
  });

  test('holds back the origin that refused, for five minutes, and others after a second refusal', async () => {
    const { clock, ask } = aGuard();
    expect(await ask(REFUSED)).toBe('401');
    expect(await ask(ACCEPTED)).toBe('401 remembered');
    expect(await ask(REFUSED, SWR)).toBe('401');
    expect(await ask(ACCEPTED, 'https://iam.example.com')).toBe('401 remembered');
    await clock.advance(5 * MINUTE);
    expect(await ask(ACCEPTED)).toBe('200');
    expect(await ask(ACCEPTED, SWR)).toBe('200');
  });

  test('holds back only the origin that refused while another accepts the credentials', async () => {
    const { clock, ask } = aGuard();
    expect(await ask(REFUSED, SWR)).toBe('401');
    for (let minute = 0; minute < 12; minute += 1) {
      expect(await ask(ACCEPTED)).toBe('200');
      expect(await ask(REFUSED, SWR)).toMatch(minute % 5 === 0 && minute > 0 ? /^401$/ : /^401 remembered$/);
      await clock.advance(MINUTE);
    }
  });

  test('sends no third request in five minutes to an origin that refuses, however often a person asks', async () => {
    const { clock, guard, ask } = aGuard();
    const answers: string[] = [];
    for (let click = 0; click < 4; click += 1) {
      guard.allowOne();
      expect(await ask(ACCEPTED)).toBe('200');
      answers.push(await ask(REFUSED, SWR));
      await clock.advance(MINUTE / 2);
    }
    expect(answers).toEqual(['401', '401', '401 remembered', '401 remembered']);
  });

  test('holds back nothing of another secret key, nor of tokens', async () => {
    const { ask } = aGuard();
    expect(await ask(REFUSED)).toBe('401');
    expect(await ask(ACCEPTED, MODELARTS, OTHER_KEYS)).toBe('200');
    expect(await ask(ACCEPTED, MODELARTS, { kind: 'token', token: 'T' })).toBe('200');
  });

  test('sends one more when a person asks, and none where the access key is locked', async () => {
    const { guard, ask } = aGuard();
    await ask(REFUSED);
    guard.allowOne();
    expect(await ask(REFUSED)).toBe('401');
    guard.allowOne();
    expect(await ask(ACCEPTED)).toBe('401 remembered');
    const { guard: other, ask: askOther } = aGuard();
    await askOther(refusal('AK access failed to reach the limit, forbidden'));
    other.allowOne();
    expect(await askOther(ACCEPTED)).toBe('401 remembered');
  });

  test('sends at once after the computer’s clock was set', async () => {
    const { clock, ask } = aGuard();
    await ask(REFUSED);
    clock.suspend(-60 * MINUTE);
    expect(await ask(ACCEPTED)).toBe('200');
  });
});
