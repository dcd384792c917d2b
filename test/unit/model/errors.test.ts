import { expect, test } from 'vitest';
import type * as errors from '../../../src/model/errors';
import {
  FollowTimeoutError,
  InvalidRequestError,
  isModelArtsError,
  type ModelArtsError,
  type NetworkFacts,
  NoAnswerError,
  NotConnectedError,
  NotSavableError,
  NotSavedError,
  NotSentError,
  OutcomeUnknownError,
  SaveInProgressError,
  UnreadableAnswerError,
} from '../../../src/model/errors';
import { aRefusal } from '../../support/builders';

const facts: NetworkFacts = {
  reason: 'refused',
  host: 'modelarts.example.com',
  code: 'ECONNREFUSED',
  proxy: undefined,
};

const FAMILY: readonly ModelArtsError[] = [
  new NotSentError(facts),
  new NoAnswerError(facts),
  aRefusal(),
  new UnreadableAnswerError('notJson', 200, 'modelarts.example.com', undefined),
  new OutcomeUnknownError('n1', { cause: undefined }),
  new NotSavedError('n1', { cause: undefined }),
  new FollowTimeoutError('i1', 1000),
  new SaveInProgressError('n1'),
  new NotSavableError('nb', 'stopped', 'STOPPED'),
  new InvalidRequestError('tag', { severity: 'stop', problem: { kind: 'empty' } }),
  new NotConnectedError('noConnection', undefined, undefined),
];

test('no two errors of the family share a kind', () => {
  expect(new Set(FAMILY.map(({ kind }) => kind)).size).toBe(FAMILY.length);
});

test.each(FAMILY)('$kind is an error of the family, with a line for the log', (error) => {
  expect(isModelArtsError(error)).toBe(true);
  expect(error).toBeInstanceOf(Error);
  expect(error.message).toMatch(/^\S.*\S$/);
});

test.each<[ModelArtsError, string]>([
  [new NotSentError(facts), 'Not sent to modelarts.example.com: refused ECONNREFUSED'],
  [new NotSentError({ ...facts, code: undefined }), 'Not sent to modelarts.example.com: refused'],
  [new NoAnswerError(facts), 'No complete answer from modelarts.example.com: refused ECONNREFUSED'],
  [new NoAnswerError({ ...facts, code: undefined }), 'No complete answer from modelarts.example.com: refused'],
  [aRefusal({ status: 403, code: undefined }), 'Refused with 403'],
  [new NotSavableError('nb', 'stopped', 'STOPPED'), 'Notebook cannot be saved: STOPPED'],
  [new NotSavedError('n1', { cause: undefined }), 'No save of notebook n1 came of a request without an answer'],
  [new NotConnectedError('noProject', 'Work', 'projectId'), 'Not connected: noProject projectId'],
  [new NotConnectedError('noConnection', undefined, undefined), 'Not connected: noConnection'],
])('%o tells the facts and nothing else', (error, message) => {
  expect(error.message).toBe(message);
});

test('every kind has its word', () => {
  expect(FAMILY.map(({ kind }) => kind)).toEqual([
    'notSent',
    'noAnswer',
    'refused',
    'unreadable',
    'outcomeUnknown',
    'notSaved',
    'followTimeout',
    'saveInProgress',
    'notSavable',
    'invalidRequest',
    'notConnected',
  ]);
});

test.each([new Error('bug'), { kind: 'refused' }, undefined, 'refused', AbortSignal.abort().reason])(
  '%o is none',
  (other) => {
    expect(isModelArtsError(other)).toBe(false);
  },
);

test('an error made by another copy of the code is recognized', async () => {
  const url = '../../../src/model/errors.ts?second-copy';
  const copy: typeof errors = await import(/* @vite-ignore */ url);
  const error = new copy.SaveInProgressError('n1');
  expect(error).not.toBeInstanceOf(SaveInProgressError);
  expect(isModelArtsError(error)).toBe(true);
});

test('an error keeps what caused it', () => {
  const cause = new Error('socket hang up');
  expect(new OutcomeUnknownError('n1', { cause }).cause).toBe(cause);
  expect(new NoAnswerError(facts, { cause }).cause).toBe(cause);
});

test('a refusal carries the facts of the answer', () => {
  const refusal = {
    status: 400,
    code: 'ModelArts.6327',
    serviceMessage: 'not running',
    requestId: 'r1',
    retryAfterMs: 5,
    serverTime: 7,
  };
  expect(aRefusal(refusal)).toMatchObject({ ...refusal, message: 'Refused with 400 ModelArts.6327' });
});
