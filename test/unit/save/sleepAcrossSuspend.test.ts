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

describe('a nap', () => {
  test.each([0.5, 5, 12, 300])('of %d s takes as long as it says', async (seconds) => {
    const clock = new ManualClock();
    const state = napping(seconds * SECOND, clock);
    await clock.advance(seconds * SECOND - 1);
    expect(state.over).toBe(false);
    await clock.advance(1);
    expect(state.over).toBe(true);
  });

  test('of no time does not wait', async () => {
    const clock = new ManualClock();
    await sleepAcrossSuspend(0, clock, forever);
    expect(clock.sleepers).toBe(0);
  });

  test('is over soon after the machine wakes, if the time has passed meanwhile', async () => {
    const clock = new ManualClock();
    const state = napping(30 * SECOND, clock);
    await clock.advance(6 * SECOND);
    clock.suspend(8 * 3600 * SECOND);
    await clock.advance(5 * SECOND);
    expect(state.over).toBe(true);
  });

  test('is not prolonged by a clock that is set back', async () => {
    const clock = new ManualClock();
    const state = napping(30 * SECOND, clock);
    clock.suspend(-3600 * SECOND);
    await clock.advance(30 * SECOND);
    expect(state.over).toBe(true);
  });

  test('is over with the stretch in which its time passes, to the millisecond', async () => {
    const clock = new ManualClock();
    const state = napping(12 * SECOND, clock);
    clock.suspend(7 * SECOND);
    await clock.advance(5 * SECOND);
    expect(state.over).toBe(true);
  });

  test.each([
    [12, [5, 5, 2]],
    [10, [5, 5]],
  ])('of %d s is waited for in stretches of five at most, and in none that has no length', async (seconds, lengths) => {
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

  test('ends at once when it is aborted, with the reason', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const sleeping = sleepAcrossSuspend(30 * SECOND, clock, stop.signal);
    await clock.advance(7 * SECOND);
    stop.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    expect(clock.sleepers).toBe(0);
  });
});
