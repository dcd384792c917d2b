import { describe, expect, test, vi } from 'vitest';
import {
  InvalidRequestError,
  OutcomeUnknownError,
  RefusedError,
  UnreadableAnswerError,
} from '../../../../src/model/errors';
import { errorMessage } from '../../../../src/ui/text/errorMessage';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

const refused = (status: number, code: string | undefined, facts = {}): RefusedError =>
  new RefusedError({
    status,
    code,
    serviceMessage: 'in its own words',
    requestId: 'r-1',
    retryAfterMs: undefined,
    serverTime: undefined,
    ...facts,
  });

describe('errorMessage', () => {
  test('a known code gives message, remedy, code and request ID', () => {
    expect(errorMessage(refused(400, 'ModelArts.6327'))).toEqual({
      message: "The notebook isn't running.",
      remedy: 'Start it first, then save it.',
      code: 'ModelArts.6327',
      requestId: 'r-1',
    });
  });

  test.each(['ModelArts.0112', 'ModelArts.6336', 'APIGW.0301'])(
    'the service’s message is added for %s, which does not name the field or permission',
    (code) => {
      expect(errorMessage(refused(403, code)).detail).toBe('Reason from the service: in its own words.');
      expect(errorMessage(refused(403, code, { serviceMessage: '' })).detail).toBeUndefined();
    },
  );

  test.each([
    [401, /access key/],
    [403, /administrator/],
    [404, /region/],
    [429, /minute/],
    [503, /few minutes/],
  ])('an error without a code gets a remedy by its status %d', (status, remedy) => {
    const message = errorMessage(refused(status, undefined));
    expect(message.message).toBe('The service rejected the request: in its own words');
    expect(message.remedy).toMatch(remedy);
  });

  test('a 404 without a code for a save mentions a deleted notebook and a wrong endpoint', () => {
    expect(errorMessage(refused(404, undefined), 'save').remedy).toBe(
      'The notebook may have been deleted. Refresh the list, or check the region and endpoints of the connection.',
    );
    expect(errorMessage(refused(404, 'ModelArts.9999'), 'save').remedy).not.toMatch(/deleted/);
    expect(errorMessage(refused(404, undefined)).remedy).not.toMatch(/deleted/);
  });

  test.each([
    ['without a code', refused(403, undefined)],
    ['with the code of a policy', refused(403, 'ModelArts.0112')],
    ['from SWR', refused(403, 'SVCSTG.SWR.4030170')],
    [
      'that names one of the permissions',
      refused(403, 'ModelArts.0112', {
        serviceMessage: "Policy doesn't allow swr:repository:getTag to be performed",
      }),
    ],
  ])('a denied save lists all permissions it needs, for an error %s', (_what, error) => {
    const { remedy } = errorMessage(error, 'save');
    const permissions = remedy?.match(/\b[a-z]+:\w+:\w+/g);
    expect(permissions?.toSorted()).toEqual([
      'modelarts:image:create',
      'swr:namespace:getNamespace',
      'swr:repo:listRepoTags',
      'swr:repository:getTag',
      'swr:repository:listNamespaces',
    ]);
  });

  test('for a denied save, the permission named by the service is listed first, even if it is undocumented', () => {
    const error = refused(403, undefined, { serviceMessage: 'modelarts:notebook:createImage is not allowed' });
    expect(errorMessage(error, 'save').remedy).toMatch(
      /permissions: modelarts:notebook:createImage, modelarts:image:create, swr:/,
    );
  });

  test.each(['empty', 'unexpectedShape'] as const)(
    'a save accepted with 201 but without an image (%s) is described as accepted',
    (reason) => {
      const cause = new UnreadableAnswerError(reason, 201, 'modelarts.example.com', 'r-2');
      expect(errorMessage(new OutcomeUnknownError('n1', { cause }), 'save')).toEqual({
        message: "ModelArts accepted the save, but the image hasn't appeared.",
        remedy: 'Check the status of the save before you save again.',
        code: undefined,
        requestId: 'r-2',
      });
    },
  );

  test.each([
    'Incorrect IAM authentication information: AK access failed to reach the limit, forbidden',
    'AK access failed to reach the limit',
    'AK: … failed to reach the limit',
  ])('a locked access key is named: %s', (serviceMessage) => {
    expect(errorMessage(refused(401, 'APIGW.0301', { serviceMessage }))).toEqual({
      message: 'The access key is locked after too many failed attempts.',
      remedy: 'Try again in five minutes. Check that no other program uses the access key with a wrong secret key.',
      code: 'APIGW.0301',
      requestId: 'r-1',
    });
  });

  test('the status is shown when the service sends no message', () => {
    expect(errorMessage(refused(418, undefined, { serviceMessage: '' }))).toMatchObject({
      message: 'The service rejected the request (status 418).',
      remedy: undefined,
    });
  });

  test('the service’s message is shown for an unknown code', () => {
    expect(errorMessage(refused(400, 'ModelArts.9999')).message).toContain('in its own words');
  });

  test('codes of a dedicated gateway have the same messages as those of the shared one', () => {
    expect(errorMessage(refused(429, 'APIG.0308'))).toEqual({
      ...errorMessage(refused(429, 'APIGW.0308')),
      code: 'APIG.0308',
    });
  });

  test('an invalid value is named by its field’s label', () => {
    const finding = { severity: 'stop', problem: { kind: 'empty' } } as const;
    expect(errorMessage(new InvalidRequestError('namespace', finding)).message).toContain('Organization');
  });

  test('a rejected signature is explained by the clock when it is more than 15 minutes off', () => {
    const serverTime = Date.now() + 20 * 60_000;
    expect(errorMessage(refused(401, 'APIGW.0301', { serverTime })).message).toContain('clock');
    expect(errorMessage(refused(401, 'APIGW.0301', { serverTime: Date.now() })).message).toContain('access keys');
  });
});
