import { NotSavedError, NotSentError, OutcomeUnknownError } from '../../src/model/errors';
import type { SavePhase, SaveState } from '../../src/save/saveState';
import { aRefusal, anImage } from './builders';

const cause = aRefusal({ status: 504, requestId: 'a1b2c3' });
const facts = { reason: 'refused', host: 'modelarts.example.com', code: 'ECONNREFUSED' } as const;
const image = anImage({ status: 'CREATING', statusMessage: 'pushing layers' });

/** One state of every phase. */
export const STATES: { readonly [P in SavePhase]: SaveState & { readonly phase: P } } = {
  requesting: { phase: 'requesting' },
  looking: { phase: 'looking', error: new OutcomeUnknownError('nb', { cause }), since: 0, trouble: undefined },
  savingElsewhere: { phase: 'savingElsewhere', runsOn: undefined, trouble: undefined },
  saving: { phase: 'saving', image, trouble: undefined },
  saved: { phase: 'saved', image: anImage({ status: 'ACTIVE' }) },
  failed: {
    phase: 'failed',
    image: anImage({ status: 'CREATE_FAILED', statusMessage: 'too many layers in your image' }),
  },
  deleted: { phase: 'deleted', image: anImage({ status: 'DELETED' }) },
  refused: { phase: 'refused', error: aRefusal({ code: 'ModelArts.6737', requestId: 'd4e5f6' }) },
  notSent: { phase: 'notSent', error: new NotSentError({ ...facts, proxy: undefined }) },
  notSaved: { phase: 'notSaved', error: new NotSavedError('nb', { cause }) },
  over: { phase: 'over' },
  unwatched: { phase: 'unwatched', image, why: 'stopped' },
  outcomeUnknown: { phase: 'outcomeUnknown', error: new OutcomeUnknownError('nb', { cause }) },
};
