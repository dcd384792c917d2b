import { describe, expect, test } from 'vitest';
import { NoAnswerError, OutcomeUnknownError } from '../../../src/model/errors';
import { findOutcome } from '../../../src/save/findOutcome';
import type { FollowSaveOptions } from '../../../src/save/followSave';
import { anImage, anImageRequest, aRefusal } from '../../support/builders';
import { ManualClock } from '../../support/manualClock';
import { ScriptedFollowing } from '../../support/scriptedSource';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const cause = new NoAnswerError({
  reason: 'reset',
  host: 'modelarts.example.com',
  code: 'ECONNRESET',
  proxy: undefined,
});

class Looking extends ScriptedFollowing {
  readonly error = new OutcomeUnknownError('n1', { cause });

  constructor(but: Partial<FollowSaveOptions> & { readonly lostAt?: number; readonly tag?: string } = {}) {
    super(but);
    const { error, start } = this;
    const { lostAt = start, tag = '1.0' } = but;
    const lost = { notebookId: 'n1', request: anImageRequest({ tag }), requestedAt: lostAt, error, lostAt };
    this.source.serverTime = undefined;
    void this.record(findOutcome(this.source, lost, this.options, this.life.signal));
  }

  /** Times of the polls; seconds since the response was lost. */
  get looks(): readonly number[] {
    return this.source.lists.map((at) => (at - this.start) / SECOND);
  }
}

test('findOutcome polls early and often at first, then follows the image it finds', async () => {
  const looking = new Looking();
  await looking.clock.advance(20 * SECOND);
  expect(looking.looks).toEqual([2, 4, 8, 16]);
  looking.source.listed = [anImage({ createdAt: looking.start })];
  await looking.clock.advance(MINUTE);
  expect(looking.phases).toEqual(['looking', 'saving', 'saving', 'saved']);
  expect(looking.source.requests).toEqual([]);
});

test('findOutcome yields the final state of an image that has already settled', async () => {
  const looking = new Looking();
  looking.source.listed = [anImage({ createdAt: looking.start, status: 'CREATE_FAILED' })];
  await looking.clock.advance(2 * SECOND);
  expect(looking.phases).toEqual(['looking', 'failed']);
  expect(looking.states.at(-1)).toMatchObject({ noticedLate: true });
  expect(looking.isOver).toBe(true);
});

test('findOutcome ends as notSaved, with the cause, after two minutes without a trace', async () => {
  const looking = new Looking();
  await looking.clock.advance(119 * SECOND);
  expect(looking.phases).toEqual(['looking']);
  await looking.clock.advance(15 * SECOND);
  expect(looking.phases).toEqual(['looking', 'notSaved']);
  expect(looking.states.at(-1)).toMatchObject({ error: { kind: 'notSaved', notebookId: 'n1', cause } });
});

test('findOutcome decides after a single poll when the response was lost long ago', async () => {
  const looking = new Looking({ lostAt: new ManualClock().now() - 10 * MINUTE });
  await looking.clock.advance(2 * SECOND);
  expect(looking.phases).toEqual(['looking', 'notSaved']);
  expect(looking.source.lists).toHaveLength(1);
});

describe('while the notebook is being saved', () => {
  test('findOutcome keeps searching until the image appears', async () => {
    const looking = new Looking();
    looking.source.notebook = 'SNAPSHOTTING';
    await looking.clock.advance(30 * MINUTE);
    expect(looking.phases).toEqual(['looking']);
    looking.source.listed = [anImage({ createdAt: looking.start })];
    await looking.clock.advance(MINUTE);
    expect(looking.phases.at(-1)).toBe('saved');
  });

  test('findOutcome ends as outcomeUnknown when the save ends without an image', async () => {
    const looking = new Looking();
    looking.source.notebook = 'SNAPSHOTTING';
    await looking.clock.advance(5 * MINUTE);
    looking.source.notebook = 'RUNNING';
    await looking.clock.advance(MINUTE);
    expect(looking.phases).toEqual(['looking', 'outcomeUnknown']);
    expect(looking.states.at(-1)).toMatchObject({ error: looking.error });
  });
});

describe('without a tag', () => {
  const candidates = (at: number) => ['x', 'y'].map((tag) => anImage({ id: tag, tag, createdAt: at }));

  test.each([
    ['a single candidate is followed', 1, ['looking', 'saving', 'saving', 'saved']],
    ['several candidates leave the outcome unknown', 2, ['looking', 'outcomeUnknown']],
  ])('%s', async (_title, count, phases) => {
    const looking = new Looking({ tag: '' });
    looking.source.listed = candidates(looking.start).slice(0, count);
    await looking.clock.advance(3 * MINUTE);
    expect(looking.phases).toEqual(phases);
  });

  test('the outcome stays unknown when several candidates are deleted during the search', async () => {
    const looking = new Looking({ tag: '' });
    looking.source.listed = candidates(looking.start);
    await looking.clock.advance(30 * SECOND);
    looking.source.listed = [];
    await looking.clock.advance(3 * MINUTE);
    expect(looking.phases).toEqual(['looking', 'outcomeUnknown']);
  });
});

test('findOutcome ends as outcomeUnknown when the notebook must not be read', async () => {
  const looking = new Looking();
  looking.source.notebook = aRefusal({ status: 403 });
  await looking.clock.advance(3 * MINUTE);
  expect(looking.phases).toEqual(['looking', 'outcomeUnknown']);
});

test('findOutcome reports an interruption once and continues', async () => {
  const looking = new Looking();
  looking.source.listed = aRefusal({ status: 503 });
  await looking.clock.advance(10 * MINUTE);
  expect(looking.phases).toEqual(['looking', 'looking (refused)']);
  expect(looking.source.lists.length).toBeLessThan(20);
  looking.source.listed = [anImage({ createdAt: looking.start })];
  await looking.clock.advance(2 * MINUTE);
  expect(looking.phases).toEqual(['looking', 'looking (refused)', 'saving', 'saving', 'saved']);
});

test('findOutcome reports the end of an interruption even without an image', async () => {
  const looking = new Looking();
  looking.source.listed = aRefusal({ status: 503 });
  await looking.clock.advance(30 * SECOND);
  looking.source.listed = [];
  await looking.clock.advance(3 * MINUTE);
  expect(looking.phases).toEqual(['looking', 'looking (refused)', 'looking', 'notSaved']);
});

test('findOutcome ends as outcomeUnknown when an interruption lasts until the deadline', async () => {
  const looking = new Looking({ forMs: 10 * MINUTE });
  looking.source.listed = aRefusal({ status: 503 });
  await looking.clock.advance(12 * MINUTE);
  expect(looking.phases).toEqual(['looking', 'looking (refused)', 'outcomeUnknown']);
});

test('findOutcome ends as outcomeUnknown at once when stopped', async () => {
  const looking = new Looking();
  await looking.clock.advance(5 * SECOND);
  looking.stop.abort();
  await looking.clock.advance(0);
  expect(looking.phases).toEqual(['looking', 'outcomeUnknown']);
  expect(looking.thrown).toBeUndefined();
  expect(looking.clock.sleepers).toBe(0);
});

test('findOutcome throws the reason of an aborted signal without yielding a state', async () => {
  const looking = new Looking();
  await looking.clock.advance(5 * SECOND);
  looking.life.abort(new Error('window closed'));
  await looking.clock.advance(0);
  expect(looking.phases).toEqual(['looking']);
  expect(looking.thrown).toMatchObject({ message: 'window closed' });
});

test('findOutcome ends as outcomeUnknown on a bug and rethrows it', async () => {
  const looking = new Looking();
  looking.source.listed = new TypeError('x is not a function');
  await looking.clock.advance(5 * SECOND);
  expect(looking.phases).toEqual(['looking', 'outcomeUnknown']);
  expect(looking.thrown).toBe(looking.source.listed);
});
