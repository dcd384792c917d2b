import { describe, expect, test } from 'vitest';
import { NotSavedError, OutcomeUnknownError } from '../../../src/model/errors';
import { lostAnswer, resumedState } from '../../../src/save/resumedState';
import { anImage, aRefusal, aSave, STATES } from '../../support/builders';

const SECOND = 1000;
const cause = aRefusal({ status: 504, requestId: 'a1b2c3' });

describe('until the first look, a save that is followed again is shown', () => {
  test('as being saved, with the image as it was seen last', () => {
    const image = anImage({ status: 'CREATING', statusMessage: 'Pushing' });
    const save = aSave({ state: { phase: 'unwatched', image, why: 'deadline' } });
    expect(resumedState(save, 0)).toEqual({ phase: 'saving', image, trouble: undefined });
  });

  test('as being saved by somebody else, where no image is known', () => {
    const save = aSave({ state: { phase: 'unwatched', image: undefined, why: 'stopped' } });
    expect(resumedState(save, 0)).toEqual({ phase: 'savingElsewhere', runsOn: undefined, trouble: undefined });
  });

  test.each(['outcomeUnknown', 'notSaved'] as const)('as being looked for, where the answer was lost (%s)', (phase) => {
    const save = aSave({ notebook: { id: 'nb', name: 'nb' }, state: STATES[phase] });
    expect(resumedState(save, save.requestedAt + 10 * SECOND)).toMatchObject({
      phase: 'looking',
      error: { kind: 'outcomeUnknown', notebookId: 'nb', cause: STATES[phase].error.cause },
      since: save.requestedAt + 10 * SECOND,
      trouble: undefined,
    });
  });

  test('as lost a minute after it was asked for at the latest', () => {
    const save = aSave({ state: STATES.outcomeUnknown });
    expect(resumedState(save, save.requestedAt + 3600 * SECOND)).toMatchObject({
      since: save.requestedAt + 60 * SECOND,
    });
  });
});

describe('the lost answer', () => {
  const error = new OutcomeUnknownError('nb', { cause });

  test.each([
    { phase: 'looking', error, since: 0, trouble: undefined },
    { phase: 'outcomeUnknown', error },
  ] as const)('is the one that is known ($phase)', (state) => {
    expect(lostAnswer(state, 'nb')).toBe(error);
  });

  test('of a save that came to nothing has its cause', () => {
    expect(lostAnswer({ phase: 'notSaved', error: new NotSavedError('nb', { cause }) }, 'nb')).toMatchObject({
      kind: 'outcomeUnknown',
      notebookId: 'nb',
      cause,
    });
    const odd = new NotSavedError('nb', { cause: new TypeError('x') });
    expect(lostAnswer({ phase: 'notSaved', error: odd }, 'nb').cause).toBeUndefined();
  });

  test('of a request that a window did not live to see answered has none', () => {
    const lost = lostAnswer({ phase: 'requesting' }, 'nb');
    expect(lost).toMatchObject({ kind: 'outcomeUnknown', notebookId: 'nb' });
    expect(lost.cause).toBeUndefined();
  });
});
