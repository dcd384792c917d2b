import { describe, expect, test } from 'vitest';
import { sleepAcrossSuspend } from '../../../src/save/pollSchedule';
import { ManualClock } from '../../support/manualClock';

const SECOND = 1000;
const never = new AbortController().signal;

function startSleep(ms: number, clock: ManualClock, signal = never): { finished: boolean } {
  const state = { finished: false };
  sleepAcrossSuspend(ms, clock, signal).then(
    () => (state.finished = true),
    () => undefined,
  );
  return state;
}

describe('sleepAcrossSuspend', () => {
  test.each([0.5, 5, 12, 300])('waits %d s', async (seconds) => {
    const clock = new ManualClock();
    const state = startSleep(seconds * SECOND, clock);
    await clock.advance(seconds * SECOND - 1);
    expect(state.finished).toBe(false);
    await clock.advance(1);
    expect(state.finished).toBe(true);
  });

  test('returns at once for zero', async () => {
    const clock = new ManualClock();
    await sleepAcrossSuspend(0, clock, never);
    expect(clock.sleepers).toBe(0);
  });

  test('ends soon after the machine wakes when the time has passed meanwhile', async () => {
    const clock = new ManualClock();
    const state = startSleep(30 * SECOND, clock);
    await clock.advance(6 * SECOND);
    clock.suspend(8 * 3600 * SECOND);
    await clock.advance(5 * SECOND);
    expect(state.finished).toBe(true);
  });

  test('is not prolonged when the clock is set back', async () => {
    const clock = new ManualClock();
    const state = startSleep(30 * SECOND, clock);
    clock.suspend(-3600 * SECOND);
    await clock.advance(30 * SECOND);
    expect(state.finished).toBe(true);
  });

  test('ends at the exact millisecond within its last step', async () => {
    const clock = new ManualClock();
    const state = startSleep(12 * SECOND, clock);
    clock.suspend(7 * SECOND);
    await clock.advance(5 * SECOND);
    expect(state.finished).toBe(true);
  });

  test.each([
    [12, [5, 5, 2]],
    [10, [5, 5]],
  ])('splits %d s into steps of at most five seconds, none of them empty', async (seconds, lengths) => {
    const clock = new ManualClock();
    const steps: number[] = [];
    const recordingClock = {
      now: () => clock.now(),
      sleep: (ms: number, signal: AbortSignal) => {
        steps.push(ms / SECOND);
        return clock.sleep(ms, signal);
      },
    };
    const startSleep = sleepAcrossSuspend(seconds * SECOND, recordingClock, never);
    clock.suspend(-3600 * SECOND);
    await clock.advance(seconds * SECOND);
    await startSleep;
    expect(steps).toEqual(lengths);
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
