import { expect, test } from 'vitest';
import type { Save } from '../../../src/save/save';
import { typicalMs, usualDurations } from '../../../src/save/usualDurations';
import { anImage, aSave } from '../../support/builders';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 30);
const present = aSave({ id: 'present', endedAt: undefined, state: { phase: 'requesting' } });
const other = { id: 'other', name: 'other' };

function took(minutes: number, but: Partial<Save> = {}): Save {
  return aSave({ requestedAt: START, endedAt: START + minutes * MINUTE, ...but });
}

test('is what earlier saves of the notebook took, latest first', () => {
  expect(usualDurations([present, took(6), took(7)], present)).toEqual([6 * MINUTE, 7 * MINUTE]);
});

test('is what the latest five took', () => {
  const earlier = [1, 2, 3, 4, 5, 6, 7].map((minutes) => took(minutes));
  expect(usualDurations(earlier, present)).toEqual([1, 2, 3, 4, 5].map((minutes) => minutes * MINUTE));
});

test('is what other notebooks took while this one has not been saved', () => {
  expect(usualDurations([took(3, { notebook: other })], present)).toEqual([3 * MINUTE]);
  expect(usualDurations([took(3, { notebook: other }), took(6)], present)).toEqual([6 * MINUTE]);
});

test('is not learned through another connection, whose region may be slower', () => {
  expect(usualDurations([took(6, { connection: 'Elsewhere' })], present)).toEqual([]);
});

test.each<[string, Partial<Save>]>([
  ['failed', { state: { phase: 'failed', image: anImage({ status: 'ERROR' }) } }],
  ['is not followed any more', { state: { phase: 'unwatched', image: anImage(), why: 'deadline' } }],
  ['is under way', { endedAt: undefined, state: { phase: 'saving', image: anImage(), trouble: undefined } }],
  [
    'nobody saw in the minute before it ended',
    { state: { phase: 'saved', image: anImage({ status: 'ACTIVE' }), noticedLate: true } },
  ],
  ['took no time, by a clock that was set back', { endedAt: START }],
  ['ended before it began, by a clock that was set back', { endedAt: START - 6 * MINUTE }],
  ['somebody else asked for, who knows when', { request: undefined }],
])('is not learned from a save that %s', (_what, but) => {
  expect(usualDurations([took(6, but)], present)).toEqual([]);
});

test.each<[readonly number[], number | undefined]>([
  [[], undefined],
  [[6], 6],
  [[9, 1], 1],
  [[10, 2, 9], 9],
  [[100, 20, 3, 4], 4],
])('of %j the middle is what a save usually takes', (durations, typical) => {
  expect(typicalMs(durations)).toBe(typical);
});
