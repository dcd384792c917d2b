import { describe, expect, test, vi } from 'vitest';
import { InvalidRequestError, RefusedError } from '../../../../src/model/errors';
import { errorMessage } from '../../../../src/ui/messages/errorMessage';

vi.mock('vscode', () => import('../../../support/vscodeWords'));

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

/** Every code that the API reference's appendix and the gateway's table give for this extension's requests. */
const DOCUMENTED = [
  ...'6309 6404 6327 6357 6305 6306 6307 6308 6355 6333 6326 6301 6302 6334 6332 6335 6336 6400 6737 6771 6797 6768'.split(
    ' ',
  ),
  ...'2884 2885 2883 0104 0107 0101 0102 7005 7002 7004 7008 0112 0108 0113 0116 0118 6201 6203 6200 6360 0010'.split(
    ' ',
  ),
  ...'0201 0202 0203 0204 0205 0206 0207 0208 0209 0210 0211 0212'.split(' '),
].map((number) => `ModelArts.${number}`);
const GATEWAY = '0101 0103 0104 0105 0106 0201 0301 0302 0303 0304 0305 0306 0307 0308 0310 0311 0402 0601 0613 0802'
  .split(' ')
  .map((number) => `APIGW.${number}`);

describe('errorMessage', () => {
  test.each([...DOCUMENTED, ...GATEWAY])('says of %s what happened and what to do, with code and request', (code) => {
    const message = errorMessage(refused(400, code));
    expect(message.message).toMatch(/^\p{Lu}.*\.$/u);
    expect(message.remedy).toMatch(/^\p{Lu}.*\.$/u);
    expect(message.message).not.toContain('own words');
    expect(message).toMatchObject({ code, requestId: 'r-1' });
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
