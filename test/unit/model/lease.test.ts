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

describe('the time left of a lease', () => {
  test.each([
    ['RUNNING', NOW + HOUR, HOUR],
    ['SNAPSHOTTING', NOW + HOUR, HOUR],
    ['RUNNING', NOW - HOUR, 0],
    ['RUNNING', undefined, undefined],
    ['STOPPED', NOW + HOUR, undefined],
    ['STARTING', NOW + HOUR, undefined],
    ['HIBERNATING', NOW + HOUR, undefined],
  ])('for a %s notebook that ends at %s is %s', (status, leaseEndsAt, left) => {
    expect(leaseLeftMs({ status, leaseEndsAt }, NOW)).toBe(left);
  });

  test.each([
    [undefined, 10 * MINUTE, false],
    [10 * MINUTE, 10 * MINUTE, false],
    [10 * MINUTE - 1, 10 * MINUTE, true],
    [0, 10 * MINUTE, true],
  ])('of %s ms is too short for a save of %d ms: %s', (left, save, short) => {
    expect(isTooShortToSave(left, save)).toBe(short);
  });
});

describe('estimateSaveMs', () => {
  test('returns the longest earlier duration plus a reserve', () => {
    expect(estimateSaveMs([4 * MINUTE, 20 * MINUTE, 6 * MINUTE])).toBe(30 * MINUTE);
    expect(estimateSaveMs([4 * MINUTE])).toBe(6 * MINUTE);
  });

  test('returns 15 minutes when no earlier save is known', () => {
    expect(estimateSaveMs([])).toBe(15 * MINUTE);
  });
});

describe('a reminder', () => {
  const run = (overrides: Partial<UnsavedRun> = {}): UnsavedRun => ({
    leftMs: 20 * MINUTE,
    saveMs: 10 * MINUTE,
    runningSince: NOW - 8 * HOUR,
    savedAt: undefined,
    serviceNow: NOW,
    ...overrides,
  });

  test.each<[string, Partial<UnsavedRun>]>([
    ['shortly before a long unsaved run ends', {}],
    ['when hardly any time is left', { leftMs: 1 }],
    ['15 minutes before the last chance to save', { leftMs: 25 * MINUTE }],
    ['when the last save was before the start', { savedAt: NOW - 9 * HOUR }],
    ['after two hours of running', { runningSince: NOW - 2 * HOUR }],
  ])('is due %s', (_when, overrides) => {
    expect(isReminderDue(run(overrides))).toBe(true);
  });

  test.each<[string, Partial<UnsavedRun>]>([
    ['long before the notebook stops', { leftMs: 25 * MINUTE + 1 }],
    ['for a notebook that never stops automatically', { leftMs: undefined }],
    ['when it is too late', { leftMs: 0 }],
    ['after a short run', { runningSince: NOW - 2 * HOUR + 1 }],
    ['when the start time is unknown', { runningSince: undefined }],
    ['when it was saved after the start', { savedAt: NOW - HOUR }],
    ['when it was saved at the time of the start', { savedAt: NOW - 8 * HOUR }],
  ])('is not due %s', (_when, overrides) => {
    expect(isReminderDue(run(overrides))).toBe(false);
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
