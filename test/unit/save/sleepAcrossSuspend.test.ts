import { describe, expect, test } from 'vitest';
import { sleepAcrossSuspend } from '../../../src/save/sleepAcrossSuspend';
import { ManualClock } from '../../support/manualClock';

const SECOND = 1000;
const forever = new AbortController().signal;

function napping(ms: number, clock: ManualClock, signal = forever): { over: boolean } {
  const state = { over: false };
  sleepAcrossSuspend(ms, clock, signal).then(
    () => (state.over = true),
    () => undefined,
  );
  return state;
}

describe('sleepAcrossSuspend', () => {
  test.each([0.5, 5, 12, 300])('waits %d s', async (seconds) => {
    const clock = new ManualClock();
    const state = napping(seconds * SECOND, clock);
    await clock.advance(seconds * SECOND - 1);
    expect(state.over).toBe(false);
    await clock.advance(1);
    expect(state.over).toBe(true);
  });

  test('returns at once for zero', async () => {
    const clock = new ManualClock();
    await sleepAcrossSuspend(0, clock, forever);
    expect(clock.sleepers).toBe(0);
  });

  test('ends soon after the machine wakes when the time has passed meanwhile', async () => {
    const clock = new ManualClock();
    const state = napping(30 * SECOND, clock);
    await clock.advance(6 * SECOND);
    clock.suspend(8 * 3600 * SECOND);
    await clock.advance(5 * SECOND);
    expect(state.over).toBe(true);
  });

  test('is not prolonged when the clock is set back', async () => {
    const clock = new ManualClock();
    const state = napping(30 * SECOND, clock);
    clock.suspend(-3600 * SECOND);
    await clock.advance(30 * SECOND);
    expect(state.over).toBe(true);
  });

  test('ends at the exact millisecond within its last step', async () => {
    const clock = new ManualClock();
    const state = napping(12 * SECOND, clock);
    clock.suspend(7 * SECOND);
    await clock.advance(5 * SECOND);
    expect(state.over).toBe(true);
  });

  test.each([
    [12, [5, 5, 2]],
    [10, [5, 5]],
  ])('splits %d s into steps of at most five seconds, none of them empty', async (seconds, lengths) => {
    const clock = new ManualClock();
    const stretches: number[] = [];
    const counting = {
      now: () => clock.now(),
      sleep: (ms: number, signal: AbortSignal) => {
        stretches.push(ms / SECOND);
        return clock.sleep(ms, signal);
      },
    };
    const napping = sleepAcrossSuspend(seconds * SECOND, counting, forever);
    clock.suspend(-3600 * SECOND);
    await clock.advance(seconds * SECOND);
    await napping;
    expect(stretches).toEqual(lengths);
  });

  test('rejects at once with the reason when aborted', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const sleeping = sleepAcrossSuspend(30 * SECOND, clock, stop.signal);
    await clock.advance(7 * SECOND);
    stop.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    expect(clock.sleepers).toBe(0);
  });
});
