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

class Search extends ScriptedFollowing {
  readonly error = new OutcomeUnknownError('n1', { cause });

  constructor(overrides: Partial<FollowSaveOptions> & { readonly lostAt?: number; readonly tag?: string } = {}) {
    super(overrides);
    const { error, start } = this;
    const { lostAt = start, tag = '1.0' } = overrides;
    const lost = { notebookId: 'n1', request: anImageRequest({ tag }), requestedAt: lostAt, error, lostAt };
    this.source.serverTime = undefined;
    void this.record(findOutcome(this.source, lost, this.options, this.life.signal));
  }

  /** Times of the polls; seconds since the response was lost. */
  get polls(): readonly number[] {
    return this.source.lists.map((at) => (at - this.start) / SECOND);
  }
}

test('findOutcome polls early and often at first, then follows the image it finds', async () => {
  const search = new Search();
  await search.clock.advance(20 * SECOND);
  expect(search.polls).toEqual([2, 4, 8, 16]);
  search.source.listed = [anImage({ createdAt: search.start })];
  await search.clock.advance(MINUTE);
  expect(search.phases).toEqual(['looking', 'saving', 'saving', 'saved']);
  expect(search.source.requests).toEqual([]);
});

test('findOutcome yields the final state of an image that has already settled', async () => {
  const search = new Search();
  search.source.listed = [anImage({ createdAt: search.start, status: 'CREATE_FAILED' })];
  await search.clock.advance(2 * SECOND);
  expect(search.phases).toEqual(['looking', 'failed']);
  expect(search.states.at(-1)).toMatchObject({ noticedLate: true });
  expect(search.isOver).toBe(true);
});

test('findOutcome ends as notSaved, with the cause, after two minutes without a trace', async () => {
  const search = new Search();
  await search.clock.advance(119 * SECOND);
  expect(search.phases).toEqual(['looking']);
  await search.clock.advance(15 * SECOND);
  expect(search.phases).toEqual(['looking', 'notSaved']);
  expect(search.states.at(-1)).toMatchObject({ error: { kind: 'notSaved', notebookId: 'n1', cause } });
});

test('findOutcome decides after a single poll when the response was lost long ago', async () => {
  const search = new Search({ lostAt: new ManualClock().now() - 10 * MINUTE });
  await search.clock.advance(2 * SECOND);
  expect(search.phases).toEqual(['looking', 'notSaved']);
  expect(search.source.lists).toHaveLength(1);
});

describe('while the notebook is being saved', () => {
  test('findOutcome keeps searching until the image appears', async () => {
    const search = new Search();
    search.source.notebook = 'SNAPSHOTTING';
    await search.clock.advance(30 * MINUTE);
    expect(search.phases).toEqual(['looking']);
    search.source.listed = [anImage({ createdAt: search.start })];
    await search.clock.advance(MINUTE);
    expect(search.phases.at(-1)).toBe('saved');
  });

  test('findOutcome ends as outcomeUnknown when the save ends without an image', async () => {
    const search = new Search();
    search.source.notebook = 'SNAPSHOTTING';
    await search.clock.advance(5 * MINUTE);
    search.source.notebook = 'RUNNING';
    await search.clock.advance(MINUTE);
    expect(search.phases).toEqual(['looking', 'outcomeUnknown']);
    expect(search.states.at(-1)).toMatchObject({ error: search.error });
  });
});

describe('without a tag', () => {
  const candidates = (at: number) => ['x', 'y'].map((tag) => anImage({ id: tag, tag, createdAt: at }));

  test.each([
    ['a single candidate is followed', 1, ['looking', 'saving', 'saving', 'saved']],
    ['several candidates leave the outcome unknown', 2, ['looking', 'outcomeUnknown']],
  ])('%s', async (_label, count, phases) => {
    const search = new Search({ tag: '' });
    search.source.listed = candidates(search.start).slice(0, count);
    await search.clock.advance(3 * MINUTE);
    expect(search.phases).toEqual(phases);
  });

  test('the outcome stays unknown when several candidates are deleted during the search', async () => {
    const search = new Search({ tag: '' });
    search.source.listed = candidates(search.start);
    await search.clock.advance(30 * SECOND);
    search.source.listed = [];
    await search.clock.advance(3 * MINUTE);
    expect(search.phases).toEqual(['looking', 'outcomeUnknown']);
  });
});

test('findOutcome ends as outcomeUnknown when the service refuses to return the notebook', async () => {
  const search = new Search();
  search.source.notebook = aRefusal({ status: 403 });
  await search.clock.advance(3 * MINUTE);
  expect(search.phases).toEqual(['looking', 'outcomeUnknown']);
});

test('findOutcome reports an interruption once and continues', async () => {
  const search = new Search();
  search.source.listed = aRefusal({ status: 503 });
  await search.clock.advance(10 * MINUTE);
  expect(search.phases).toEqual(['looking', 'looking (refused)']);
  expect(search.source.lists.length).toBeLessThan(20);
  search.source.listed = [anImage({ createdAt: search.start })];
  await search.clock.advance(2 * MINUTE);
  expect(search.phases).toEqual(['looking', 'looking (refused)', 'saving', 'saving', 'saved']);
});

test('findOutcome reports the end of an interruption even without an image', async () => {
  const search = new Search();
  search.source.listed = aRefusal({ status: 503 });
  await search.clock.advance(30 * SECOND);
  search.source.listed = [];
  await search.clock.advance(3 * MINUTE);
  expect(search.phases).toEqual(['looking', 'looking (refused)', 'looking', 'notSaved']);
});

test('findOutcome ends as outcomeUnknown when an interruption lasts until the deadline', async () => {
  const search = new Search({ forMs: 10 * MINUTE });
  search.source.listed = aRefusal({ status: 503 });
  await search.clock.advance(12 * MINUTE);
  expect(search.phases).toEqual(['looking', 'looking (refused)', 'outcomeUnknown']);
});

test('findOutcome ends as outcomeUnknown at once when stopped', async () => {
  const search = new Search();
  await search.clock.advance(5 * SECOND);
  search.stop.abort();
  await search.clock.advance(0);
  expect(search.phases).toEqual(['looking', 'outcomeUnknown']);
  expect(search.thrown).toBeUndefined();
  expect(search.clock.sleepers).toBe(0);
});

test('findOutcome throws the reason of an aborted signal without yielding a state', async () => {
  const search = new Search();
  await search.clock.advance(5 * SECOND);
  search.life.abort(new Error('window closed'));
  await search.clock.advance(0);
  expect(search.phases).toEqual(['looking']);
  expect(search.thrown).toMatchObject({ message: 'window closed' });
});

test('findOutcome ends as outcomeUnknown on a bug and rethrows it', async () => {
  const search = new Search();
  search.source.listed = new TypeError('x is not a function');
  await search.clock.advance(5 * SECOND);
  expect(search.phases).toEqual(['looking', 'outcomeUnknown']);
  expect(search.thrown).toBe(search.source.listed);
});
