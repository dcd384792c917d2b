import { expect, test } from 'vitest';
import { untilAborted } from '../../../src/util/promises';

test('untilAborted settles as the promise does', async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(Promise.resolve(7), signal)).toBe(7);
  await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});

test('untilAborted rejects with the signal’s reason, whether it aborts before or while waiting', async () => {
  const stop = new AbortController();
  const waiting = untilAborted(new Promise(() => undefined), stop.signal);
  const reason = new Error('enough');
  stop.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(untilAborted(Promise.resolve(7), stop.signal)).rejects.toBe(reason);
});
