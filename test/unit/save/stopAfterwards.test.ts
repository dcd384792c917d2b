import { expect, test } from 'vitest';
import { NoAnswerError, NotSentError, UnreadableAnswerError } from '../../../src/model/errors';
import { stopAfterwards } from '../../../src/save/stopAfterwards';
import { aRefusal } from '../../support/builders';
import { ManualClock } from '../../support/manualClock';

const MINUTE = 60_000;
const facts = { reason: 'reset', host: 'h', code: undefined, proxy: undefined } as const;

class Asking {
  readonly clock = new ManualClock();
  readonly life = new AbortController();
  asked = 0;
  /** When it was asked; seconds since the beginning. */
  readonly at: number[] = [];
  outcome: unknown = 'under way';

  constructor(answers: readonly unknown[]) {
    const start = this.clock.now();
    const ask = async (): Promise<void> => {
      const answer = answers[Math.min(this.asked, answers.length - 1)];
      this.asked += 1;
      this.at.push((this.clock.now() - start) / 1000);
      if (answer instanceof Error) throw answer;
    };
    stopAfterwards(ask, { clock: this.clock, random: () => 0.5 }, this.life.signal).then(
      (error) => (this.outcome = error),
      (error: unknown) => (this.outcome = { thrown: error }),
    );
  }
}

test.each([
  ['yes', 'yes'],
  ['that it is stopped already', aRefusal({ status: 400, code: 'ModelArts.6307' })],
  ['that it is stopping already', aRefusal({ status: 400, code: 'ModelArts.6308' })],
])('is done when the service says %s', async (_what, answer) => {
  const asking = new Asking([answer]);
  await asking.clock.advance(MINUTE);
  expect(asking.outcome).toBeUndefined();
  expect(asking.asked).toBe(1);
});

test.each([
  ['refused', aRefusal({ status: 403 })],
  ['left unknown by a lost answer', new NoAnswerError(facts)],
  ['left unknown by an answer that nobody can read', new UnreadableAnswerError('notJson', 429, 'h', undefined)],
  ['left unknown by a gateway', aRefusal({ status: 504 })],
])('is not asked for again when it was %s', async (_what, error) => {
  const asking = new Asking([error]);
  await asking.clock.advance(20 * MINUTE);
  expect(asking.outcome).toBe(error);
  expect(asking.asked).toBe(1);
});

test.each([
  ['did not leave', new NotSentError(facts)],
  ['was put off', aRefusal({ status: 429, retryAfterMs: 5000 })],
  ['was put off by an answer of another status', aRefusal({ status: 403, code: 'APIGW.0308', retryAfterMs: 5000 })],
])('is asked for again while the request %s', async (_what, error) => {
  const asking = new Asking([error, error, 'yes']);
  await asking.clock.advance(5 * MINUTE);
  expect(asking.outcome).toBeUndefined();
  expect(asking.asked).toBe(3);
});

test('is asked for again after ever longer waits, up to half a minute', async () => {
  const asking = new Asking([new NotSentError(facts)]);
  await asking.clock.advance(2 * MINUTE);
  expect(asking.at).toEqual([0, 4, 20, 50, 80, 110]);
});

test('whose request fails because the window is closed is no failure', async () => {
  const life = new AbortController();
  const ask = (): Promise<void> => {
    life.abort(new Error('window closed'));
    return Promise.reject(new NoAnswerError(facts));
  };
  const stopping = stopAfterwards(ask, { clock: new ManualClock(), random: () => 0.5 }, life.signal);
  await expect(stopping).rejects.toThrow('window closed');
});

test('is given up after ten minutes', async () => {
  const error = new NotSentError(facts);
  const asking = new Asking([error]);
  await asking.clock.advance(9 * MINUTE);
  expect(asking.outcome).toBe('under way');
  await asking.clock.advance(3 * MINUTE);
  expect(asking.outcome).toBe(error);
});

test('ends with the window, and with a bug', async () => {
  const ended = new Asking([new NotSentError(facts)]);
  await ended.clock.advance(1000);
  ended.life.abort(new Error('window closed'));
  await ended.clock.advance(0);
  expect(ended.outcome).toMatchObject({ thrown: { message: 'window closed' } });
  const bug = new TypeError('x');
  const broken = new Asking([bug]);
  await broken.clock.advance(0);
  expect(broken.outcome).toEqual({ thrown: bug });
});
