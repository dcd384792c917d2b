import { expect, test } from 'vitest';
import { createTicker } from '../../../src/util/ticker';
import { ManualClock } from '../../support/manualClock';

function counting({ until }: { readonly until: number }) {
  const clock = new ManualClock();
  const counter = { ticks: 0 };
  const ticker = createTicker(clock, 1000, () => {
    counter.ticks += 1;
    return counter.ticks < until;
  });
  return { ticker, clock, ticks: () => counter.ticks };
}

test('a ticker performs its action at once and then at each interval until it is no longer needed', async () => {
  const { ticker, clock, ticks } = counting({ until: 3 });
  ticker.start();
  expect(ticks()).toBe(1);
  await clock.advance(999);
  expect(ticks()).toBe(1);
  await clock.advance(1);
  expect(ticks()).toBe(2);
  await clock.advance(10_000);
  expect([ticks(), clock.sleepers]).toEqual([3, 0]);
});

test('a ticker that is started again performs its action at once but keeps one interval', async () => {
  const { ticker, clock, ticks } = counting({ until: 100 });
  ticker.start();
  ticker.start();
  expect([ticks(), clock.sleepers]).toEqual([2, 1]);
  await clock.advance(1000);
  expect(ticks()).toBe(3);
});

test('a ticker starts again after its action was not needed for a while', async () => {
  const { ticker, clock, ticks } = counting({ until: 1 });
  ticker.start();
  await clock.advance(5000);
  ticker.start();
  expect([ticks(), clock.sleepers]).toEqual([2, 0]);
});

test('a disposed ticker stops', async () => {
  const { ticker, clock, ticks } = counting({ until: 100 });
  ticker.start();
  ticker.dispose();
  await clock.advance(5000);
  expect([ticks(), clock.sleepers]).toEqual([1, 0]);
});
