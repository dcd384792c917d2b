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

  /** Since the answer was lost; seconds. */
  get looks(): readonly number[] {
    return this.source.lists.map((at) => (at - this.start) / SECOND);
  }
}

test('looks soon and densely at first, and follows the image it finds', async () => {
  const looking = new Looking();
  await looking.clock.advance(20 * SECOND);
  expect(looking.looks).toEqual([2, 4, 8, 16]);
  looking.source.listed = [anImage({ createdAt: looking.start })];
  await looking.clock.advance(MINUTE);
  expect(looking.phases).toEqual(['looking', 'saving', 'saving', 'saved']);
  expect(looking.source.requests).toEqual([]);
});

test('an image that is settled already is told as it is', async () => {
  const looking = new Looking();
  looking.source.listed = [anImage({ createdAt: looking.start, status: 'CREATE_FAILED' })];
  await looking.clock.advance(2 * SECOND);
  expect(looking.phases).toEqual(['looking', 'failed']);
  expect(looking.states.at(-1)).toMatchObject({ noticedLate: true });
  expect(looking.isOver).toBe(true);
});

test('two minutes without a trace mean that nothing was saved, and say why that was asked', async () => {
  const looking = new Looking();
  await looking.clock.advance(119 * SECOND);
  expect(looking.phases).toEqual(['looking']);
  await looking.clock.advance(15 * SECOND);
  expect(looking.phases).toEqual(['looking', 'notSaved']);
  expect(looking.states.at(-1)).toMatchObject({ error: { kind: 'notSaved', notebookId: 'n1', cause } });
});

test('of an answer lost long ago, the first look tells', async () => {
  const looking = new Looking({ lostAt: new ManualClock().now() - 10 * MINUTE });
  await looking.clock.advance(2 * SECOND);
  expect(looking.phases).toEqual(['looking', 'notSaved']);
  expect(looking.source.lists).toHaveLength(1);
});

describe('while the notebook is being saved', () => {
  test('it goes on looking, however late the image shows', async () => {
    const looking = new Looking();
    looking.source.notebook = 'SNAPSHOTTING';
    await looking.clock.advance(30 * MINUTE);
    expect(looking.phases).toEqual(['looking']);
    looking.source.listed = [anImage({ createdAt: looking.start })];
    await looking.clock.advance(MINUTE);
    expect(looking.phases.at(-1)).toBe('saved');
  });

  test('and then is not any more, without an image, nobody claims to know', async () => {
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

  test('several candidates leave it unknown also when they are deleted during the search', async () => {
    const looking = new Looking({ tag: '' });
    looking.source.listed = candidates(looking.start);
    await looking.clock.advance(30 * SECOND);
    looking.source.listed = [];
    await looking.clock.advance(3 * MINUTE);
    expect(looking.phases).toEqual(['looking', 'outcomeUnknown']);
  });
});

test('a notebook that must not be read leaves it unknown', async () => {
  const looking = new Looking();
  looking.source.notebook = aRefusal({ status: 403 });
  await looking.clock.advance(3 * MINUTE);
  expect(looking.phases).toEqual(['looking', 'outcomeUnknown']);
});

test('trouble is told once, and gone through', async () => {
  const looking = new Looking();
  looking.source.listed = aRefusal({ status: 503 });
  await looking.clock.advance(10 * MINUTE);
  expect(looking.phases).toEqual(['looking', 'looking (refused)']);
  expect(looking.source.lists.length).toBeLessThan(20);
  looking.source.listed = [anImage({ createdAt: looking.start })];
  await looking.clock.advance(2 * MINUTE);
  expect(looking.phases).toEqual(['looking', 'looking (refused)', 'saving', 'saving', 'saved']);
});

test('trouble that goes without an image is told too', async () => {
  const looking = new Looking();
  looking.source.listed = aRefusal({ status: 503 });
  await looking.clock.advance(30 * SECOND);
  looking.source.listed = [];
  await looking.clock.advance(3 * MINUTE);
  expect(looking.phases).toEqual(['looking', 'looking (refused)', 'looking', 'notSaved']);
});

test('trouble to the end of the time leaves it unknown', async () => {
  const looking = new Looking({ forMs: 10 * MINUTE });
  looking.source.listed = aRefusal({ status: 503 });
  await looking.clock.advance(12 * MINUTE);
  expect(looking.phases).toEqual(['looking', 'looking (refused)', 'outcomeUnknown']);
});

test('stopping leaves it unknown, at once', async () => {
  const looking = new Looking();
  await looking.clock.advance(5 * SECOND);
  looking.stop.abort();
  await looking.clock.advance(0);
  expect(looking.phases).toEqual(['looking', 'outcomeUnknown']);
  expect(looking.thrown).toBeUndefined();
  expect(looking.clock.sleepers).toBe(0);
});

test('the end of it all is no state, but thrown on', async () => {
  const looking = new Looking();
  await looking.clock.advance(5 * SECOND);
  looking.life.abort(new Error('window closed'));
  await looking.clock.advance(0);
  expect(looking.phases).toEqual(['looking']);
  expect(looking.thrown).toMatchObject({ message: 'window closed' });
});

test('a bug leaves it unknown, and is thrown on', async () => {
  const looking = new Looking();
  looking.source.listed = new TypeError('x is not a function');
  await looking.clock.advance(5 * SECOND);
  expect(looking.phases).toEqual(['looking', 'outcomeUnknown']);
  expect(looking.thrown).toBe(looking.source.listed);
});
