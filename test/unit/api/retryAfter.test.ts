import { describe, expect, test } from 'vitest';
import { retryAfterMs, serverTime } from '../../../src/api/http';

const DATE = 'Tue, 24 Nov 2026 10:00:00 GMT';
const AT = Date.UTC(2026, 10, 24, 10);

describe('retryAfterMs', () => {
  test.each([
    ['seconds', '7', 7000],
    ['seconds surrounded by whitespace', ' 7 ', 7000],
    ['zero, as the minimum', '0', 1000],
    ['a long delay, as the maximum', '999999999', 300_000],
    ['a date', 'Tue, 24 Nov 2026 10:00:20 GMT', 20_000],
    ['a date that has passed', 'Tue, 24 Nov 2026 09:00:00 GMT', 1000],
    ['a date far in the future', 'Wed, 25 Nov 2026 10:00:00 GMT', 300_000],
  ])('accepts %s', (_what, text, ms) => {
    expect(retryAfterMs({ 'retry-after': text, date: DATE })).toBe(ms);
  });

  test.each([
    ['an empty value', ''],
    ['whitespace', '  '],
    ['a word', 'soon'],
    ['a number with something after it', '7 s'],
    ['a number with something before it', '+7'],
    ['a fraction of a second', '1.5'],
    ['a number with too many digits', '1000000000'],
    ['a date in another format', '2026-11-24T10:00:20Z'],
    ['a date with something before it', 'at Tue, 24 Nov 2026 10:00:20 GMT'],
    ['an impossible date', 'Tue, 99 Nov 2026 10:00:20 GMT'],
  ])('ignores %s', (_what, text) => {
    expect(retryAfterMs({ 'retry-after': text, date: DATE })).toBeUndefined();
  });

  test('ignores a date when the response has no date of its own', () => {
    expect(retryAfterMs({ 'retry-after': DATE })).toBeUndefined();
    expect(retryAfterMs({ 'retry-after': DATE, date: 'now' })).toBeUndefined();
    expect(retryAfterMs({})).toBeUndefined();
  });
});

test('serverTime returns the response’s date if it is a valid HTTP date', () => {
  expect(serverTime({ date: DATE })).toBe(AT);
  for (const date of [
    '',
    '2026-11-24T10:00:00Z',
    'on Tue, 24 Nov 2026 10:00:00 GMT',
    'Tue, 99 Nov 2026 10:00:00 GMT',
  ]) {
    expect(serverTime({ date })).toBeUndefined();
  }
  expect(serverTime({})).toBeUndefined();
});
