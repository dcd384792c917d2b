import { describe, expect, test } from 'vitest';
import { NotConnectedError, type NotConnectedReason } from '../../../../src/model/errors';
import { needsCredentials } from '../../../../src/ui/text/credentialErrors';
import { aRefusal } from '../../../support/builders';

describe('needsCredentials returns true', () => {
  test.each([
    ['APIGW.0301', 'verify aksk signature fail'],
    ['APIG.0301', 'ak … not exist'],
    ['APIGW.0307', 'The token must be updated'],
    ['ModelArts.0202', ''],
    ['401', 'The username or password is wrong.'],
    [undefined, ''],
  ])('other credentials help after 401 %s %s', (code, serviceMessage) => {
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
  ])('other credentials help when the source has %s', (reason) =>
    expect(needsCredentials(new NotConnectedError(reason, 'Work', undefined))).toBe(true),
  );
});

describe('needsCredentials returns false', () => {
  test.each([
    [401, 'ModelArts.6201'],
    [401, 'ModelArts.6203'],
    [401, 'ModelArts.0112'],
    [403, 'ModelArts.0210'],
    [400, 'ModelArts.6327'],
    [500, undefined],
  ])('other credentials do not help after %s %s', (status, code) =>
    expect(needsCredentials(aRefusal({ status, code }))).toBe(false),
  );

  test('other credentials do not help while the access key is locked', () => {
    const serviceMessage = 'AK access failed to reach the limit';
    expect(needsCredentials(aRefusal({ status: 401, code: 'APIGW.0301', serviceMessage }))).toBe(false);
  });

  test('other credentials do not help when the clock is wrong', () => {
    const refusal = aRefusal({ status: 401, code: 'APIGW.0301', serverTime: Date.now() + 20 * 60_000 });
    expect(needsCredentials(refusal)).toBe(false);
  });

  test.each<NotConnectedReason>(['noConnection', 'unknownConnection', 'noProject', 'badConnection'])(
    'other credentials do not help when there is %s',
    (reason) => expect(needsCredentials(new NotConnectedError(reason, 'Work', undefined))).toBe(false),
  );

  test('other credentials do not help after an unexpected error', () =>
    expect(needsCredentials(new Error('a bug'))).toBe(false));
});
