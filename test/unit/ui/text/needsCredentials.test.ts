import { describe, expect, test } from 'vitest';
import { NotConnectedError, type NotConnectedReason } from '../../../../src/model/errors';
import { needsCredentials } from '../../../../src/ui/text/needsCredentials';
import { aRefusal } from '../../../support/builders';

describe('other credentials help', () => {
  test.each([
    ['APIGW.0301', 'verify aksk signature fail'],
    ['APIG.0301', 'ak … not exist'],
    ['APIGW.0307', 'The token must be updated'],
    ['ModelArts.0202', ''],
    ['401', 'The username or password is wrong.'],
    [undefined, ''],
  ])('after 401 %s %s', (code, serviceMessage) => {
    expect(needsCredentials(aRefusal({ status: 401, code, serviceMessage }))).toBe(true);
  });

  test.each<NotConnectedReason>([
    'noCredentials',
    'noStoredSecret',
    'otherAddress',
    'noFile',
    'badFile',
    'encryptedFile',
    'badEndpoint',
  ])('where a source has %s', (reason) =>
    expect(needsCredentials(new NotConnectedError(reason, 'Work', undefined))).toBe(true),
  );
});

describe('other credentials do not help', () => {
  test.each([
    [401, 'ModelArts.6201'],
    [401, 'ModelArts.6203'],
    [401, 'ModelArts.0112'],
    [403, 'ModelArts.0210'],
    [400, 'ModelArts.6327'],
    [500, undefined],
  ])('after %s %s', (status, code) => expect(needsCredentials(aRefusal({ status, code }))).toBe(false));

  test('while the access key is locked', () => {
    const serviceMessage = 'AK access failed to reach the limit';
    expect(needsCredentials(aRefusal({ status: 401, code: 'APIGW.0301', serviceMessage }))).toBe(false);
  });

  test('where the clock is wrong', () => {
    const refusal = aRefusal({ status: 401, code: 'APIGW.0301', serverTime: Date.now() + 20 * 60_000 });
    expect(needsCredentials(refusal)).toBe(false);
  });

  test.each<NotConnectedReason>(['noConnection', 'unknownConnection', 'noProject', 'badConnection'])(
    'where there is %s',
    (reason) => expect(needsCredentials(new NotConnectedError(reason, 'Work', undefined))).toBe(false),
  );

  test('after what is no error of the service', () => expect(needsCredentials(new Error('a bug'))).toBe(false));
});
