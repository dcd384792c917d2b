import { describe, expect, test } from 'vitest';
import {
  estimateSaveMs,
  isReminderDue,
  isTooShortToSave,
  leaseLeftMs,
  renewalMs,
  type UnsavedRun,
} from '../../../src/model/lease';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 0, 31, 18);

describe('what is left of a lease', () => {
  test.each([
    ['RUNNING', NOW + HOUR, HOUR],
    ['SNAPSHOTTING', NOW + HOUR, HOUR],
    ['RUNNING', NOW - HOUR, 0],
    ['RUNNING', undefined, undefined],
    ['STOPPED', NOW + HOUR, undefined],
    ['STARTING', NOW + HOUR, undefined],
    ['HIBERNATING', NOW + HOUR, undefined],
  ])('of a notebook that is %s with its end at %s is %s', (status, leaseEndsAt, left) => {
    expect(leaseLeftMs({ status, leaseEndsAt }, NOW)).toBe(left);
  });

  test.each([
    [undefined, 10 * MINUTE, false],
    [10 * MINUTE, 10 * MINUTE, false],
    [10 * MINUTE - 1, 10 * MINUTE, true],
    [0, 10 * MINUTE, true],
  ])('%s ms is too short for a save of %d ms: %s', (left, save, short) => {
    expect(isTooShortToSave(left, save)).toBe(short);
  });
});

describe('how long a save may take', () => {
  test('is told by the longest of earlier ones, with a reserve', () => {
    expect(estimateSaveMs([4 * MINUTE, 20 * MINUTE, 6 * MINUTE])).toBe(30 * MINUTE);
    expect(estimateSaveMs([4 * MINUTE])).toBe(6 * MINUTE);
  });

  test('is a quarter of an hour where nothing is known', () => {
    expect(estimateSaveMs([])).toBe(15 * MINUTE);
  });
});

describe('a reminder', () => {
  const run = (but: Partial<UnsavedRun> = {}): UnsavedRun => ({
    leftMs: 20 * MINUTE,
    saveMs: 10 * MINUTE,
    runningSince: NOW - 8 * HOUR,
    savedAt: undefined,
    serviceNow: NOW,
    ...but,
  });

  test.each<[string, Partial<UnsavedRun>]>([
    ['shortly before an unsaved day ends', {}],
    ['when there is hardly time left', { leftMs: 1 }],
    ['from the usual time of a save and a quarter of an hour on', { leftMs: 25 * MINUTE }],
    ['although it was saved before it began to run', { savedAt: NOW - 9 * HOUR }],
    ['after two hours of running', { runningSince: NOW - 2 * HOUR }],
  ])('is due %s', (_when, but) => {
    expect(isReminderDue(run(but))).toBe(true);
  });

  test.each<[string, Partial<UnsavedRun>]>([
    ['long before its end', { leftMs: 25 * MINUTE + 1 }],
    ['for a notebook that never stops by itself', { leftMs: undefined }],
    ['when it is too late', { leftMs: 0 }],
    ['after a short run', { runningSince: NOW - 2 * HOUR + 1 }],
    ['where it is not known since when it runs', { runningSince: undefined }],
    ['when it was saved since it began to run', { savedAt: NOW - HOUR }],
    ['when it was saved as it began to run', { savedAt: NOW - 8 * HOUR }],
  ])('is not due %s', (_when, but) => {
    expect(isReminderDue(run(but))).toBe(false);
  });
});

test.each([
  [undefined, HOUR],
  [-1, HOUR],
  [10 * MINUTE, HOUR],
  [8 * HOUR, 8 * HOUR],
  [100 * HOUR, 72 * HOUR],
])('a lease of %s ms is renewed for %d ms', (duration, renewed) => {
  expect(renewalMs(duration)).toBe(renewed);
});
