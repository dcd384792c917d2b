import { expect, test } from 'vitest';
import { followExternalSave } from '../../../src/save/followExternalSave';
import type { FollowSaveOptions } from '../../../src/save/followSave';
import { anImage, aRefusal } from '../../support/builders';
import { ScriptedFollowing } from '../../support/scriptedSource';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

class Watching extends ScriptedFollowing {
  constructor(overrides: Partial<FollowSaveOptions> = {}) {
    super(overrides);
    this.source.notebook = 'SNAPSHOTTING';
  }

  /** Follows the save, for so many milliseconds at first. */
  async begin(ms: number): Promise<this> {
    void this.record(followExternalSave(this.source, 'n1', undefined, this.options, this.life.signal));
    await this.clock.advance(ms);
    return this;
  }
}

test('follows the one image that is being made', async () => {
  const watching = new Watching({ isTaken: (id) => id === 'ours' });
  watching.source.listed = [
    anImage({ id: 'done', status: 'ACTIVE' }),
    anImage({ id: 'registered', status: 'CREATING', origin: 'CUSTOMIZE' }),
    anImage({ id: 'ours', status: 'CREATING' }),
    anImage({ id: 'it', status: 'CREATING' }),
  ];
  await watching.begin(0);
  expect(watching.states).toMatchObject([{ phase: 'saving', image: { id: 'it' } }]);
  await watching.clock.advance(MINUTE);
  expect(watching.phases.at(-1)).toBe('saved');
});

test('tells images that are being made at once apart by when the notebook changed', async () => {
  const watching = new Watching();
  const at = watching.clock.now();
  watching.source.changedAt = at;
  watching.source.listed = [
    anImage({ id: 'earlier', createdAt: at - 16 * SECOND }),
    anImage({ id: 'it', createdAt: at + 15 * SECOND }),
    anImage({ id: 'later', createdAt: at + 16 * SECOND }),
  ];
  await watching.begin(0);
  expect(watching.states).toMatchObject([{ phase: 'saving', image: { id: 'it' } }]);
});

test('does not follow the only image when it is another notebook’s', async () => {
  const watching = new Watching();
  watching.source.changedAt = watching.clock.now();
  watching.source.listed = [anImage({ createdAt: watching.clock.now() - MINUTE })];
  await watching.begin(MINUTE);
  expect(watching.phases).toEqual(['savingElsewhere']);
});

test.each([
  ['several are being made', [anImage({ id: 'a' }), anImage({ id: 'b' })]],
  ['none is shown', []],
])('goes by the notebook while %s, and tells the image it runs on afterwards', async (_what, images) => {
  const watching = new Watching();
  watching.source.listed = images;
  await watching.begin(5 * MINUTE);
  expect(watching.states).toEqual([{ phase: 'savingElsewhere', runsOn: watching.source.runsOn, trouble: undefined }]);
  watching.source.notebook = 'RUNNING';
  watching.source.runsOn = 'made';
  watching.source.answer('ACTIVE');
  await watching.clock.advance(MINUTE);
  expect(watching.states.at(-1)).toMatchObject({ phase: 'saved', image: { id: 'made' }, noticedLate: true });
});

test('follows the image as soon as only one can be meant', async () => {
  const watching = new Watching();
  watching.source.listed = [anImage({ id: 'a' }), anImage({ id: 'b' })];
  await watching.begin(MINUTE);
  watching.source.listed = [anImage({ id: 'a', status: 'ACTIVE' }), anImage({ id: 'b' })];
  await watching.clock.advance(MINUTE);
  expect(watching.phases).toEqual(['savingElsewhere', 'saving', 'saving', 'saved']);
  expect(watching.states[1]).toMatchObject({ image: { id: 'b' } });
});

test('is over when the notebook is not being saved any more and runs on the same image', async () => {
  const watching = await new Watching().begin(MINUTE);
  watching.source.notebook = 'RUNNING';
  await watching.clock.advance(MINUTE);
  expect(watching.phases).toEqual(['savingElsewhere', 'over']);
  expect(watching.thrown).toBeUndefined();
});

test('is over when the notebook does not say which image it runs on', async () => {
  const watching = await new Watching().begin(MINUTE);
  watching.source.notebook = 'RUNNING';
  watching.source.runsOn = undefined;
  await watching.clock.advance(MINUTE);
  expect(watching.phases).toEqual(['savingElsewhere', 'over']);
});

test.each([
  ['nothing', [], [0, 2, 4, 8, 16, 27, 38]],
  ['a save of six minutes', [6 * MINUTE], [0, 9, 39, 69]],
] as const)('is looked at as any save is, where %s is known', async (_what, usualMs, seconds) => {
  const watching = new Watching({ usualMs: () => usualMs });
  await watching.begin((seconds.at(-1) ?? 0) * SECOND);
  expect(watching.source.lists.map((at) => (at - watching.start) / SECOND)).toEqual(seconds);
});

test.each([
  ['the notebook', undefined, 5000],
  ['the image', 5000, undefined],
])('may be of any time where %s does not say when it changed', async (_what, changedAt, createdAt) => {
  const watching = new Watching();
  watching.source.changedAt = changedAt;
  watching.source.listed = [anImage({ createdAt })];
  await watching.begin(0);
  expect(watching.phases).toEqual(['saving']);
});

test('of a notebook that is not being saved at all there is nothing to follow', async () => {
  const watching = new Watching();
  watching.source.notebook = 'RUNNING';
  await watching.begin(0);
  expect(watching.phases).toEqual(['over']);
});

test('goes through trouble, and says so meanwhile', async () => {
  const watching = new Watching();
  watching.source.notebook = aRefusal({ status: 503 });
  await watching.begin(MINUTE);
  watching.source.notebook = 'SNAPSHOTTING';
  await watching.clock.advance(2 * MINUTE);
  expect(watching.states).toMatchObject([
    { phase: 'savingElsewhere', trouble: { error: { status: 503 } } },
    { phase: 'savingElsewhere', runsOn: watching.source.runsOn, trouble: undefined },
  ]);
});

test('ends at the deadline', async () => {
  const watching = await new Watching({ forMs: 10 * MINUTE }).begin(9 * MINUTE);
  expect(watching.phases).toEqual(['savingElsewhere']);
  await watching.clock.advance(2 * MINUTE);
  expect(watching.states.at(-1)).toEqual({ phase: 'unwatched', image: undefined, why: 'deadline' });
});

test('ends when somebody stops it, and without a state when the window ends', async () => {
  const stopped = await new Watching().begin(MINUTE);
  stopped.stop.abort();
  await stopped.clock.advance(0);
  expect(stopped.states.at(-1)).toEqual({ phase: 'unwatched', image: undefined, why: 'stopped' });
  expect(stopped.thrown).toBeUndefined();
  const closed = await new Watching().begin(MINUTE);
  closed.life.abort(new Error('window closed'));
  await closed.clock.advance(0);
  expect(closed.phases).toEqual(['savingElsewhere']);
  expect(closed.thrown).toMatchObject({ message: 'window closed' });
});

test('a bug ends it too, and is thrown on', async () => {
  const watching = new Watching();
  watching.source.notebook = new TypeError('x is not a function');
  await watching.begin(0);
  expect(watching.states).toEqual([{ phase: 'unwatched', image: undefined, why: 'unexpected' }]);
  expect(watching.thrown).toBe(watching.source.notebook);
});
