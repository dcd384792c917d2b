import { expect, test } from 'vitest';
import {
  NoAnswerError,
  NotConnectedError,
  NotSentError,
  OutcomeUnknownError,
  UnreadableAnswerError,
} from '../../../src/model/errors';
import { saveImage } from '../../../src/save/runSave';
import { anImage, anImageRequest, aRefusal } from '../../support/builders';
import { ScriptedFollowing } from '../../support/scriptedSource';

const facts = { reason: 'reset', host: 'modelarts.example.com', code: 'ECONNRESET', proxy: undefined } as const;

class RunningSave extends ScriptedFollowing {
  constructor() {
    super({ forMs: 60_000 });
  }

  run(): Promise<void> {
    const lost = { notebookId: 'n1', request: anImageRequest(), requestedAt: this.start };
    return this.record(saveImage(this.source, lost, this.options, this.life.signal));
  }

  /** Advances the clock past the deadline. */
  async runToEnd(): Promise<this> {
    const running = this.run();
    await this.clock.advance(60_000);
    await running;
    return this;
  }
}

test('saveImage sends the request once and yields every state up to the final image', async () => {
  const saving = await new RunningSave().runToEnd();
  expect(saving.phases).toEqual(['requesting', 'saving', 'saving', 'saved']);
  expect(saving.source.requests).toEqual([{ notebookId: 'n1', request: anImageRequest() }]);
});

test.each([
  ['ACTIVE', 'saved'],
  ['CREATE_FAILED', 'failed'],
  ['ERROR', 'failed'],
  ['DELETED', 'deleted'],
])('saveImage maps the final image status %s to the phase %s', async (status, phase) => {
  const saving = new RunningSave();
  saving.source.answer(anImage({ status, statusMessage: 'said so' }));
  await saving.runToEnd();
  expect(saving.states.at(-1)).toMatchObject({ phase, image: { status, statusMessage: 'said so' } });
});

test('saveImage does not follow an image that is settled in the response', async () => {
  const saving = new RunningSave();
  saving.source.accepts = 'ACTIVE';
  await saving.runToEnd();
  expect(saving.phases).toEqual(['requesting', 'saved']);
  expect(saving.source.polls).toEqual([]);
});

test.each([
  ['a refusal', aRefusal({ status: 400, code: 'ModelArts.6327' }), 'refused'],
  ['a missing permission', aRefusal({ status: 403 }), 'refused'],
  ['too many requests', aRefusal({ status: 429 }), 'refused'],
  ['a request that was not sent', new NotSentError(facts), 'notSent'],
  ['an incomplete connection', new NotConnectedError('noCredentials', 'Work', undefined), 'notSent'],
])('saveImage ends with %s and keeps its error', async (_label, error, phase) => {
  const saving = new RunningSave();
  saving.source.accepts = error;
  await saving.runToEnd();
  expect(saving.phases).toEqual(['requesting', phase]);
  const last = saving.states.at(-1);
  expect(last && 'error' in last ? last.error : undefined).toBe(error);
  expect(saving.source.requests).toHaveLength(1);
  expect(saving.thrown).toBeUndefined();
});

test.each([
  ['a service error', aRefusal({ status: 500 })],
  ['a gateway timeout', aRefusal({ status: 504, code: 'APIG.0201' })],
  ['a missing response', new NoAnswerError(facts)],
  ['an unknown outcome', new OutcomeUnknownError('n1', { cause: new NoAnswerError(facts) })],
  ['a web page as response', new UnreadableAnswerError('notJson', 200, 'modelarts.example.com', undefined)],
])('saveImage searches for the image after %s and does not send the request again', async (_label, error) => {
  const saving = new RunningSave();
  saving.source.accepts = error;
  const running = saving.run();
  await saving.clock.advance(1000);
  const cause = error.kind === 'outcomeUnknown' ? error.cause : error;
  expect(saving.states).toMatchObject([
    { phase: 'requesting' },
    { phase: 'looking', trouble: undefined, error: { kind: 'outcomeUnknown', notebookId: 'n1', cause } },
  ]);
  saving.source.listed = [anImage({ createdAt: saving.start, status: 'CREATING' })];
  await saving.clock.advance(59_000);
  await running;
  expect(saving.phases).toEqual(['requesting', 'looking', 'saving', 'saved']);
  expect(saving.source.requests).toHaveLength(1);
  expect(saving.thrown).toBeUndefined();
});

test('saveImage ends as outcomeUnknown on a bug while sending and rethrows it', async () => {
  const saving = new RunningSave();
  const bug = new TypeError('x is not a function');
  saving.source.accepts = bug;
  await saving.runToEnd();
  expect(saving.states.at(-1)).toMatchObject({ phase: 'outcomeUnknown', error: { cause: bug } });
  expect(saving.thrown).toBe(bug);
});

test('saveImage ends as unwatched on a bug while following and rethrows it', async () => {
  const saving = new RunningSave();
  const bug = new TypeError('x is not a function');
  saving.source.answer('CREATING', bug);
  await saving.runToEnd();
  expect(saving.states.at(-1)).toMatchObject({ phase: 'unwatched', why: 'unexpected', image: { status: 'CREATING' } });
  expect(saving.thrown).toBe(bug);
});

test('saveImage ends as unwatched with the image as last seen at the deadline', async () => {
  const saving = new RunningSave();
  saving.source.answer('CREATING');
  await saving.runToEnd();
  expect(saving.states.at(-1)).toEqual({ phase: 'unwatched', why: 'deadline', image: anImage({ status: 'CREATING' }) });
  expect(saving.thrown).toBeUndefined();
});

test('saveImage ends as unwatched when the image never appears', async () => {
  const saving = new RunningSave();
  saving.source.answer(aRefusal({ status: 400, code: 'ModelArts.6404' }));
  const running = saving.run();
  await saving.clock.advance(59_000);
  saving.clock.suspend(120_000);
  await saving.clock.advance(5000);
  await running;
  expect(saving.states.at(-1)).toEqual({ phase: 'unwatched', why: 'missing', image: anImage() });
});

test('saveImage marks an end as noticed late when no poll succeeded in the minute before', async () => {
  const saving = new RunningSave();
  saving.source.answer('CREATING');
  const running = saving.run();
  await saving.clock.advance(10_000);
  saving.clock.suspend(120_000);
  saving.source.answer('ACTIVE');
  await saving.clock.advance(10_000);
  await running;
  expect(saving.states.at(-1)).toEqual({ phase: 'saved', image: anImage({ status: 'ACTIVE' }), noticedLate: true });
  const soon = await new RunningSave().runToEnd();
  expect(soon.states.at(-1)).toEqual({ phase: 'saved', image: anImage({ status: 'ACTIVE' }) });
});

test('saveImage ends as unwatched at once when stopped', async () => {
  const saving = new RunningSave();
  saving.source.answer('CREATING');
  const running = saving.run();
  await saving.clock.advance(10_000);
  saving.stop.abort();
  await running;
  expect(saving.states.at(-1)).toMatchObject({ phase: 'unwatched', why: 'stopped', image: { status: 'CREATING' } });
  expect(saving.clock.sleepers).toBe(0);
  expect(saving.thrown).toBeUndefined();
});

test('saveImage waits for the response when stopped during the request', async () => {
  const saving = new RunningSave();
  const later = new Later();
  saving.source.accepts = later.promise;
  const running = saving.run();
  saving.stop.abort();
  await saving.clock.advance(5000);
  expect(saving.phases).toEqual(['requesting']);
  later.resolve?.('INIT');
  await running;
  expect(saving.phases).toEqual(['requesting', 'saving', 'unwatched']);
  expect(saving.source.polls).toEqual([]);
});

test.each([
  ['the request', 0],
  ['following', 10_000],
])(
  'saveImage throws the reason of the signal, without another state, when aborted during %s',
  async (_label, after) => {
    const saving = new RunningSave();
    saving.source.answer('CREATING');
    if (after === 0) saving.source.accepts = new Later().promise;
    const running = saving.run();
    await saving.clock.advance(after);
    const before = saving.phases;
    saving.life.abort(new Error('window closed'));
    await running;
    expect(saving.phases).toEqual(before);
    expect(saving.thrown).toMatchObject({ message: 'window closed' });
  },
);

/** A promise that the test settles. */
class Later {
  resolve: ((status: string) => void) | undefined;
  readonly promise = new Promise<string>((resolve) => {
    this.resolve = resolve;
  });
}
