import { describe, expect, test } from 'vitest';
import { nextPollMs } from '../../../src/save/pollSchedule';
import { seededRandom } from '../../support/doubles';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const SAVES = 5000;

interface Followed {
  readonly polls: number;
  /** Delay between the end and the poll that notices it; seconds. */
  readonly delay: number;
}

interface Figures {
  readonly meanPolls: number;
  readonly medianDelay: number;
  readonly delay95: number;
}

type Random = () => number;

/** Simulates one save; each poll takes 100 ms and costs one request. */
function follow(durationMs: number, usualMs: readonly number[], random: Random): Followed {
  let elapsedMs = 300;
  for (let polls = 0; ; polls += 1) {
    if (elapsedMs >= durationMs) return { polls, delay: (elapsedMs - durationMs) / SECOND };
    elapsedMs += nextPollMs({ elapsedMs, polls, usualMs, failures: undefined }, random) + 100;
  }
}

/** Runs thousands of simulated saves with a fixed seed. */
function simulate(followOne: (random: Random) => Followed): Figures {
  const random = seededRandom(20_260_131);
  const saves = Array.from({ length: SAVES }, () => followOne(random));
  const delay = saves.map((save) => save.delay).sort((one, other) => one - other);
  return {
    meanPolls: saves.reduce((sum, { polls }) => sum + polls, 0) / SAVES,
    medianDelay: delay[Math.floor(SAVES * 0.5)] ?? Number.NaN,
    delay95: delay[Math.floor(SAVES * 0.95)] ?? Number.NaN,
  };
}

/** Five to ten minutes, uniformly distributed. */
function uniform(random: Random): number {
  return (5 + 5 * random()) * MINUTE;
}

/** Log-normal factor around 1 with the given standard deviation of its logarithm. */
function scatter(deviation: number, random: Random): number {
  return Math.exp(deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}

test('without earlier saves, a save takes at most 45 requests and its end is noticed within 6 s', () => {
  const { meanPolls, medianDelay } = simulate((random) => follow(uniform(random), [], random));
  expect(meanPolls).toBeLessThanOrEqual(45);
  expect(medianDelay).toBeLessThanOrEqual(6);
});

describe.each([1, 2, 3, 5])('with %d earlier saves of the notebook', (count) => {
  test.each([0, 0.03, 0.05, 0.08])(
    'and durations that vary by %d, a save takes at most 24 requests and its end is noticed within 5 s, or 10 s in 95 %%',
    (deviation) => {
      const { meanPolls, medianDelay, delay95 } = simulate((random) => {
        const typical = uniform(random);
        const duration = (): number => typical * scatter(deviation, random);
        const usualMs = Array.from({ length: count }, duration);
        return follow(duration(), usualMs, random);
      });
      expect(meanPolls).toBeLessThanOrEqual(24);
      expect(medianDelay).toBeLessThanOrEqual(5);
      expect(delay95).toBeLessThanOrEqual(10);
    },
  );
});

test('unrelated earlier durations cost no more requests than none and delay the notice by at most 30 s', () => {
  const misinformed = simulate((random) => {
    const usualMs = Array.from({ length: 3 }, () => uniform(random));
    return follow(uniform(random), usualMs, random);
  });
  const uninformed = simulate((random) => follow(uniform(random), [], random));
  expect(misinformed.meanPolls).toBeLessThan(uninformed.meanPolls);
  expect(misinformed.medianDelay).toBeLessThanOrEqual(6);
  expect(misinformed.delay95).toBeLessThanOrEqual(30);
});

test('a save that fails within seconds is noticed within seconds', () => {
  for (const usualMs of [[], [7 * MINUTE]]) {
    const { delay95 } = simulate((random) => follow((1 + 9 * random()) * SECOND, usualMs, random));
    expect(delay95).toBeLessThanOrEqual(10);
  }
});
