import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { after } from '../../../src/util/clock';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('after calls its function once when the time has passed', () => {
  const act = vi.fn();
  after(1000, act);

  vi.advanceTimersByTime(999);
  expect(act).not.toHaveBeenCalled();

  vi.advanceTimersByTime(10_000);
  expect(act).toHaveBeenCalledOnce();
});

test('after does not call its function once disposed', () => {
  const act = vi.fn();
  const limit = after(1000, act);

  limit.dispose();
  vi.advanceTimersByTime(10_000);

  expect(act).not.toHaveBeenCalled();
});

test('after does not keep the process alive', () => {
  const setTimeoutSpy = vi.spyOn(globalThis, 'setTimeout');
  const limit = after(1000, () => undefined);

  const timer: unknown = setTimeoutSpy.mock.results[0]?.value;
  limit.dispose();

  expect(timer).toMatchObject({ hasRef: expect.any(Function) });
  expect((timer as NodeJS.Timeout).hasRef()).toBe(false);
});
