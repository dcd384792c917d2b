import { describe, expect, test } from 'vitest';
import { retryAfterMs, serverTime } from '../../../src/api/retryAfter';

const DATE = 'Tue, 24 Nov 2026 10:00:00 GMT';
const AT = Date.UTC(2026, 10, 24, 10);

describe('what an answer asks to wait', () => {
  test.each([
    ['seconds', '7', 7000],
    ['seconds with space around them', ' 7 ', 7000],
    ['no time, which is taken for the shortest', '0', 1000],
    ['longer than anybody waits', '999999999', 300_000],
    ['a date', 'Tue, 24 Nov 2026 10:00:20 GMT', 20_000],
    ['a date that has passed', 'Tue, 24 Nov 2026 09:00:00 GMT', 1000],
    ['a date far away', 'Wed, 25 Nov 2026 10:00:00 GMT', 300_000],
  ])('%s', (_what, text, ms) => {
    expect(retryAfterMs({ 'retry-after': text, date: DATE })).toBe(ms);
  });

  test.each([
    ['nothing', ''],
    ['space', '  '],
    ['a word', 'soon'],
    ['a number with something after it', '7 s'],
    ['a number with something before it', '+7'],
    ['part of a second', '1.5'],
    ['more digits than any wait has', '1000000000'],
    ['a date that is none of HTTP', '2026-11-24T10:00:20Z'],
    ['a date with something before it', 'at Tue, 24 Nov 2026 10:00:20 GMT'],
    ['a date that there is not', 'Tue, 99 Nov 2026 10:00:20 GMT'],
  ])('%s says nothing', (_what, text) => {
    expect(retryAfterMs({ 'retry-after': text, date: DATE })).toBeUndefined();
  });

  test('a date says nothing where the answer has none of its own', () => {
    expect(retryAfterMs({ 'retry-after': DATE })).toBeUndefined();
    expect(retryAfterMs({ 'retry-after': DATE, date: 'now' })).toBeUndefined();
    expect(retryAfterMs({})).toBeUndefined();
  });
});

test('the service’s time is that of its date, where it is one of HTTP', () => {
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
