import { describe, expect, test } from 'vitest';
import { isForbidden, isGone, isThrottled } from '../../../src/model/errorCodes';
import { NotConnectedError } from '../../../src/model/errors';
import { aRefusal } from '../../support/builders';

describe('isGone', () => {
  test.each([
    [404, undefined, true],
    [400, 'ModelArts.6309', true],
    [400, 'ModelArts.6404', true],
    [404, 'ModelArts.9999', true],
    [400, undefined, false],
    [400, 'ModelArts.6327', false],
    [403, 'ModelArts.0108', false],
    // The gateway does not know the path, which says nothing about the notebook.
    [404, 'APIGW.0101', false],
    [404, 'APIG.0101', false],
    [500, 'APIGW.0201', false],
  ])('for %d %s is %s', (status, code, gone) => {
    expect(isGone(aRefusal({ status, code }))).toBe(gone);
  });
});

describe('isForbidden', () => {
  test.each([
    [403, undefined, true],
    [403, 'ModelArts.9999', true],
    [401, 'ModelArts.0108', true],
    [400, 'ModelArts.0112', true],
    [403, 'APIGW.0302', true],
    [403, 'APIG.0306', true],
    // A blocked IP address, a project in arrears, throttling and a token problem concern more than this request.
    [403, 'APIGW.0402', false],
    [403, 'APIGW.0310', false],
    [403, 'APIG.0308', false],
    [403, 'ModelArts.0210', false],
    [401, undefined, false],
    [401, 'APIGW.0301', false],
    [404, 'ModelArts.6309', false],
  ])('for %d %s is %s', (status, code, forbidden) => {
    expect(isForbidden(aRefusal({ status, code }))).toBe(forbidden);
  });
});

describe('isThrottled', () => {
  test.each([
    [429, undefined, true],
    [200, 'APIGW.0308', true],
    [403, 'APIG.0308', true],
    [403, 'APIGW.0302', false],
    [503, undefined, false],
  ])('for %d %s is %s', (status, code, throttled) => {
    expect(isThrottled(aRefusal({ status, code }))).toBe(throttled);
  });
});

/** Values that only resemble a refusal by the service. */
const lookalikes = (status: number) => [
  Object.assign(new NotConnectedError('noFile', 'Work', undefined), { status }),
  Object.assign(new Error('bug'), { kind: 'refused', status }),
  { kind: 'refused', status },
  undefined,
];

test('isGone, isForbidden and isThrottled are false for anything but a refusal by the service', () => {
  expect(lookalikes(404).map(isGone)).toEqual([false, false, false, false]);
  expect(lookalikes(403).map(isForbidden)).toEqual([false, false, false, false]);
  expect(lookalikes(429).map(isThrottled)).toEqual([false, false, false, false]);
});
