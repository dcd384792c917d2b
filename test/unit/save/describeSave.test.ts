import { expect, test } from 'vitest';
import { NotSavedError, NotSentError, OutcomeUnknownError } from '../../../src/model/errors';
import { describeSave } from '../../../src/save/saveList';
import type { SaveState } from '../../../src/save/saveState';
import { anImage, aRefusal, aSave } from '../../support/builders';

const offline = new NotSentError({ reason: 'dns', host: 'modelarts.example.com', code: 'ENOTFOUND', proxy: undefined });
const image = anImage({ status: 'CREATING', statusMessage: 'Pushing' });
const seen = `image ${image.id} CREATING Pushing`;
const refusal = aRefusal({ status: 400, code: 'ModelArts.6327', serviceMessage: 'Not running.', requestId: 'r1' });

test.each<[SaveState, string]>([
  [{ phase: 'requesting' }, 'requesting'],
  [{ phase: 'saving', image, trouble: undefined }, `saving, ${seen}`],
  [
    { phase: 'saving', image, trouble: { since: Date.UTC(2026, 0, 2, 3, 4, 5), error: offline } },
    'saving, not seen since 2026-01-02T03:04:05.000Z: Not sent to modelarts.example.com: dns ENOTFOUND',
  ],
  [
    { phase: 'looking', error: new OutcomeUnknownError('n1', { cause: undefined }), since: 0, trouble: undefined },
    'No response to the save request for notebook n1; searching for the image',
  ],
  [{ phase: 'savingElsewhere', runsOn: undefined, trouble: undefined }, 'saved elsewhere, image not known yet'],
  [{ phase: 'over' }, 'save ended elsewhere, image not known'],
  [{ phase: 'unwatched', image: undefined, why: 'stopped' }, 'no longer followed (stopped), last seen: no image'],
  [
    { phase: 'notSaved', error: new NotSavedError('n1', { cause: undefined }) },
    `notSaved, ${new NotSavedError('n1', { cause: undefined }).message}`,
  ],
  [{ phase: 'saved', image: anImage({ status: 'ACTIVE' }) }, `saved, image ${image.id} ACTIVE`],
  [{ phase: 'failed', image }, `failed, ${seen}`],
  [{ phase: 'deleted', image }, `deleted, ${seen}`],
  [{ phase: 'unwatched', image, why: 'deadline' }, `no longer followed (deadline), last seen: ${seen}`],
  [{ phase: 'refused', error: refusal }, 'refused, Refused with 400 ModelArts.6327 Not running. (request r1)'],
  [{ phase: 'refused', error: aRefusal() }, 'refused, Refused with 403 (request without id)'],
  [{ phase: 'notSent', error: offline }, 'notSent, Not sent to modelarts.example.com: dns ENOTFOUND'],
  [
    { phase: 'outcomeUnknown', error: new OutcomeUnknownError('n1', { cause: undefined }) },
    'outcomeUnknown, No response to the save request for notebook n1',
  ],
])('describeSave renders %o as a single line', (state, line) => {
  expect(describeSave(aSave({ id: 's1', notebook: { id: 'n1', name: 'nb' }, state }))).toBe(
    `Save s1 of notebook nb (n1) as swr.example.com/team/base:1.0: ${line}`,
  );
});

test('describeSave escapes line breaks and bidirectional characters in names', () => {
  const line = describeSave(aSave({ notebook: { id: 'n1', name: 'nb\n2026-01-01 [error] \u202egnp' } }));
  expect(line).toContain('nb 2026-01-01 [error] gnp (n1)');
});

test('describeSave omits an unknown reference', () => {
  const save = aSave({ id: 's1', notebook: { id: 'n1', name: 'nb' }, reference: '', state: { phase: 'requesting' } });
  expect(describeSave(save)).toBe('Save s1 of notebook nb (n1): requesting');
});
