import { expect, test } from 'vitest';
import { systemClock } from '../../../src/util/clock';

test('tells the time of the system', () => {
  const before = Date.now();
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test('a sleep ends', async () => {
  await expect(systemClock.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
});

test('an aborted sleep ends at once, with the reason it was aborted for', async () => {
  const stop = new AbortController();
  const sleeping = systemClock.sleep(3_600_000, stop.signal);
  stop.abort(new Error('window closed'));
  await expect(sleeping).rejects.toThrow('window closed');
});

test('a sleep that is aborted before it begins does not begin', async () => {
  await expect(systemClock.sleep(3_600_000, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
});
