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
import { anImage, anImageRequest, anOrder, aRefusal, aSave, STATES } from '../../support/builders';

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

test.each(Object.values(STATES))('$phase is under way or not, and has an image or not', (state) => {
  const [underWay, hasImage] = FACTS[state.phase];
  expect(isInProgress(state)).toBe(underWay);
  expect(imageOf(state)).toEqual(hasImage ? expect.objectContaining({ id: anImage().id }) : undefined);
  expect(imageOf(state)).toBe('image' in state ? state.image : undefined);
});

test('a save under way has taken as long as it is since the request, one that ended as long as it took', () => {
  const requestedAt = Date.UTC(2026, 0, 30);
  expect(elapsedMs(aSave({ requestedAt, endedAt: undefined }), requestedAt + 5000)).toBe(5000);
  expect(elapsedMs(aSave({ requestedAt, endedAt: requestedAt + 3000 }), requestedAt + 5000)).toBe(3000);
});

test('no save takes less than no time, even when the clock was set back', () => {
  expect(elapsedMs({ requestedAt: 5000, endedAt: undefined }, 0)).toBe(0);
});

describe('a save that somebody else asked for', () => {
  const order = { connection: 'Work', notebook: { id: 'n1', name: 'nb' } };

  test('counts from when its image was made, and never from a time to come', () => {
    const made = anImage({ createdAt: 3000, reference: 'swr.example.com/team/base:1.0' });
    expect(newExternalSave({ ...order, image: made }, 5000)).toMatchObject({
      ...order,
      request: undefined,
      reference: 'swr.example.com/team/base:1.0',
      requestedAt: 3000,
      followedSince: 5000,
      endedAt: undefined,
      state: { phase: 'saving', image: made, trouble: undefined },
      stopping: { kind: 'notWanted' },
    });
    expect(newExternalSave({ ...order, image: anImage({ createdAt: 9000 }) }, 5000).requestedAt).toBe(5000);
    expect(newExternalSave({ ...order, image: anImage() }, 5000).requestedAt).toBe(5000);
  });

  test('into an image that is not known counts from when it is followed, and has no address', () => {
    const save = newExternalSave({ ...order, image: undefined }, 5000);
    expect(save).toMatchObject({ reference: '', requestedAt: 5000, state: { phase: 'savingElsewhere' } });
  });
});

describe('a save in another state', () => {
  test('ends when that is no longer under way, and not before', () => {
    const save = aSave({ endedAt: 7 });
    expect(withState(save, STATES.saving, 5000).endedAt).toBeUndefined();
    expect(withState(save, STATES.over, 5000).endedAt).toBe(5000);
  });

  test('has the address that the service told, once it did', () => {
    const save = aSave({ reference: 'expected' });
    const told = anImage({ reference: 'told' });
    expect(withState(save, { phase: 'saved', image: told }, 0).reference).toBe('told');
    expect(withState(save, { phase: 'saved', image: anImage() }, 0).reference).toBe('expected');
    expect(withState(save, STATES.over, 0).reference).toBe('expected');
  });

  test('that leaves the tag to the service has an address without one, until the service names it', () => {
    const order = anOrder({ request: anImageRequest({ tag: '' }) });
    const save = newSave(order, 0);
    expect(save.reference).toBe('swr.example.com/team/base');
    const saving = (but: Partial<Image>): SaveState => ({ phase: 'saving', image: anImage(but), trouble: undefined });
    expect(withState(save, saving({ tag: undefined }), 0).reference).toBe('swr.example.com/team/base');
    const named = withState(save, saving({ tag: 'latest' }), 0);
    expect(named.reference).toBe('swr.example.com/team/base:latest');
    expect(withState(named, saving({ tag: 'latest' }), 0).reference).toBe('swr.example.com/team/base:latest');
    expect(withState(save, saving({ tag: 'x', reference: 'told' }), 0).reference).toBe('told');
  });

  test('keeps the service’s id of its request, unless another one is told', () => {
    const save = aSave({ requestId: 'first' });
    expect(withState(save, STATES.saved, 0).requestId).toBe('first');
    expect(withState(save, STATES.saved, 0, 'told').requestId).toBe('told');
    expect(withState(save, { phase: 'refused', error: aRefusal({ requestId: 'refused' }) }, 0).requestId).toBe(
      'refused',
    );
  });
});

test.each<[string, SaveState, string | undefined]>([
  ['of a refusal is its own', { phase: 'refused', error: aRefusal({ requestId: 'its' }) }, 'its'],
  ['of a refusal without one is the save’s', { phase: 'refused', error: aRefusal() }, 'save’s'],
  ['of a request that was not sent is the save’s', { phase: 'notSent', error: offline }, 'save’s'],
  [
    'of a lost answer is that of what was lost',
    { phase: 'outcomeUnknown', error: new OutcomeUnknownError('n1', { cause: aRefusal({ requestId: 'lost' }) }) },
    'lost',
  ],
  [
    'of a save that came to nothing is that of what was lost',
    { phase: 'notSaved', error: new NotSavedError('n1', { cause: aRefusal({ requestId: 'lost' }) }) },
    'lost',
  ],
  ...[undefined, null, 'text'].map((cause): [string, SaveState, string] => [
    `of an answer lost to ${String(cause)} is the save’s`,
    { phase: 'outcomeUnknown', error: new OutcomeUnknownError('n1', { cause }) },
    'save’s',
  ]),
])('the id of the request %s', (_what, state, id) => {
  expect(requestIdOf({ state, requestId: 'save’s' })).toBe(id);
});

test('what is in the way of a save, and whether its end was noticed late, is told of the states that know', () => {
  const trouble = { since: 0, error: offline };
  expect(interruptionOf({ phase: 'saving', image, trouble })).toBe(trouble);
  expect(interruptionOf({ phase: 'over' })).toBeUndefined();
  expect(isNoticedLate({ phase: 'saved', image, noticedLate: true })).toBe(true);
  expect(isNoticedLate({ phase: 'saved', image })).toBe(false);
  expect(isNoticedLate({ phase: 'saved', image, noticedLate: undefined })).toBe(false);
  expect(isNoticedLate({ phase: 'over' })).toBe(false);
});
