import { expect, test } from 'vitest';
import { settlesWithin } from '../../../src/util/clock';
import { ManualClock, settled } from '../../support/manualClock';

test.each([
  ['resolves', async () => undefined],
  ['rejects', async () => Promise.reject(new Error('failed'))],
])('settlesWithin resolves with true and without a pending timer when the promise %s in time', async (_how, work) => {
  const clock = new ManualClock();
  expect(await settlesWithin(1000, work(), clock, new AbortController().signal)).toBe(true);
  expect(clock.sleepers).toBe(0);
});

test('settlesWithin resolves with false when the time has passed', async () => {
  const clock = new ManualClock();
  const waiting = settlesWithin(1000, new Promise(() => undefined), clock, new AbortController().signal);
  await clock.advance(1000);
  expect(await waiting).toBe(false);
});

test('settlesWithin resolves with false when the signal aborts', async () => {
  const clock = new ManualClock();
  const stop = new AbortController();
  const waiting = settlesWithin(1000, new Promise(() => undefined), clock, stop.signal);
  await settled();
  stop.abort();
  expect([await waiting, clock.sleepers]).toEqual([false, 0]);
});
