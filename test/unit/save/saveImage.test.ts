import { expect, test } from 'vitest';
import {
  NoAnswerError,
  NotConnectedError,
  NotSentError,
  OutcomeUnknownError,
  UnreadableAnswerError,
} from '../../../src/model/errors';
import { saveImage } from '../../../src/save/saveImage';
import { anImage, anImageRequest, aRefusal } from '../../support/builders';
import { ScriptedFollowing } from '../../support/scriptedSource';

const facts = { reason: 'reset', host: 'modelarts.example.com', code: 'ECONNRESET', proxy: undefined } as const;

class Saving extends ScriptedFollowing {
  constructor() {
    super({ forMs: 60_000 });
  }

  run(): Promise<void> {
    const order = { notebookId: 'n1', request: anImageRequest(), requestedAt: this.start };
    return this.record(saveImage(this.source, order, this.options, this.life.signal));
  }

  /** Runs until the time to follow is over. */
  async toTheEnd(): Promise<this> {
    const running = this.run();
    await this.clock.advance(60_000);
    await running;
    return this;
  }
}

test('asks once, with what was ordered, and yields every state up to the image', async () => {
  const saving = await new Saving().toTheEnd();
  expect(saving.phases).toEqual(['requesting', 'saving', 'saving', 'saved']);
  expect(saving.source.requests).toEqual([{ notebookId: 'n1', request: anImageRequest() }]);
});

test.each([
  ['ACTIVE', 'saved'],
  ['CREATE_FAILED', 'failed'],
  ['ERROR', 'failed'],
  ['DELETED', 'deleted'],
])('an image that ends as %s ends the save as %s', async (status, phase) => {
  const saving = new Saving();
  saving.source.answer(anImage({ status, statusMessage: 'said so' }));
  await saving.toTheEnd();
  expect(saving.states.at(-1)).toMatchObject({ phase, image: { status, statusMessage: 'said so' } });
});

test('an image that is settled in the very answer is not followed', async () => {
  const saving = new Saving();
  saving.source.accepts = 'ACTIVE';
  await saving.toTheEnd();
  expect(saving.phases).toEqual(['requesting', 'saved']);
  expect(saving.source.looks).toEqual([]);
});

test.each([
  ['a clear no', aRefusal({ status: 400, code: 'ModelArts.6327' }), 'refused'],
  ['a missing right', aRefusal({ status: 403 }), 'refused'],
  ['too many requests', aRefusal({ status: 429 }), 'refused'],
  ['a request that never left', new NotSentError(facts), 'notSent'],
  ['a connection that is not complete', new NotConnectedError('noCredentials', 'Work', undefined), 'notSent'],
])('%s ends it there, in its own words', async (_what, error, phase) => {
  const saving = new Saving();
  saving.source.accepts = error;
  await saving.toTheEnd();
  expect(saving.phases).toEqual(['requesting', phase]);
  const last = saving.states.at(-1);
  expect(last && 'error' in last ? last.error : undefined).toBe(error);
  expect(saving.source.requests).toHaveLength(1);
  expect(saving.thrown).toBeUndefined();
});

test.each([
  ['a broken service', aRefusal({ status: 500 })],
  ['a gateway that gave up waiting', aRefusal({ status: 504, code: 'APIG.0201' })],
  ['no answer', new NoAnswerError(facts)],
  ['an outcome nobody knows', new OutcomeUnknownError('n1', { cause: new NoAnswerError(facts) })],
  ['a page instead of an answer', new UnreadableAnswerError('notJson', 200, 'modelarts.example.com', undefined)],
])(
  'after %s the service may be saving all the same: it is looked for, and the request not sent again',
  async (_what, error) => {
    const saving = new Saving();
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
  },
);

test('a bug on the way of the request leaves the outcome unknown, and is thrown on', async () => {
  const saving = new Saving();
  const bug = new TypeError('x is not a function');
  saving.source.accepts = bug;
  await saving.toTheEnd();
  expect(saving.states.at(-1)).toMatchObject({ phase: 'outcomeUnknown', error: { cause: bug } });
  expect(saving.thrown).toBe(bug);
});

test('a bug while following leaves the save unwatched, and is thrown on', async () => {
  const saving = new Saving();
  const bug = new TypeError('x is not a function');
  saving.source.answer('CREATING', bug);
  await saving.toTheEnd();
  expect(saving.states.at(-1)).toMatchObject({ phase: 'unwatched', why: 'unexpected', image: { status: 'CREATING' } });
  expect(saving.thrown).toBe(bug);
});

test('the deadline leaves it unwatched, as it was seen last', async () => {
  const saving = new Saving();
  saving.source.answer('CREATING');
  await saving.toTheEnd();
  expect(saving.states.at(-1)).toEqual({ phase: 'unwatched', why: 'deadline', image: anImage({ status: 'CREATING' }) });
  expect(saving.thrown).toBeUndefined();
});

test('an image that never shows leaves it unwatched', async () => {
  const saving = new Saving();
  saving.source.answer(aRefusal({ status: 400, code: 'ModelArts.6404' }));
  const running = saving.run();
  await saving.clock.advance(59_000);
  saving.clock.suspend(120_000);
  await saving.clock.advance(5000);
  await running;
  expect(saving.states.at(-1)).toEqual({ phase: 'unwatched', why: 'missing', image: anImage() });
});

test('an end that nobody could see in the minute before says so', async () => {
  const saving = new Saving();
  saving.source.answer('CREATING');
  const running = saving.run();
  await saving.clock.advance(10_000);
  saving.clock.suspend(120_000);
  saving.source.answer('ACTIVE');
  await saving.clock.advance(10_000);
  await running;
  expect(saving.states.at(-1)).toEqual({ phase: 'saved', image: anImage({ status: 'ACTIVE' }), noticedLate: true });
  const soon = await new Saving().toTheEnd();
  expect(soon.states.at(-1)).toEqual({ phase: 'saved', image: anImage({ status: 'ACTIVE' }) });
});

test('stopping leaves it unwatched at once', async () => {
  const saving = new Saving();
  saving.source.answer('CREATING');
  const running = saving.run();
  await saving.clock.advance(10_000);
  saving.stop.abort();
  await running;
  expect(saving.states.at(-1)).toMatchObject({ phase: 'unwatched', why: 'stopped', image: { status: 'CREATING' } });
  expect(saving.clock.sleepers).toBe(0);
  expect(saving.thrown).toBeUndefined();
});

test('stopping while the request is on its way waits for its answer', async () => {
  const saving = new Saving();
  const later = new Later();
  saving.source.accepts = later.promise;
  const running = saving.run();
  saving.stop.abort();
  await saving.clock.advance(5000);
  expect(saving.phases).toEqual(['requesting']);
  later.resolve?.('INIT');
  await running;
  expect(saving.phases).toEqual(['requesting', 'saving', 'unwatched']);
  expect(saving.source.looks).toEqual([]);
});

test.each([
  ['the request', 0],
  ['the following', 10_000],
])('aborting during %s ends it without another state, by the reason of the signal', async (_what, after) => {
  const saving = new Saving();
  saving.source.answer('CREATING');
  if (after === 0) saving.source.accepts = new Later().promise;
  const running = saving.run();
  await saving.clock.advance(after);
  const before = saving.phases;
  saving.life.abort(new Error('window closed'));
  await running;
  expect(saving.phases).toEqual(before);
  expect(saving.thrown).toMatchObject({ message: 'window closed' });
});

/** An answer that has not come. */
class Later {
  resolve: ((status: string) => void) | undefined;
  readonly promise = new Promise<string>((resolve) => {
    this.resolve = resolve;
  });
}
