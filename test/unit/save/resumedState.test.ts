import { describe, expect, test } from 'vitest';
import { NotSavedError, OutcomeUnknownError } from '../../../src/model/errors';
import { lostResponse, resumedState } from '../../../src/save/save';
import { anImage, aRefusal, aSave, STATES } from '../../support/builders';

const SECOND = 1000;
const cause = aRefusal({ status: 504, requestId: 'a1b2c3' });

describe('a resumed save, until its first poll,', () => {
  test('is shown as saving with the image as last seen', () => {
    const image = anImage({ status: 'CREATING', statusMessage: 'Pushing' });
    const save = aSave({ state: { phase: 'unwatched', image, why: 'deadline' } });
    expect(resumedState(save, 0)).toEqual({ phase: 'saving', image, trouble: undefined });
  });

  test('is shown as saved elsewhere when its image is unknown', () => {
    const save = aSave({ state: { phase: 'unwatched', image: undefined, why: 'stopped' } });
    expect(resumedState(save, 0)).toEqual({ phase: 'savingElsewhere', runsOn: undefined, trouble: undefined });
  });

  test.each(['outcomeUnknown', 'notSaved'] as const)('is shown as looking when its response was lost (%s)', (phase) => {
    const save = aSave({ notebook: { id: 'nb', name: 'nb' }, state: STATES[phase] });
    expect(resumedState(save, save.requestedAt + 10 * SECOND)).toMatchObject({
      phase: 'looking',
      error: { kind: 'outcomeUnknown', notebookId: 'nb', cause: STATES[phase].error.cause },
      since: save.requestedAt + 10 * SECOND,
      trouble: undefined,
    });
  });

  test('counts its response as lost at most a minute after the request', () => {
    const save = aSave({ state: STATES.outcomeUnknown });
    expect(resumedState(save, save.requestedAt + 3600 * SECOND)).toMatchObject({
      since: save.requestedAt + 60 * SECOND,
    });
  });
});

describe('the lost-response error', () => {
  const error = new OutcomeUnknownError('nb', { cause });

  test.each([
    { phase: 'looking', error, since: 0, trouble: undefined },
    { phase: 'outcomeUnknown', error },
  ] as const)('is reused when the state has one ($phase)', (state) => {
    expect(lostResponse(state, 'nb')).toBe(error);
  });

  test('keeps the cause of a notSaved state', () => {
    expect(lostResponse({ phase: 'notSaved', error: new NotSavedError('nb', { cause }) }, 'nb')).toMatchObject({
      kind: 'outcomeUnknown',
      notebookId: 'nb',
      cause,
    });
    const unexpected = new NotSavedError('nb', { cause: new TypeError('x') });
    expect(lostResponse({ phase: 'notSaved', error: unexpected }, 'nb').cause).toBeUndefined();
  });

  test('has no cause when the window closed before the response', () => {
    const lost = lostResponse({ phase: 'requesting' }, 'nb');
    expect(lost).toMatchObject({ kind: 'outcomeUnknown', notebookId: 'nb' });
    expect(lost.cause).toBeUndefined();
  });
});
