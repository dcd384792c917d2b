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

  /** Starts following and advances the clock by `ms`. */
  async begin(ms: number): Promise<this> {
    void this.record(followExternalSave(this.source, 'n1', undefined, this.options, this.life.signal));
    await this.clock.advance(ms);
    return this;
  }
}

test('an external save follows the only image being built', async () => {
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

test('an external save picks among several images the one created when the notebook last changed', async () => {
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

test('an external save ignores the only image if it belongs to another notebook', async () => {
  const watching = new Watching();
  watching.source.changedAt = watching.clock.now();
  watching.source.listed = [anImage({ createdAt: watching.clock.now() - MINUTE })];
  await watching.begin(MINUTE);
  expect(watching.phases).toEqual(['savingElsewhere']);
});

test.each([
  ['several images are being built', [anImage({ id: 'a' }), anImage({ id: 'b' })]],
  ['no image is listed', []],
])('an external save polls the notebook while %s, then reports the image it runs on', async (_what, images) => {
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

test('an external save follows an image as soon as only one can match', async () => {
  const watching = new Watching();
  watching.source.listed = [anImage({ id: 'a' }), anImage({ id: 'b' })];
  await watching.begin(MINUTE);
  watching.source.listed = [anImage({ id: 'a', status: 'ACTIVE' }), anImage({ id: 'b' })];
  await watching.clock.advance(MINUTE);
  expect(watching.phases).toEqual(['savingElsewhere', 'saving', 'saving', 'saved']);
  expect(watching.states[1]).toMatchObject({ image: { id: 'b' } });
});

test('an external save ends as over when the notebook still runs on the same image', async () => {
  const watching = await new Watching().begin(MINUTE);
  watching.source.notebook = 'RUNNING';
  await watching.clock.advance(MINUTE);
  expect(watching.phases).toEqual(['savingElsewhere', 'over']);
  expect(watching.thrown).toBeUndefined();
});

test('an external save ends as over when the notebook does not report its image', async () => {
  const watching = await new Watching().begin(MINUTE);
  watching.source.notebook = 'RUNNING';
  watching.source.runsOn = undefined;
  await watching.clock.advance(MINUTE);
  expect(watching.phases).toEqual(['savingElsewhere', 'over']);
});

test.each([
  ['nothing', [], [0, 2, 4, 8, 16, 27, 38]],
  ['an earlier duration', [6 * MINUTE], [0, 9, 39, 69]],
] as const)('an external save uses the normal poll schedule when %s is known', async (_what, usualMs, seconds) => {
  const watching = new Watching({ usualMs: () => usualMs });
  await watching.begin((seconds.at(-1) ?? 0) * SECOND);
  expect(watching.source.lists.map((at) => (at - watching.start) / SECOND)).toEqual(seconds);
});

test.each([
  ['the notebook', undefined, 5000],
  ['the image', 5000, undefined],
])('an external save accepts an image of any age when %s has no timestamp', async (_what, changedAt, createdAt) => {
  const watching = new Watching();
  watching.source.changedAt = changedAt;
  watching.source.listed = [anImage({ createdAt })];
  await watching.begin(0);
  expect(watching.phases).toEqual(['saving']);
});

test('an external save ends at once when the notebook is not being saved', async () => {
  const watching = new Watching();
  watching.source.notebook = 'RUNNING';
  await watching.begin(0);
  expect(watching.phases).toEqual(['over']);
});

test('an external save reports interruptions and continues', async () => {
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

test('an external save ends as unwatched at the deadline', async () => {
  const watching = await new Watching({ forMs: 10 * MINUTE }).begin(9 * MINUTE);
  expect(watching.phases).toEqual(['savingElsewhere']);
  await watching.clock.advance(2 * MINUTE);
  expect(watching.states.at(-1)).toEqual({ phase: 'unwatched', image: undefined, why: 'deadline' });
});

test('an external save ends as unwatched when stopped, and without a state when the window closes', async () => {
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

test('an external save ends as unwatched on a bug and rethrows it', async () => {
  const watching = new Watching();
  watching.source.notebook = new TypeError('x is not a function');
  await watching.begin(0);
  expect(watching.states).toEqual([{ phase: 'unwatched', image: undefined, why: 'unexpected' }]);
  expect(watching.thrown).toBe(watching.source.notebook);
});
