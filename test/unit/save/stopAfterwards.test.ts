import { expect, test } from 'vitest';
import { NoAnswerError, NotSentError, UnreadableAnswerError } from '../../../src/model/errors';
import { stopAfterwards } from '../../../src/save/stopAfterwards';
import { aRefusal } from '../../support/builders';
import { ManualClock } from '../../support/manualClock';

const MINUTE = 60_000;
const facts = { reason: 'reset', host: 'h', code: undefined, proxy: undefined } as const;

class StopAttempt {
  readonly clock = new ManualClock();
  readonly life = new AbortController();
  requests = 0;
  /** Times of the requests; seconds since the start. */
  readonly times: number[] = [];
  outcome: unknown = 'pending';

  constructor(answers: readonly unknown[]) {
    const start = this.clock.now();
    const stop = async (): Promise<void> => {
      const answer = answers[Math.min(this.requests, answers.length - 1)];
      this.requests += 1;
      this.times.push((this.clock.now() - start) / 1000);
      if (answer instanceof Error) throw answer;
    };
    stopAfterwards(stop, { clock: this.clock, random: () => 0.5 }, this.life.signal).then(
      (error) => (this.outcome = error),
      (error: unknown) => (this.outcome = { thrown: error }),
    );
  }
}

test.each([
  ['yes', 'yes'],
  ['that the notebook is already stopped', aRefusal({ status: 400, code: 'ModelArts.6307' })],
  ['that the notebook is already stopping', aRefusal({ status: 400, code: 'ModelArts.6308' })],
])('stopAfterwards succeeds when the service reports %s', async (_label, answer) => {
  const attempt = new StopAttempt([answer]);
  await attempt.clock.advance(MINUTE);
  expect(attempt.outcome).toBeUndefined();
  expect(attempt.requests).toBe(1);
});

test.each([
  ['refused', aRefusal({ status: 403 })],
  ['left unknown by a lost response', new NoAnswerError(facts)],
  ['left unknown by an unreadable response', new UnreadableAnswerError('notJson', 429, 'h', undefined)],
  ['left unknown by a gateway timeout', aRefusal({ status: 504 })],
])('stopAfterwards does not repeat a request that was %s', async (_label, error) => {
  const attempt = new StopAttempt([error]);
  await attempt.clock.advance(20 * MINUTE);
  expect(attempt.outcome).toBe(error);
  expect(attempt.requests).toBe(1);
});

test.each([
  ['was not sent', new NotSentError(facts)],
  ['was throttled', aRefusal({ status: 429, retryAfterMs: 5000 })],
  ['was throttled with another status', aRefusal({ status: 403, code: 'APIGW.0308', retryAfterMs: 5000 })],
])('stopAfterwards repeats a request that %s', async (_label, error) => {
  const attempt = new StopAttempt([error, error, 'yes']);
  await attempt.clock.advance(5 * MINUTE);
  expect(attempt.outcome).toBeUndefined();
  expect(attempt.requests).toBe(3);
});

test('stopAfterwards doubles the interval up to 30 s', async () => {
  const attempt = new StopAttempt([new NotSentError(facts)]);
  await attempt.clock.advance(2 * MINUTE);
  expect(attempt.times).toEqual([0, 4, 20, 50, 80, 110]);
});

test('stopAfterwards throws the reason of the signal when the window closes during the request', async () => {
  const life = new AbortController();
  const stop = (): Promise<void> => {
    life.abort(new Error('window closed'));
    return Promise.reject(new NoAnswerError(facts));
  };
  const stopping = stopAfterwards(stop, { clock: new ManualClock(), random: () => 0.5 }, life.signal);
  await expect(stopping).rejects.toThrow('window closed');
});

test('stopAfterwards gives up after ten minutes', async () => {
  const error = new NotSentError(facts);
  const attempt = new StopAttempt([error]);
  await attempt.clock.advance(9 * MINUTE);
  expect(attempt.outcome).toBe('pending');
  await attempt.clock.advance(3 * MINUTE);
  expect(attempt.outcome).toBe(error);
});

test('stopAfterwards ends when the window closes, and rethrows a bug', async () => {
  const ended = new StopAttempt([new NotSentError(facts)]);
  await ended.clock.advance(1000);
  ended.life.abort(new Error('window closed'));
  await ended.clock.advance(0);
  expect(ended.outcome).toMatchObject({ thrown: { message: 'window closed' } });
  const bug = new TypeError('x');
  const broken = new StopAttempt([bug]);
  await broken.clock.advance(0);
  expect(broken.outcome).toEqual({ thrown: bug });
});
