import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { after } from '../../../src/util/after';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('acts once, when the time has passed', () => {
  const act = vi.fn();
  after(1000, act);

  vi.advanceTimersByTime(999);
  expect(act).not.toHaveBeenCalled();

  vi.advanceTimersByTime(10_000);
  expect(act).toHaveBeenCalledOnce();
});

test('acts no more once it is let go of', () => {
  const act = vi.fn();
  const limit = after(1000, act);

  limit.dispose();
  vi.advanceTimersByTime(10_000);

  expect(act).not.toHaveBeenCalled();
});

test('keeps no process alive', () => {
  const made = vi.spyOn(globalThis, 'setTimeout');
  const limit = after(1000, () => undefined);

  const timer: unknown = made.mock.results[0]?.value;
  limit.dispose();

  expect(timer).toMatchObject({ hasRef: expect.any(Function) });
  expect((timer as NodeJS.Timeout).hasRef()).toBe(false);
});
