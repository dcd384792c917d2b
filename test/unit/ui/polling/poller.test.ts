import { afterEach, describe, expect, test } from 'vitest';
import { Poller } from '../../../../src/ui/polling/poller';
import { silentLogger } from '../../../../src/util/logger';
import { KeptLog, ManualViewFocus } from '../../../support/doubles';
import { ManualClock } from '../../../support/manualClock';

const MINUTE = 60_000;
const made: Poller[] = [];

/** A poller with an interval of one minute. Each poll takes `pollMs`. */
function everyMinute({ pollMs = 0, isFocused = true } = {}) {
  const clock = new ManualClock();
  const viewFocus = new ManualViewFocus(isFocused);
  const polls: number[] = [];
  const start = clock.now();
  let dueAt: number | undefined = start + MINUTE;
  const poller = new Poller({
    viewFocus,
    clock,
    log: silentLogger,
    dueInMs: () => dueAt && dueAt - clock.now(),
    poll: async (signal) => {
      polls.push((clock.now() - start) / 1000);
      if (pollMs > 0) await clock.sleep(pollMs, signal);
      dueAt = clock.now() + MINUTE;
    },
  });
  made.push(poller);
  const setDue = (at: number | undefined): void => {
    dueAt = at;
    poller.reschedule();
  };
  return { clock, viewFocus, polls, poller, setDue, start };
}

describe('Poller', () => {
  afterEach(() => made.splice(0).forEach((each) => each.dispose()));

  test('polls once per interval while the view has focus', async () => {
    const { clock, polls } = everyMinute();
    await clock.advance(5 * MINUTE);
    expect(polls).toEqual([60, 120, 180, 240, 300]);
  });

  test('measures the interval from the end of the previous poll', async () => {
    const { clock, polls } = everyMinute({ pollMs: 30_000 });
    await clock.advance(5 * MINUTE);
    expect(polls).toEqual([60, 150, 240]);
  });

  test('does not poll while the view has no focus', async () => {
    const { clock, polls } = everyMinute({ isFocused: false });
    await clock.advance(24 * 60 * MINUTE);
    expect(polls).toEqual([]);
  });

  test('pauses when the view loses focus, and polls immediately when it regains focus after the due time', async () => {
    const { clock, viewFocus, polls } = everyMinute();
    await clock.advance(MINUTE);
    viewFocus.lookAway();
    await clock.advance(10 * MINUTE + 5000);
    expect(polls).toEqual([60]);
    viewFocus.look();
    await clock.advance(0);
    expect(polls).toEqual([60, 665]);
  });

  test('does not poll more often when the focus changes within an interval', async () => {
    const { clock, viewFocus, polls } = everyMinute();
    await clock.advance(MINUTE + 10_000);
    for (let times = 0; times < 100; times += 1) {
      viewFocus.lookAway();
      viewFocus.look();
    }
    await clock.advance(40_000);
    expect(polls).toEqual([60]);
    await clock.advance(10_000);
    expect(polls).toEqual([60, 120]);
  });

  test('waits without a timer while no poll is due, and resumes when one is', async () => {
    const { clock, polls, setDue } = everyMinute();
    setDue(undefined);
    await clock.advance(60 * MINUTE);
    expect([polls, clock.sleepers]).toEqual([[], 0]);
    setDue(clock.now() + 5000);
    await clock.advance(5000);
    expect(polls).toEqual([3605]);
  });

  test('reschedule() applies an earlier due time immediately', async () => {
    const { clock, polls, setDue, start } = everyMinute();
    await clock.advance(10_000);
    setDue(start + 12_000);
    await clock.advance(2000);
    expect(polls).toEqual([12]);
  });

  test('pauses one second between polls even when the next one is always due', async () => {
    const clock = new ManualClock();
    let polls = 0;
    const poll = (): Promise<number> => Promise.resolve((polls += 1));
    made.push(new Poller({ viewFocus: new ManualViewFocus(), clock, log: silentLogger, dueInMs: () => 0, poll }));
    await clock.advance(10_500);
    expect(polls).toBe(11);
  });

  test.each([
    ['poll() throws', { poll: () => Promise.reject(new TypeError('unexpected')) }],
    [
      'dueInMs() throws',
      {
        dueInMs: () => {
          throw new TypeError('unexpected');
        },
      },
    ],
  ])('polling continues with the stack in the log when %s', async (_what, bug) => {
    const clock = new ManualClock();
    const log = new KeptLog();
    const working = { dueInMs: () => 0, poll: () => Promise.resolve() };
    made.push(new Poller({ viewFocus: new ManualViewFocus(), clock, log, ...working, ...bug }));
    await clock.advance(2 * MINUTE + 1000);
    expect(log.lines).toHaveLength(3);
    expect(log.lines[0]).toMatch(/^error Polling for a view failed: TypeError: unexpected\n +at /);
  });

  test('dispose() leaves no timers behind, during a wait or a poll', async () => {
    const waiting = everyMinute();
    await waiting.clock.advance(0);
    waiting.poller.dispose();
    await waiting.clock.advance(10 * MINUTE);
    expect([waiting.polls, waiting.clock.sleepers]).toEqual([[], 0]);
    const polling = everyMinute({ pollMs: 5000 });
    await polling.clock.advance(MINUTE + 1000);
    polling.poller.dispose();
    await polling.clock.advance(10 * MINUTE);
    expect([polling.polls, polling.clock.sleepers]).toEqual([[60], 0]);
  });
});
