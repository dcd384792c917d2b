import { describe, expect, test } from 'vitest';
import { Transitions } from '../../../../src/ui/notebooks/pollNotebooks';

const SECOND = 1000;

/** Seconds at which a notebook that stays in transition this long is polled. */
function pollsWithin(seconds: number): readonly number[] {
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
  test('polls soon at first and at least twice a minute', () => {
    const looks = pollsWithin(300);
    expect(looks.slice(0, 5)).toEqual([3, 6, 9, 12, 15]);
    const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30);
  });

  test('follows a start of 90 seconds with few requests and a delay of at most a quarter', () => {
    const looks = pollsWithin(120);
    const noticed = looks.find((at) => at >= 90) ?? Number.POSITIVE_INFINITY;
    expect(looks.indexOf(noticed) + 1).toBeLessThanOrEqual(14);
    expect(noticed).toBeLessThanOrEqual(90 * 1.25);
  });

  test('has no due time without notebooks in transition, and drops finished ones', () => {
    const transitions = new Transitions();
    expect(transitions.dueAt()).toBeUndefined();
    transitions.update(['nb'], 0);
    expect(transitions.dueAt()).toBe(3 * SECOND);
    transitions.update([], 2 * SECOND);
    expect(transitions.dueAt()).toBeUndefined();
    expect(transitions.take(60 * SECOND)).toEqual([]);
  });

  test('keeps the start time of a transition across list updates', () => {
    const transitions = new Transitions();
    for (let at = 0; at < 3; at += 1) transitions.update(['nb'], at * SECOND);
    expect(transitions.dueAt()).toBe(3 * SECOND);
  });

  test('watches the same eight notebooks when there are more', () => {
    const transitions = new Transitions();
    const crowd = Array.from({ length: 500 }, (_none, index) => `nb-${index}`);
    transitions.update(crowd, 0);
    const first = transitions.take(3 * SECOND);
    expect(first).toHaveLength(8);
    transitions.update(crowd.toReversed(), 4 * SECOND);
    expect(transitions.take(60 * SECOND).toSorted()).toEqual(first.toSorted());
  });
});
