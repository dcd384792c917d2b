import { expect, test } from 'vitest';
import { systemClock } from '../../../src/util/clock';

test('systemClock.now returns the system’s time', () => {
  const before = Date.now();
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test('systemClock.sleep resolves', async () => {
  await expect(systemClock.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
});

test('systemClock.sleep rejects with the signal’s reason as soon as it aborts', async () => {
  const stop = new AbortController();
  const sleeping = systemClock.sleep(3_600_000, stop.signal);
  stop.abort(new Error('window closed'));
  await expect(sleeping).rejects.toThrow('window closed');
});

test('systemClock.sleep rejects at once when the signal has already aborted', async () => {
  await expect(systemClock.sleep(3_600_000, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
});
