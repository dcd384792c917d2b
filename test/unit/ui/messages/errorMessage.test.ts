import { describe, expect, test, vi } from 'vitest';
import { InvalidRequestError, RefusedError } from '../../../../src/model/errors';
import { errorMessage } from '../../../../src/ui/messages/errorMessage';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

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
      message: 'The notebook is not running.',
      remedy: 'Start it first: only a running notebook can be saved.',
      code: 'ModelArts.6327',
      requestId: 'r-1',
    });
  });

  test.each(['ModelArts.0112', 'ModelArts.6336', 'APIGW.0301'])(
    'adds the service’s own words where %s leaves open which field or permission it is about',
    (code) => {
      expect(errorMessage(refused(403, code)).detail).toBe('The service says: in its own words.');
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
    expect(message.message).toBe('The service refused: in its own words');
    expect(message.remedy).toMatch(remedy);
  });

  test.each([
    'Incorrect IAM authentication information: AK access failed to reach the limit, forbidden',
    'AK access failed to reach the limit',
    'AK: … failed to reach the limit',
  ])('names the lock of an access key: %s', (serviceMessage) => {
    expect(errorMessage(refused(401, 'APIGW.0301', { serviceMessage }))).toEqual({
      message: 'The access key is locked after too many failed attempts.',
      remedy: 'Try again in five minutes, and check that no other program uses it with a wrong secret key.',
      code: 'APIGW.0301',
      requestId: 'r-1',
    });
  });

  test('shows the status where there are not even words', () => {
    expect(errorMessage(refused(418, undefined, { serviceMessage: '' }))).toMatchObject({
      message: 'The service refused with status 418.',
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
