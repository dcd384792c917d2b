import { expect, test } from 'vitest';
import { lazy } from '../../../src/util/promises';

test('lazy loads once, on the first call, for all callers', async () => {
  let loads = 0;
  const load = lazy(async () => ++loads);
  expect(loads).toBe(0);
  expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  expect(await load()).toBe(1);
});

test('lazy retries a failed load on the next call', async () => {
  let loads = 0;
  const load = lazy(async () => {
    loads += 1;
    if (loads === 1) throw new Error('not there yet');
    return loads;
  });
  await expect(load()).rejects.toThrow('not there yet');
  expect(await load()).toBe(2);
});
