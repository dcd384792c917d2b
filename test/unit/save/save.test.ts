import { describe, expect, test } from 'vitest';
import { NotSavedError, NotSentError, OutcomeUnknownError } from '../../../src/model/errors';
import type { Image } from '../../../src/model/image';
import { elapsedMs, newExternalSave, newSave, requestIdOf, withState } from '../../../src/save/save';
import {
  imageOf,
  interruptionOf,
  isInProgress,
  isNoticedLate,
  type SavePhase,
  type SaveState,
} from '../../../src/save/saveState';
import { anImage, anImageRequest, aRefusal, aSave, STATES, someSaveParams } from '../../support/builders';

const image = anImage();
const offline = new NotSentError({ reason: 'dns', host: 'modelarts.example.com', code: undefined, proxy: undefined });

const FACTS: Readonly<Record<SavePhase, readonly [underWay: boolean, hasImage: boolean]>> = {
  requesting: [true, false],
  looking: [true, false],
  savingElsewhere: [true, false],
  saving: [true, true],
  saved: [false, true],
  failed: [false, true],
  deleted: [false, true],
  refused: [false, false],
  notSent: [false, false],
  notSaved: [false, false],
  over: [false, false],
  unwatched: [false, true],
  outcomeUnknown: [false, false],
};

test.each(Object.values(STATES))('state $phase reports whether it is in progress and which image it has', (state) => {
  const [underWay, hasImage] = FACTS[state.phase];
  expect(isInProgress(state)).toBe(underWay);
  expect(imageOf(state)).toEqual(hasImage ? expect.objectContaining({ id: anImage().id }) : undefined);
  expect(imageOf(state)).toBe('image' in state ? state.image : undefined);
});

test('elapsedMs counts to the present while a save is in progress and to its end afterwards', () => {
  const requestedAt = Date.UTC(2026, 0, 30);
  expect(elapsedMs(aSave({ requestedAt, endedAt: undefined }), requestedAt + 5000)).toBe(5000);
  expect(elapsedMs(aSave({ requestedAt, endedAt: requestedAt + 3000 }), requestedAt + 5000)).toBe(3000);
});

test('elapsedMs is never negative, even when the clock was set back', () => {
  expect(elapsedMs({ requestedAt: 5000, endedAt: undefined }, 0)).toBe(0);
});

describe('newExternalSave', () => {
  const params = { connection: 'Work', notebook: { id: 'n1', name: 'nb' } };

  test('counts from the creation of the image, but never from the future', () => {
    const made = anImage({ createdAt: 3000, reference: 'swr.example.com/team/base:1.0' });
    expect(newExternalSave({ ...params, image: made }, 5000)).toMatchObject({
      ...params,
      request: undefined,
      reference: 'swr.example.com/team/base:1.0',
      requestedAt: 3000,
      followedSince: 5000,
      endedAt: undefined,
      state: { phase: 'saving', image: made, trouble: undefined },
      stopping: { kind: 'notWanted' },
    });
    expect(newExternalSave({ ...params, image: anImage({ createdAt: 9000 }) }, 5000).requestedAt).toBe(5000);
    expect(newExternalSave({ ...params, image: anImage() }, 5000).requestedAt).toBe(5000);
  });

  test('without an image counts from the start of following and has no reference', () => {
    const save = newExternalSave({ ...params, image: undefined }, 5000);
    expect(save).toMatchObject({ reference: '', requestedAt: 5000, state: { phase: 'savingElsewhere' } });
  });
});

describe('withState', () => {
  test('records the end only for a final state', () => {
    const save = aSave({ endedAt: 7 });
    expect(withState(save, STATES.saving, 5000).endedAt).toBeUndefined();
    expect(withState(save, STATES.over, 5000).endedAt).toBe(5000);
  });

  test('uses the reference that the service reports', () => {
    const save = aSave({ reference: 'expected' });
    const reported = anImage({ reference: 'from-service' });
    expect(withState(save, { phase: 'saved', image: reported }, 0).reference).toBe('from-service');
    expect(withState(save, { phase: 'saved', image: anImage() }, 0).reference).toBe('expected');
    expect(withState(save, STATES.over, 0).reference).toBe('expected');
  });

  test('leaves the tag out of the reference until the service reports the one it chose', () => {
    const params = someSaveParams({ request: anImageRequest({ tag: '' }) });
    const save = newSave(params, 0);
    expect(save.reference).toBe('swr.example.com/team/base');
    const saving = (overrides: Partial<Image>): SaveState => ({
      phase: 'saving',
      image: anImage(overrides),
      trouble: undefined,
    });
    expect(withState(save, saving({ tag: undefined }), 0).reference).toBe('swr.example.com/team/base');
    const named = withState(save, saving({ tag: 'latest' }), 0);
    expect(named.reference).toBe('swr.example.com/team/base:latest');
    expect(withState(named, saving({ tag: 'latest' }), 0).reference).toBe('swr.example.com/team/base:latest');
    expect(withState(save, saving({ tag: 'x', reference: 'from-service' }), 0).reference).toBe('from-service');
  });

  test('keeps the request ID unless another one is given', () => {
    const save = aSave({ requestId: 'first' });
    expect(withState(save, STATES.saved, 0).requestId).toBe('first');
    expect(withState(save, STATES.saved, 0, 'from-service').requestId).toBe('from-service');
    expect(withState(save, { phase: 'refused', error: aRefusal({ requestId: 'refused' }) }, 0).requestId).toBe(
      'refused',
    );
  });
});

test.each<[string, SaveState, string | undefined]>([
  ['returns the id of a refusal', { phase: 'refused', error: aRefusal({ requestId: 'its' }) }, 'its'],
  ['returns the id of the save for a refusal without one', { phase: 'refused', error: aRefusal() }, 'save’s'],
  ['returns the id of the save for a request that was not sent', { phase: 'notSent', error: offline }, 'save’s'],
  [
    'returns the id of the lost response',
    { phase: 'outcomeUnknown', error: new OutcomeUnknownError('n1', { cause: aRefusal({ requestId: 'lost' }) }) },
    'lost',
  ],
  [
    'returns the id of the lost response for a notSaved state',
    { phase: 'notSaved', error: new NotSavedError('n1', { cause: aRefusal({ requestId: 'lost' }) }) },
    'lost',
  ],
  ...[undefined, null, 'text'].map((cause): [string, SaveState, string] => [
    `of an answer lost to ${String(cause)} is the save’s`,
    { phase: 'outcomeUnknown', error: new OutcomeUnknownError('n1', { cause }) },
    'save’s',
  ]),
])('requestIdOf %s', (_label, state, id) => {
  expect(requestIdOf({ state, requestId: 'save’s' })).toBe(id);
});

test('interruptionOf and isNoticedLate return the fields of the states that have them', () => {
  const trouble = { since: 0, error: offline };
  expect(interruptionOf({ phase: 'saving', image, trouble })).toBe(trouble);
  expect(interruptionOf({ phase: 'over' })).toBeUndefined();
  expect(isNoticedLate({ phase: 'saved', image, noticedLate: true })).toBe(true);
  expect(isNoticedLate({ phase: 'saved', image })).toBe(false);
  expect(isNoticedLate({ phase: 'saved', image, noticedLate: undefined })).toBe(false);
  expect(isNoticedLate({ phase: 'over' })).toBe(false);
});
