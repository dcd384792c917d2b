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
const withoutCode: NetworkFacts = { ...facts, code: undefined };

const cause = new Error('socket hang up');

/** Each error class with its kind, a factory and its message. */
const ERRORS: readonly (readonly [ModelArtsError['kind'], () => ModelArtsError, string])[] = [
  ['notSent', () => new NotSentError(facts), 'Not sent to modelarts.example.com: refused ECONNREFUSED'],
  ['notSent', () => new NotSentError(withoutCode), 'Not sent to modelarts.example.com: refused'],
  ['noAnswer', () => new NoAnswerError(facts), 'No complete response from modelarts.example.com: refused ECONNREFUSED'],
  ['noAnswer', () => new NoAnswerError(withoutCode), 'No complete response from modelarts.example.com: refused'],
  ['refused', () => aRefusal({ status: 400, code: 'ModelArts.6327' }), 'Refused with 400 ModelArts.6327'],
  ['refused', () => aRefusal({ status: 403, code: undefined }), 'Refused with 403'],
  [
    'unreadable',
    () => new UnreadableAnswerError('notJson', 200, 'modelarts.example.com', undefined),
    'Unreadable response 200 from modelarts.example.com: notJson',
  ],
  ['outcomeUnknown', () => new OutcomeUnknownError('n1', { cause }), 'No response to the save request for notebook n1'],
  [
    'notSaved',
    () => new NotSavedError('n1', { cause }),
    'No image was created for notebook n1 by a request that got no response',
  ],
  ['followTimeout', () => new FollowTimeoutError('i1', 1000), 'Image i1 did not settle within 1000 ms'],
  ['saveInProgress', () => new SaveInProgressError('n1'), 'Notebook n1 is being saved already'],
  ['notSavable', () => new NotSavableError('nb', 'stopped', 'STOPPED'), 'Notebook cannot be saved: STOPPED'],
  [
    'invalidRequest',
    () => new InvalidRequestError('tag', { severity: 'stop', problem: { kind: 'empty' } }),
    'tag is not valid: empty',
  ],
  ['notConnected', () => new NotConnectedError('noProject', 'Work', 'projectId'), 'Not connected: noProject projectId'],
  ['notConnected', () => new NotConnectedError('noConnection', undefined, undefined), 'Not connected: noConnection'],
];

test.each(ERRORS)(
  'an error of kind %s is a ModelArtsError whose message contains only facts',
  (kind, make, message) => {
    const error = make();
    expect(isModelArtsError(error)).toBe(true);
    expect(error).toBeInstanceOf(Error);
    expect(error.kind).toBe(kind);
    expect(error.message).toBe(message);
  },
);

test('no two error classes share a kind', () => {
  const kinds = ERRORS.map(([, make]) => make()).map(({ kind, constructor }) => `${kind} ${constructor.name}`);
  expect(new Set(kinds).size).toBe(new Set(ERRORS.map(([kind]) => kind)).size);
});

test.each([new Error('bug'), { kind: 'refused' }, undefined, 'refused', AbortSignal.abort().reason])(
  '%o is not a ModelArtsError',
  (other) => {
    expect(isModelArtsError(other)).toBe(false);
  },
);

test('an error from another copy of the module is recognized', async () => {
  const url = '../../../src/model/errors.ts?second-copy';
  const copy: typeof errors = await import(/* @vite-ignore */ url);
  const error = new copy.SaveInProgressError('n1');
  expect(error).not.toBeInstanceOf(SaveInProgressError);
  expect(isModelArtsError(error)).toBe(true);
});

test.each<[string, ModelArtsError]>([
  ['NotSentError', new NotSentError(facts, { cause })],
  ['NoAnswerError', new NoAnswerError(facts, { cause })],
  ['UnreadableAnswerError', new UnreadableAnswerError('empty', 200, 'modelarts.example.com', undefined, { cause })],
  ['OutcomeUnknownError', new OutcomeUnknownError('n1', { cause })],
  ['NotSavedError', new NotSavedError('n1', { cause })],
])('%s keeps its cause', (_name, error) => {
  expect(error.cause).toBe(cause);
});

test('UnreadableAnswerError names the proxy that was used', () => {
  const through = (proxy: string | undefined) =>
    new UnreadableAnswerError('notJson', 200, 'modelarts.example.com', undefined, { proxy }).proxy;
  expect(through('proxy.example.com:3128')).toBe('proxy.example.com:3128');
  expect(through(undefined)).toBeUndefined();
  expect(new UnreadableAnswerError('notJson', 200, 'modelarts.example.com', undefined).proxy).toBeUndefined();
});

test('RefusedError carries the facts of the response', () => {
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
