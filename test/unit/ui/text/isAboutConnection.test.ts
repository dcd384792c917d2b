import { expect, test } from 'vitest';
import {
  NotConnectedError,
  NotSentError,
  OutcomeUnknownError,
  RefusedError,
  UnreadableAnswerError,
} from '../../../../src/model/errors';
import { isAboutConnection } from '../../../../src/ui/text/credentialErrors';

const refused = (status: number, page?: { readonly host: string; readonly proxy: undefined }): RefusedError =>
  new RefusedError({
    status,
    code: undefined,
    serviceMessage: '',
    requestId: undefined,
    retryAfterMs: undefined,
    serverTime: undefined,
    page,
  });
const offline = new NotSentError({ reason: 'dns', host: 'a.example', code: 'ENOTFOUND', proxy: undefined });

test.each([
  ['a host that cannot be resolved', offline, true],
  ['rejected keys', refused(401), true],
  ['a web page instead of a response', refused(403, { host: 'a.example', proxy: undefined }), true],
  ['a missing permission', refused(403), false],
  ['a connection without a project', new NotConnectedError('noProject', 'Work', 'projectId'), true],
  ['no connection', new NotConnectedError('noConnection', undefined, undefined), false],
  [
    'a save accepted without an image',
    new OutcomeUnknownError('n', { cause: new UnreadableAnswerError('empty', 201, 'h', undefined) }),
    false,
  ],
  ['a save whose response was lost', new OutcomeUnknownError('n', { cause: offline }), true],
  ['a save that failed with a server error', new OutcomeUnknownError('n', { cause: refused(500) }), false],
])('isAboutConnection is true only for errors that a diagnosis can explain: %s', (_name, error, expected) =>
  expect(isAboutConnection(error)).toBe(expected),
);
