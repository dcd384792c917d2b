import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FailureStreak, nextPollMs, type PollTiming } from '../../../src/save/pollSchedule';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** The middle of the range: no jitter. */
const middle = (): number => 0.5;

function next(overrides: Partial<PollTiming> = {}, random = middle): number {
  return nextPollMs({ elapsedMs: 5 * MINUTE, polls: 9, usualMs: [], failures: undefined, ...overrides }, random);
}

/** Times of the first polls in seconds after the request, if responses take no time. */
function pollTimes(usualMs: readonly number[], count: number): readonly number[] {
  const at: number[] = [];
  let elapsedMs = 0;
  for (let polls = 0; polls < count; polls += 1) {
    elapsedMs += next({ elapsedMs, polls: polls, usualMs });
    at.push(elapsedMs / SECOND);
  }
  return at;
}

describe('without earlier durations', () => {
  test('early polls are frequent, so that a short save is noticed soon', () => {
    expect(pollTimes([], 6)).toEqual([2, 4, 8, 16, 27, 38]);
  });

  test('an old image is polled less often, but at least every 30 s', () => {
    expect(next({ elapsedMs: 10 * MINUTE })).toBe(12 * SECOND);
    expect(next({ elapsedMs: 20 * MINUTE })).toBe(24 * SECOND);
    expect(next({ elapsedMs: 25 * MINUTE })).toBe(30 * SECOND);
    expect(next({ elapsedMs: 24 * 60 * MINUTE })).toBe(30 * SECOND);
  });
});

describe('with earlier durations', () => {
  const usualMs = [6 * MINUTE, 7 * MINUTE, 8 * MINUTE, 9 * MINUTE];

  test('polls pause after the first two until shortly before the earliest expected end, then resume at short intervals', () => {
    const at = pollTimes(usualMs, 20);
    expect(at.slice(0, 4)).toEqual([2, 11, 41, 71]);
    const near = at.filter((second) => second >= 0.92 * 6 * 60);
    expect(near[0]).toBeLessThanOrEqual(0.92 * 6 * 60 + 9);
    for (const [index, second] of near.slice(1).entries()) expect(second - (near[index] ?? 0)).toBe(9);
  });

  test('the margin before the earliest expected end grows when fewer durations are known', () => {
    expect(next({ elapsedMs: 5.1 * MINUTE, usualMs: [6 * MINUTE] })).toBe(9 * SECOND);
    expect(next({ elapsedMs: 5.1 * MINUTE, usualMs: Array.from({ length: 4 }, () => 6 * MINUTE) })).toBeGreaterThan(
      20 * SECOND,
    );
  });

  test('a save that far exceeds all earlier durations is polled as if none were known', () => {
    expect(next({ elapsedMs: 13.5 * MINUTE, usualMs })).toBe(9 * SECOND);
    expect(next({ elapsedMs: 13.6 * MINUTE, usualMs })).toBe(next({ elapsedMs: 13.6 * MINUTE }));
  });

  test.each([[[0]], [[-1]], [[Number.NaN]], [[Number.POSITIVE_INFINITY]]])(
    'the invalid duration %j is ignored',
    (usualMs) => {
      expect(next({ usualMs })).toBe(next());
    },
  );
});

test('an invalid duration affects neither the other durations nor the first polls', () => {
  const known = next({ elapsedMs: 3 * MINUTE, usualMs: [6 * MINUTE] });
  for (const invalid of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(next({ elapsedMs: 3 * MINUTE, usualMs: [invalid, 6 * MINUTE] })).toBe(known);
    expect(next({ elapsedMs: 0, polls: 1, usualMs: [invalid] })).toBe(2 * SECOND);
  }
});

test('a resumed save is polled at once', () => {
  expect(next({ elapsedMs: MINUTE, polls: 0 })).toBe(0);
  expect(next({ elapsedMs: MINUTE, polls: 0, usualMs: [MINUTE] })).toBe(0);
});

function failures(overrides: Partial<FailureStreak>): Pick<PollTiming, 'failures'> {
  return { failures: { of: 'service', times: 1, retryAfterMs: undefined, ...overrides } };
}

describe('after failed polls', () => {
  test('a busy service doubles the interval up to a minute', () => {
    const waits = [1, 2, 3, 4, 50].map((times) => next(failures({ times })) / SECOND);
    expect(waits).toEqual([22, 44, 60, 60, 60]);
  });

  test('a missing network raises the interval to at most 30 s', () => {
    const waits = [1, 2, 3, 50].map((times) => next(failures({ of: 'network', times })) / SECOND);
    expect(waits).toEqual([22, 30, 30, 30]);
  });

  test('the longest intervals also get jitter', () => {
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
  ])('a Retry-After of %d s waits %d s', (asked, waited) => {
    expect(next(failures({ retryAfterMs: asked * SECOND, times: 5 }))).toBe(waited * SECOND);
  });

  test('jitter never shortens Retry-After', () => {
    for (const random of [0, 0.25, 0.75, 0.999]) {
      const wait = next(failures({ retryAfterMs: 10 * SECOND }), () => random);
      expect(wait).toBeGreaterThanOrEqual(10 * SECOND);
      expect(wait).toBeLessThanOrEqual(11 * SECOND);
    }
  });
});

describe('for any input', () => {
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

  test('the delay is a number of at most five minutes, and only a first poll may be immediate', () => {
    fc.assert(
      fc.property(looking, random, (looking, value) => {
        const wait = nextPollMs(looking, () => value);
        expect(wait).toBeGreaterThanOrEqual(looking.polls === 0 ? 0 : 900);
        expect(wait).toBeLessThanOrEqual(300 * SECOND);
      }),
      { numRuns: 2000 },
    );
  });

  test('the delay is at most 30 s while polls succeed', () => {
    fc.assert(
      fc.property(looking, random, (looking, value) => {
        expect(nextPollMs({ ...looking, failures: undefined }, () => value)).toBeLessThanOrEqual(30 * SECOND);
      }),
    );
  });

  test('a failure never shortens the delay', () => {
    const withoutRequest = looking.filter(({ polls, failures }) => polls > 0 && failures?.retryAfterMs === undefined);
    fc.assert(
      fc.property(withoutRequest, random, (looking, value) => {
        const wait = nextPollMs(looking, () => value);
        // At the upper limit both are the limit plus jitter.
        expect(wait).toBeGreaterThanOrEqual(nextPollMs({ ...looking, failures: undefined }, () => value) * 0.9);
      }),
    );
  });

  test('jitter is at most 10 % in either direction', () => {
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
