import { describe, expect, test } from 'vitest';
import { credentialFault, isClockWrong } from '../../../src/model/errorCodes';

const NOW = Date.UTC(2026, 0, 31, 18);
const TOLERANCE_MS = 15 * 60_000;

describe('credentialFault', () => {
  test.each([
    [401, 'APIGW.0301', 'Incorrect IAM authentication information', 'refused'],
    [401, 'ModelArts.0203', '', 'refused'],
    [401, undefined, '', 'refused'],
    [401, 'APIGW.0307', 'The token must be updated', 'expired'],
    [401, 'APIG.0307', 'The token must be updated', 'expired'],
    [401, 'ModelArts.0202', '', 'expired'],
    // Expired temporary keys.
    [401, 'APIGW.0301', 'Incorrect IAM authentication information: decrypt token fail', 'expired'],
    [401, undefined, 'Decrypt token failed', 'expired'],
  ] as const)('of %d %s “%s” is %s', (status, code, message, fault) => {
    expect(credentialFault(status, code, message)).toBe(fault);
  });

  test.each([
    // Missing permission, or a suspended account.
    [401, 'ModelArts.0108', 'decrypt token fail'],
    [401, 'ModelArts.0112', ''],
    [401, 'ModelArts.6201', ''],
    [401, 'ModelArts.6203', ''],
    [403, 'APIGW.0307', 'decrypt token fail'],
    [400, 'ModelArts.0202', ''],
    [500, undefined, ''],
  ])('of %d %s “%s” is undefined', (status, code, message) => {
    expect(credentialFault(status, code, message)).toBeUndefined();
  });
});

describe('isClockWrong', () => {
  test.each([
    [401, NOW + TOLERANCE_MS + 1, true],
    [401, NOW - TOLERANCE_MS - 1, true],
    // At the limit of what the service tolerates.
    [401, NOW + TOLERANCE_MS, false],
    [401, NOW - TOLERANCE_MS, false],
    [401, NOW, false],
    [401, undefined, false],
    [403, NOW + 10 * TOLERANCE_MS, false],
  ])('for a %d with the server time %s is %s', (status, serverTime, wrong) => {
    expect(isClockWrong({ status, serverTime }, NOW)).toBe(wrong);
  });
});
