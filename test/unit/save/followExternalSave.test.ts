import { expect, test } from 'vitest';
import { followExternalSave } from '../../../src/save/followExternalSave';
import type { FollowSaveOptions } from '../../../src/save/followSave';
import { anImage, aRefusal } from '../../support/builders';
import { ScriptedFollowing } from '../../support/scriptedSource';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

class ExternalSave extends ScriptedFollowing {
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
  const following = new ExternalSave({ isTaken: (id) => id === 'ours' });
  following.source.listed = [
    anImage({ id: 'done', status: 'ACTIVE' }),
    anImage({ id: 'registered', status: 'CREATING', origin: 'CUSTOMIZE' }),
    anImage({ id: 'ours', status: 'CREATING' }),
    anImage({ id: 'it', status: 'CREATING' }),
  ];
  await following.begin(0);
  expect(following.states).toMatchObject([{ phase: 'saving', image: { id: 'it' } }]);
  await following.clock.advance(MINUTE);
  expect(following.phases.at(-1)).toBe('saved');
});

test('an external save picks among several images the one created when the notebook last changed', async () => {
  const following = new ExternalSave();
  const at = following.clock.now();
  following.source.changedAt = at;
  following.source.listed = [
    anImage({ id: 'earlier', createdAt: at - 16 * SECOND }),
    anImage({ id: 'it', createdAt: at + 15 * SECOND }),
    anImage({ id: 'later', createdAt: at + 16 * SECOND }),
  ];
  await following.begin(0);
  expect(following.states).toMatchObject([{ phase: 'saving', image: { id: 'it' } }]);
});

test('an external save ignores the only image if it belongs to another notebook', async () => {
  const following = new ExternalSave();
  following.source.changedAt = following.clock.now();
  following.source.listed = [anImage({ createdAt: following.clock.now() - MINUTE })];
  await following.begin(MINUTE);
  expect(following.phases).toEqual(['savingElsewhere']);
});

test.each([
  ['several images are being built', [anImage({ id: 'a' }), anImage({ id: 'b' })]],
  ['no image is listed', []],
])('an external save polls the notebook while %s, then reports the image it runs on', async (_label, images) => {
  const following = new ExternalSave();
  following.source.listed = images;
  await following.begin(5 * MINUTE);
  expect(following.states).toEqual([{ phase: 'savingElsewhere', runsOn: following.source.runsOn, trouble: undefined }]);
  following.source.notebook = 'RUNNING';
  following.source.runsOn = 'made';
  following.source.answer('ACTIVE');
  await following.clock.advance(MINUTE);
  expect(following.states.at(-1)).toMatchObject({ phase: 'saved', image: { id: 'made' }, noticedLate: true });
});

test('an external save follows an image as soon as only one can match', async () => {
  const following = new ExternalSave();
  following.source.listed = [anImage({ id: 'a' }), anImage({ id: 'b' })];
  await following.begin(MINUTE);
  following.source.listed = [anImage({ id: 'a', status: 'ACTIVE' }), anImage({ id: 'b' })];
  await following.clock.advance(MINUTE);
  expect(following.phases).toEqual(['savingElsewhere', 'saving', 'saving', 'saved']);
  expect(following.states[1]).toMatchObject({ image: { id: 'b' } });
});

test('an external save ends as over when the notebook still runs on the same image', async () => {
  const following = await new ExternalSave().begin(MINUTE);
  following.source.notebook = 'RUNNING';
  await following.clock.advance(MINUTE);
  expect(following.phases).toEqual(['savingElsewhere', 'over']);
  expect(following.thrown).toBeUndefined();
});

test('an external save ends as over when the notebook does not report its image', async () => {
  const following = await new ExternalSave().begin(MINUTE);
  following.source.notebook = 'RUNNING';
  following.source.runsOn = undefined;
  await following.clock.advance(MINUTE);
  expect(following.phases).toEqual(['savingElsewhere', 'over']);
});

test.each([
  ['nothing', [], [0, 2, 4, 8, 16, 27, 38]],
  ['an earlier duration', [6 * MINUTE], [0, 9, 39, 69]],
] as const)('an external save uses the normal poll schedule when %s is known', async (_label, usualMs, seconds) => {
  const following = new ExternalSave({ usualMs: () => usualMs });
  await following.begin((seconds.at(-1) ?? 0) * SECOND);
  expect(following.source.lists.map((at) => (at - following.start) / SECOND)).toEqual(seconds);
});

test.each([
  ['the notebook', undefined, 5000],
  ['the image', 5000, undefined],
])('an external save accepts an image of any age when %s has no timestamp', async (_label, changedAt, createdAt) => {
  const following = new ExternalSave();
  following.source.changedAt = changedAt;
  following.source.listed = [anImage({ createdAt })];
  await following.begin(0);
  expect(following.phases).toEqual(['saving']);
});

test('an external save ends at once when the notebook is not being saved', async () => {
  const following = new ExternalSave();
  following.source.notebook = 'RUNNING';
  await following.begin(0);
  expect(following.phases).toEqual(['over']);
});

test('an external save reports interruptions and continues', async () => {
  const following = new ExternalSave();
  following.source.notebook = aRefusal({ status: 503 });
  await following.begin(MINUTE);
  following.source.notebook = 'SNAPSHOTTING';
  await following.clock.advance(2 * MINUTE);
  expect(following.states).toMatchObject([
    { phase: 'savingElsewhere', trouble: { error: { status: 503 } } },
    { phase: 'savingElsewhere', runsOn: following.source.runsOn, trouble: undefined },
  ]);
});

test('an external save ends as unwatched at the deadline', async () => {
  const following = await new ExternalSave({ forMs: 10 * MINUTE }).begin(9 * MINUTE);
  expect(following.phases).toEqual(['savingElsewhere']);
  await following.clock.advance(2 * MINUTE);
  expect(following.states.at(-1)).toEqual({ phase: 'unwatched', image: undefined, why: 'deadline' });
});

test('an external save ends as unwatched when stopped, and without a state when the window closes', async () => {
  const stopped = await new ExternalSave().begin(MINUTE);
  stopped.stop.abort();
  await stopped.clock.advance(0);
  expect(stopped.states.at(-1)).toEqual({ phase: 'unwatched', image: undefined, why: 'stopped' });
  expect(stopped.thrown).toBeUndefined();
  const whenClosed = await new ExternalSave().begin(MINUTE);
  whenClosed.life.abort(new Error('window closed'));
  await whenClosed.clock.advance(0);
  expect(whenClosed.phases).toEqual(['savingElsewhere']);
  expect(whenClosed.thrown).toMatchObject({ message: 'window closed' });
});

test('an external save ends as unwatched on a bug and rethrows it', async () => {
  const following = new ExternalSave();
  following.source.notebook = new TypeError('x is not a function');
  await following.begin(0);
  expect(following.states).toEqual([{ phase: 'unwatched', image: undefined, why: 'unexpected' }]);
  expect(following.thrown).toBe(following.source.notebook);
});
