import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FailureStreak, nextPollMs, type PollTiming } from '../../../src/save/pollSchedule';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** In the middle: no spread. */
const even = (): number => 0.5;

function next(but: Partial<PollTiming> = {}, random = even): number {
  return nextPollMs({ elapsedMs: 5 * MINUTE, polls: 9, usualMs: [], failures: undefined, ...but }, random);
}

/** Seconds after the request at which the first polls fall, answers taking no time. */
function looksAt(usualMs: readonly number[], count: number): readonly number[] {
  const at: number[] = [];
  let elapsedMs = 0;
  for (let polls = 0; polls < count; polls += 1) {
    elapsedMs += next({ elapsedMs, polls: polls, usualMs });
    at.push(elapsedMs / SECOND);
  }
  return at;
}

describe('where nothing is known', () => {
  test('early polls are dense, so that a short save is noticed soon', () => {
    expect(looksAt([], 6)).toEqual([2, 4, 8, 16, 27, 38]);
  });

  test('an image older than usual is looked at less often, but every half minute for however long', () => {
    expect(next({ elapsedMs: 10 * MINUTE })).toBe(12 * SECOND);
    expect(next({ elapsedMs: 20 * MINUTE })).toBe(24 * SECOND);
    expect(next({ elapsedMs: 25 * MINUTE })).toBe(30 * SECOND);
    expect(next({ elapsedMs: 24 * 60 * MINUTE })).toBe(30 * SECOND);
  });
});

describe('where earlier saves are known', () => {
  const usualMs = [6 * MINUTE, 7 * MINUTE, 8 * MINUTE, 9 * MINUTE];

  test('after two early polls it is quiet until shortly before the earliest usual end, and close from then on', () => {
    const at = looksAt(usualMs, 20);
    expect(at.slice(0, 4)).toEqual([2, 11, 41, 71]);
    const close = at.filter((second) => second >= 0.92 * 6 * 60);
    expect(close[0]).toBeLessThanOrEqual(0.92 * 6 * 60 + 9);
    for (const [index, second] of close.slice(1).entries()) expect(second - (close[index] ?? 0)).toBe(9);
  });

  test('the fewer are known, the more their earliest may be undercut', () => {
    expect(next({ elapsedMs: 5.1 * MINUTE, usualMs: [6 * MINUTE] })).toBe(9 * SECOND);
    expect(next({ elapsedMs: 5.1 * MINUTE, usualMs: Array.from({ length: 4 }, () => 6 * MINUTE) })).toBeGreaterThan(
      20 * SECOND,
    );
  });

  test('a save that takes far longer than any known is looked at as if nothing were known', () => {
    expect(next({ elapsedMs: 13.5 * MINUTE, usualMs })).toBe(9 * SECOND);
    expect(next({ elapsedMs: 13.6 * MINUTE, usualMs })).toBe(next({ elapsedMs: 13.6 * MINUTE }));
  });

  test.each([[[0]], [[-1]], [[Number.NaN]], [[Number.POSITIVE_INFINITY]]])(
    'a duration that cannot be, %j, is nothing known',
    (usualMs) => {
      expect(next({ usualMs })).toBe(next());
    },
  );
});

test('a duration that cannot be says nothing of the others, nor of the first polls', () => {
  const known = next({ elapsedMs: 3 * MINUTE, usualMs: [6 * MINUTE] });
  for (const odd of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(next({ elapsedMs: 3 * MINUTE, usualMs: [odd, 6 * MINUTE] })).toBe(known);
    expect(next({ elapsedMs: 0, polls: 1, usualMs: [odd] })).toBe(2 * SECOND);
  }
});

test('a following that is resumed begins with a look', () => {
  expect(next({ elapsedMs: MINUTE, polls: 0 })).toBe(0);
  expect(next({ elapsedMs: MINUTE, polls: 0, usualMs: [MINUTE] })).toBe(0);
});

function failures(but: Partial<FailureStreak>): Pick<PollTiming, 'failures'> {
  return { failures: { of: 'service', times: 1, retryAfterMs: undefined, ...but } };
}

describe('after a look that saw nothing', () => {
  test('a busy service is given twice the time, up to a minute', () => {
    const waits = [1, 2, 3, 4, 50].map((times) => next(failures({ times })) / SECOND);
    expect(waits).toEqual([22, 44, 60, 60, 60]);
  });

  test('a network that is gone costs the service nothing: half a minute at most', () => {
    const waits = [1, 2, 3, 50].map((times) => next(failures({ of: 'network', times })) / SECOND);
    expect(waits).toEqual([22, 30, 30, 30]);
  });

  test('the longest waits are spread as the others are', () => {
    expect(next(failures({ times: 50 }), () => 0)).toBe(54 * SECOND);
    expect(next(failures({ times: 50, of: 'network' }), () => 0)).toBe(27 * SECOND);
  });

  test.each([
    [7, 7],
    [0, 1],
    [-5, 1],
    [99_999, 300],
    [Number.NaN, 1],
    [Number.POSITIVE_INFINITY, 300],
  ])('when the service asks for %d s, it is left alone for %d s', (asked, waited) => {
    expect(next(failures({ retryAfterMs: asked * SECOND, times: 5 }))).toBe(waited * SECOND);
  });

  test('it is never asked sooner than it asked for', () => {
    for (const random of [0, 0.25, 0.75, 0.999]) {
      const wait = next(failures({ retryAfterMs: 10 * SECOND }), () => random);
      expect(wait).toBeGreaterThanOrEqual(10 * SECOND);
      expect(wait).toBeLessThanOrEqual(11 * SECOND);
    }
  });
});

describe('whatever is known', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const looking = fc.record({
    elapsedMs: fc.integer({ min: 0, max: 48 * 60 * MINUTE }),
    polls: fc.nat(500),
    usualMs: fc.array(fc.oneof(fc.integer({ min: 1, max: 120 * MINUTE }), fc.double()), { maxLength: 5 }),
    failures: fc.option(
      fc.record({
        of: fc.constantFrom('network', 'service'),
        times: fc.integer({ min: 1, max: 2000 }),
        retryAfterMs: fc.option(fc.double(), { nil: undefined }),
      }),
      { nil: undefined },
    ),
  });

  test('a wait is a number, at most five minutes, and only a first look comes at once', () => {
    fc.assert(
      fc.property(looking, random, (looking, value) => {
        const wait = nextPollMs(looking, () => value);
        expect(wait).toBeGreaterThanOrEqual(looking.polls === 0 ? 0 : 900);
        expect(wait).toBeLessThanOrEqual(300 * SECOND);
      }),
      { numRuns: 2000 },
    );
  });

  test('while all is well nobody waits longer than half a minute', () => {
    fc.assert(
      fc.property(looking, random, (looking, value) => {
        expect(nextPollMs({ ...looking, failures: undefined }, () => value)).toBeLessThanOrEqual(30 * SECOND);
      }),
    );
  });

  test('a failures never brings the next look forward', () => {
    const withoutRequest = looking.filter(({ polls, failures }) => polls > 0 && failures?.retryAfterMs === undefined);
    fc.assert(
      fc.property(withoutRequest, random, (looking, value) => {
        const wait = nextPollMs(looking, () => value);
        // At the upper limit both are the limit, spread.
        expect(wait).toBeGreaterThanOrEqual(nextPollMs({ ...looking, failures: undefined }, () => value) * 0.9);
      }),
    );
  });

  test('polls are spread by a tenth either way', () => {
    fc.assert(
      fc.property(random, (value) => {
        const wait = next({}, () => value);
        expect(wait).toBeGreaterThanOrEqual(0.9 * 11 * SECOND);
        expect(wait).toBeLessThanOrEqual(1.1 * 11 * SECOND);
      }),
    );
    expect(next({}, () => 0)).not.toBe(next({}, () => 0.9));
  });
});
