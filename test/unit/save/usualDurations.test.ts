import { expect, test } from 'vitest';
import type { Save } from '../../../src/save/save';
import { typicalMs, usualDurations } from '../../../src/save/saveList';
import { anImage, aSave } from '../../support/builders';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 30);
const present = aSave({ id: 'present', endedAt: undefined, state: { phase: 'requesting' } });
const other = { id: 'other', name: 'other' };

function saveOf(minutes: number, overrides: Partial<Save> = {}): Save {
  return aSave({ requestedAt: START, endedAt: START + minutes * MINUTE, ...overrides });
}

test('usualDurations returns the durations of earlier saves of the notebook, latest first', () => {
  expect(usualDurations([present, saveOf(6), saveOf(7)], present)).toEqual([6 * MINUTE, 7 * MINUTE]);
});

test('usualDurations returns the latest five', () => {
  const earlier = [1, 2, 3, 4, 5, 6, 7].map((minutes) => saveOf(minutes));
  expect(usualDurations(earlier, present)).toEqual([1, 2, 3, 4, 5].map((minutes) => minutes * MINUTE));
});

test('usualDurations falls back to the connection’s other notebooks for a notebook without saves', () => {
  expect(usualDurations([saveOf(3, { notebook: other })], present)).toEqual([3 * MINUTE]);
  expect(usualDurations([saveOf(3, { notebook: other }), saveOf(6)], present)).toEqual([6 * MINUTE]);
});

test('usualDurations ignores other connections, whose region may be slower', () => {
  expect(usualDurations([saveOf(6, { connection: 'Elsewhere' })], present)).toEqual([]);
});

test.each<[string, Partial<Save>]>([
  ['failed', { state: { phase: 'failed', image: anImage({ status: 'ERROR' }) } }],
  ['is no longer followed', { state: { phase: 'unwatched', image: anImage(), why: 'deadline' } }],
  ['is in progress', { endedAt: undefined, state: { phase: 'saving', image: anImage(), trouble: undefined } }],
  ['was noticed late', { state: { phase: 'saved', image: anImage({ status: 'ACTIVE' }), noticedLate: true } }],
  ['has no duration because the clock was set back', { endedAt: START }],
  ['has a negative duration because the clock was set back', { endedAt: START - 6 * MINUTE }],
  ['was started elsewhere at an unknown time', { request: undefined }],
])('usualDurations ignores a save that %s', (_label, overrides) => {
  expect(usualDurations([saveOf(6, overrides)], present)).toEqual([]);
});

test.each<[readonly number[], number | undefined]>([
  [[], undefined],
  [[6], 6],
  [[9, 1], 1],
  [[10, 2, 9], 9],
  [[100, 20, 3, 4], 4],
])('typicalMs of %j returns the median', (durations, typical) => {
  expect(typicalMs(durations)).toBe(typical);
});
