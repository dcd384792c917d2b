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
  test('says of a known code what happened and what to do, with code and request', () => {
    expect(errorMessage(refused(400, 'ModelArts.6327'))).toEqual({
      message: "The notebook isn't running.",
      remedy: 'Start it first, then save it.',
      code: 'ModelArts.6327',
      requestId: 'r-1',
    });
  });

  test.each(['ModelArts.0112', 'ModelArts.6336', 'APIGW.0301'])(
    'adds the service’s own words where %s leaves open which field or permission it is about',
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
  ])('knows by status %d what to do about an answer without a code', (status, remedy) => {
    const message = errorMessage(refused(status, undefined));
    expect(message.message).toBe('The service rejected the request: in its own words');
    expect(message.remedy).toMatch(remedy);
  });

  test('of a save says both that the notebook may be gone and that the address may be wrong, for a 404 without a code', () => {
    expect(errorMessage(refused(404, undefined), 'save').remedy).toBe(
      'The notebook may have been deleted. Refresh the list, or check the region and endpoints of the connection.',
    );
    expect(errorMessage(refused(404, 'ModelArts.9999'), 'save').remedy).not.toMatch(/deleted/);
    expect(errorMessage(refused(404, undefined)).remedy).not.toMatch(/deleted/);
  });

  test.each([
    ['without a code', refused(403, undefined)],
    ['with the code of a policy', refused(403, 'ModelArts.0112')],
    ['of SWR', refused(403, 'SVCSTG.SWR.4030170')],
    [
      'that names one of them',
      refused(403, 'ModelArts.0112', {
        serviceMessage: "Policy doesn't allow swr:repository:getTag to be performed",
      }),
    ],
  ])('of a save names every permission that a save needs, for a refusal %s', (_what, error) => {
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

  test('of a save names first the permission that the service names, also one that no source lists', () => {
    const error = refused(403, undefined, { serviceMessage: 'modelarts:notebook:createImage is not allowed' });
    expect(errorMessage(error, 'save').remedy).toMatch(
      /permissions modelarts:notebook:createImage, modelarts:image:create, swr:/,
    );
  });

  test.each(['empty', 'unexpectedShape'] as const)(
    'of a save that 201 accepted without its image (%s) says so, and neither that no answer came nor that a proxy answered',
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
  ])('names the lock of an access key: %s', (serviceMessage) => {
    expect(errorMessage(refused(401, 'APIGW.0301', { serviceMessage }))).toEqual({
      message: 'The access key is locked after too many failed attempts.',
      remedy: 'Try again in five minutes. Check that no other program uses the access key with a wrong secret key.',
      code: 'APIGW.0301',
      requestId: 'r-1',
    });
  });

  test('shows the status where there are not even words', () => {
    expect(errorMessage(refused(418, undefined, { serviceMessage: '' }))).toMatchObject({
      message: 'The service rejected the request (status 418).',
      remedy: undefined,
    });
  });

  test('shows the service’s own words for a code it does not know', () => {
    expect(errorMessage(refused(400, 'ModelArts.9999')).message).toContain('in its own words');
  });

  test('knows a dedicated gateway’s codes, which have the same numbers', () => {
    expect(errorMessage(refused(429, 'APIG.0308'))).toEqual({
      ...errorMessage(refused(429, 'APIGW.0308')),
      code: 'APIG.0308',
    });
  });

  test('names the field of a value that is not allowed as the boxes name it', () => {
    const finding = { severity: 'stop', problem: { kind: 'empty' } } as const;
    expect(errorMessage(new InvalidRequestError('namespace', finding)).message).toContain('Organization');
  });

  test('explains a refused signature by the clock when it is more than 15 minutes off', () => {
    const serverTime = Date.now() + 20 * 60_000;
    expect(errorMessage(refused(401, 'APIGW.0301', { serverTime })).message).toContain('clock');
    expect(errorMessage(refused(401, 'APIGW.0301', { serverTime: Date.now() })).message).toContain('access keys');
  });
});
