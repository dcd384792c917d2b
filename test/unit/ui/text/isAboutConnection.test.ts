import { expect, test } from 'vitest';
import {
  NotConnectedError,
  NotSentError,
  OutcomeUnknownError,
  RefusedError,
  UnreadableAnswerError,
} from '../../../../src/model/errors';
import { isAboutConnection } from '../../../../src/ui/text/isAboutConnection';

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
  ['a host that has no name', offline, true],
  ['keys that are refused', refused(401), true],
  ['a page in the place of an answer', refused(403, { host: 'a.example', proxy: undefined }), true],
  ['a missing right', refused(403), false],
  ['a connection without a project', new NotConnectedError('noProject', 'Work', 'projectId'), true],
  ['no connection at all', new NotConnectedError('noConnection', undefined, undefined), false],
  [
    'a save that was accepted without its image',
    new OutcomeUnknownError('n', { cause: new UnreadableAnswerError('empty', 201, 'h', undefined) }),
    false,
  ],
  ['a save whose answer was lost on the way', new OutcomeUnknownError('n', { cause: offline }), true],
  ['a save that the service answered with an error', new OutcomeUnknownError('n', { cause: refused(500) }), false],
])('diagnosing is offered for what it may explain: %s', (_name, error, expected) =>
  expect(isAboutConnection(error)).toBe(expected),
);
