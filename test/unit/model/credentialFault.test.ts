import { describe, expect, test } from 'vitest';
import { credentialFault, isClockWrong } from '../../../src/model/credentialFault';

const NOW = Date.UTC(2026, 0, 31, 18);
const QUARTER_OF_AN_HOUR = 15 * 60_000;

describe('a refusal', () => {
  test.each([
    [401, 'APIGW.0301', 'Incorrect IAM authentication information', 'refused'],
    [401, 'ModelArts.0203', '', 'refused'],
    [401, undefined, '', 'refused'],
    [401, 'APIGW.0307', 'The token must be updated', 'expired'],
    [401, 'APIG.0307', 'The token must be updated', 'expired'],
    [401, 'ModelArts.0202', '', 'expired'],
    // Temporary keys that ended.
    [401, 'APIGW.0301', 'Incorrect IAM authentication information: decrypt token fail', 'expired'],
    [401, undefined, 'Decrypt token failed', 'expired'],
  ] as const)('with %d %s “%s” says that the credentials are %s', (status, code, words, fault) => {
    expect(credentialFault(status, code, words)).toBe(fault);
  });

  test.each([
    // No permission, or an account that is suspended.
    [401, 'ModelArts.0108', 'decrypt token fail'],
    [401, 'ModelArts.0112', ''],
    [401, 'ModelArts.6201', ''],
    [401, 'ModelArts.6203', ''],
    [403, 'APIGW.0307', 'decrypt token fail'],
    [400, 'ModelArts.0202', ''],
    [500, undefined, ''],
  ])('with %d %s “%s” does not blame the credentials', (status, code, words) => {
    expect(credentialFault(status, code, words)).toBeUndefined();
  });
});

describe('the computer’s clock', () => {
  test.each([
    [401, NOW + QUARTER_OF_AN_HOUR + 1, true],
    [401, NOW - QUARTER_OF_AN_HOUR - 1, true],
    // The service still takes it.
    [401, NOW + QUARTER_OF_AN_HOUR, false],
    [401, NOW - QUARTER_OF_AN_HOUR, false],
    [401, NOW, false],
    [401, undefined, false],
    [403, NOW + 10 * QUARTER_OF_AN_HOUR, false],
  ])('is to blame for a %d of a service whose clock says %s: %s', (status, serverTime, wrong) => {
    expect(isClockWrong({ status, serverTime }, NOW)).toBe(wrong);
  });
});
