import { describe, expect, test } from 'vitest';
import { Transitions } from '../../../../src/ui/notebooks/transitions';

const SECOND = 1000;

/** Seconds at which one notebook is looked at that stays in transition for so long. */
function looksWithin(seconds: number): readonly number[] {
  const transitions = new Transitions();
  transitions.update(['nb'], 0);
  const looks: number[] = [];
  for (;;) {
    const due = transitions.dueAt() ?? Number.POSITIVE_INFINITY;
    if (due > seconds * SECOND) return looks.map((ms) => Math.round(ms / SECOND));
    expect(transitions.take(due)).toEqual(['nb']);
    looks.push(due);
  }
}

describe('Transitions', () => {
  test('looks soon at first, and never less often than twice a minute', () => {
    const looks = looksWithin(300);
    expect(looks.slice(0, 5)).toEqual([3, 6, 9, 12, 15]);
    const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30);
  });

  test('follows a start of a minute and a half with few requests, and is at most a quarter late', () => {
    const looks = looksWithin(120);
    const noticed = looks.find((at) => at >= 90) ?? Number.POSITIVE_INFINITY;
    expect(looks.indexOf(noticed) + 1).toBeLessThanOrEqual(14);
    expect(noticed).toBeLessThanOrEqual(90 * 1.25);
  });

  test('is due for nothing while nothing is about to change, and forgets what has', () => {
    const transitions = new Transitions();
    expect(transitions.dueAt()).toBeUndefined();
    transitions.update(['nb'], 0);
    expect(transitions.dueAt()).toBe(3 * SECOND);
    transitions.update([], 2 * SECOND);
    expect(transitions.dueAt()).toBeUndefined();
    expect(transitions.take(60 * SECOND)).toEqual([]);
  });

  test('keeps the time of one that goes on, however often the list tells of it', () => {
    const transitions = new Transitions();
    for (let at = 0; at < 3; at += 1) transitions.update(['nb'], at * SECOND);
    expect(transitions.dueAt()).toBe(3 * SECOND);
  });

  test('follows eight of a crowd and stays with them', () => {
    const transitions = new Transitions();
    const crowd = Array.from({ length: 500 }, (_none, index) => `nb-${index}`);
    transitions.update(crowd, 0);
    const first = transitions.take(3 * SECOND);
    expect(first).toHaveLength(8);
    transitions.update(crowd.toReversed(), 4 * SECOND);
    expect(transitions.take(60 * SECOND).toSorted()).toEqual(first.toSorted());
  });
});
