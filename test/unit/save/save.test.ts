import { expect, test } from 'vitest';
import { elapsedMs } from '../../../src/save/save';
import { imageOf, isUnderWay, type SavePhase, type SaveState } from '../../../src/save/saveState';
import { NotSavedError, NotSentError, OutcomeUnknownError } from '../../../src/model/errors';
import { anImage, aRefusal, aSave } from '../../support/builders';

const image = anImage();
const offline = new NotSentError({ reason: 'dns', host: 'modelarts.example.com', code: undefined, proxy: undefined });

const STATES: Readonly<Record<SavePhase, readonly [SaveState, isUnderWay: boolean, hasImage: boolean]>> = {
  requesting: [{ phase: 'requesting' }, true, false],
  looking: [
    {
      phase: 'looking',
      error: new OutcomeUnknownError('n1', { cause: undefined }),
      since: 0,
      trouble: undefined,
    },
    true,
    false,
  ],
  savingElsewhere: [{ phase: 'savingElsewhere', runsOn: undefined, trouble: undefined }, true, false],
  saving: [{ phase: 'saving', image, trouble: undefined }, true, true],
  saved: [{ phase: 'saved', image }, false, true],
  failed: [{ phase: 'failed', image }, false, true],
  deleted: [{ phase: 'deleted', image }, false, true],
  refused: [{ phase: 'refused', error: aRefusal() }, false, false],
  notSent: [{ phase: 'notSent', error: offline }, false, false],
  notSaved: [{ phase: 'notSaved', error: new NotSavedError('n1', { cause: undefined }) }, false, false],
  over: [{ phase: 'over' }, false, false],
  unwatched: [{ phase: 'unwatched', image, why: 'stopped' }, false, true],
  outcomeUnknown: [
    { phase: 'outcomeUnknown', error: new OutcomeUnknownError('n1', { cause: undefined }) },
    false,
    false,
  ],
};

test.each(Object.entries(STATES))(
  '%s is under way or not, and has an image or not',
  (_phase, [state, underWay, hasImage]) => {
    expect(isUnderWay(state)).toBe(underWay);
    expect(imageOf(state)).toBe(hasImage ? image : undefined);
  },
);

test('a save under way has taken as long as it is since the request, one that ended as long as it took', () => {
  const requestedAt = Date.UTC(2026, 0, 30);
  expect(elapsedMs(aSave({ requestedAt, endedAt: undefined }), requestedAt + 5000)).toBe(5000);
  expect(elapsedMs(aSave({ requestedAt, endedAt: requestedAt + 3000 }), requestedAt + 5000)).toBe(3000);
});

test('no save takes less than no time, even when the clock was set back', () => {
  expect(elapsedMs({ requestedAt: 5000, endedAt: undefined }, 0)).toBe(0);
});
