import { test as base, describe, expect } from 'vitest';
import { NoAnswerError } from '../../../src/model/errors';
import type { Save, SaveParams } from '../../../src/save/save';
import { readSave } from '../../../src/save/store/readSave';
import { saveText } from '../../../src/save/store/saveText';
import { anImage, anImageRequest, anOrder, aRefusal, aSave } from '../../support/builders';
import type { Window } from '../../support/window';
import { ScriptedWorld } from '../../support/world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Between two looks of a window at the folder. */
const LOOK = 3 * SECOND;

const reset = new NoAnswerError({ reason: 'reset', host: 'h', code: undefined, proxy: undefined });

function orderOf(notebook: string, but: Partial<SaveParams> = {}): SaveParams {
  return anOrder({ notebook: { id: notebook, name: notebook }, ...but });
}

const test = base
  .extend('world', () => new ScriptedWorld())
  /** A window with nothing under way. */
  .extend('one', ({ world }) => world.open('w1'))
  .extend('order', {} as Partial<SaveParams>)
  /** A window that has asked for a save and follows it. */
  .extend('saver', ({ world, one, order }) => saving(world, one, order))
  .extend('id', ({ saver }) => saver.saves.list[0]?.id ?? '')
  /** Another window, which shows that save. */
  .extend('other', async ({ world, saver }) => {
    expect(saver.phases).toEqual(['saving']);
    return world.open('w2');
  });

async function saving(world: ScriptedWorld, window: Window, order: Partial<SaveParams> = {}): Promise<Window> {
  window.saves.start(orderOf('n1', order));
  await world.clock.advance(MINUTE);
  expect(window.phases).toEqual(['saving']);
  return window;
}

/** The image gets this status, and all windows see it. */
async function imageBecomes(world: ScriptedWorld, status: string): Promise<void> {
  world.source.answer(status);
  await world.clock.advance(MINUTE);
}

/** The save as the folder has it. */
function kept(world: ScriptedWorld, id: string, part = 'pending'): Save | undefined {
  const text = world.disk.text(`/saves/${part}/${id}.json`);
  return text === undefined ? undefined : readSave(text);
}

const refusedAsSecond = expect.objectContaining({ kind: 'saveInProgress', notebookId: 'n1' });

describe('a window', () => {
  test('loads nothing while nothing is under way, and what another one begins as soon as it hears of it', async () => {
    const world = new ScriptedWorld();
    const other = await world.open('w2');
    expect(other.loads).toBe(0);
    const one = await world.open('w1');
    one.saves.start(orderOf('n1'));
    await world.clock.advance(MINUTE);
    expect([other.loads, other.phases]).toEqual([0, []]);
    other.notifyPending();
    await world.clock.advance(0);
    expect([other.loads, other.phases]).toEqual([1, ['saving']]);
  });

  test('asks for a save only once it is kept', async ({ world, one }) => {
    const keptFirst: (readonly string[])[] = [];
    const createImage = world.source.createImage.bind(world.source);
    world.source.createImage = (...request) => {
      keptFirst.push(world.pending);
      return createImage(...request);
    };
    const { id } = one.saves.start(orderOf('n1'));
    await world.clock.advance(SECOND);
    expect(keptFirst).toEqual([[id]]);
  });

  test('that cannot load what follows saves says so in the log, and tries again at the next occasion', async () => {
    const world = new ScriptedWorld();
    world.disk.put('/saves/pending/s1.json', saveText(aSave({ id: 's1', endedAt: undefined, state: SAVING })));
    world.loading = () => Promise.reject(new TypeError('no such file'));
    const one = await world.open('w1');
    expect(one.log.lines).toEqual([
      expect.stringMatching(/^error Saves cannot be followed: TypeError: no such file\n/),
    ]);
    world.loading = async () => undefined;
    one.notifyPending();
    await world.clock.advance(0);
    expect(one.phases).toEqual(['saving']);
  });

  test('that cannot load it when a save is to be begun says so in the log', async ({ world, one }) => {
    world.loading = () => Promise.reject(new TypeError('no such file'));
    one.saves.start(orderOf('n1'));
    await world.clock.advance(0);
    expect(one.log.lines.filter((line) => line.startsWith('error'))).toEqual([
      expect.stringContaining('Saves cannot be followed: TypeError: no such file'),
    ]);
    expect(world.source.requests).toEqual([]);
  });

  test('that is closed while it loads goes on with nothing afterwards', async ({ world, one }) => {
    let load = (_loaded: unknown): void => undefined;
    world.loading = () => new Promise((resolve) => void (load = resolve));
    one.saves.start(orderOf('n1'));
    await world.clock.advance(0);
    one.saves.dispose();
    load(undefined);
    await world.clock.advance(MINUTE);
    expect([world.source.requests, world.clock.sleepers]).toEqual([[], 0]);
  });

  test('that is closed before it has loaded takes up nothing', async ({ world, saver }) => {
    saver.kill();
    const looks = world.source.looks.length;
    let load = (_loaded: unknown): void => undefined;
    world.loading = () => new Promise((resolve) => void (load = resolve));
    const next = await world.open('w2');
    next.saves.dispose();
    load(undefined);
    await world.clock.advance(MINUTE);
    expect([next.loads, next.reported, world.source.looks.length]).toEqual([1, [], looks]);
    expect(world.filesIn('windows')).toEqual(['w1.json']);
    // By the window that was killed.
    expect(world.disk.watched).toEqual(['pending', 'ended']);
  });
});

const SAVING = { phase: 'saving', image: anImage(), trouble: undefined } as const;

test('one save after the other of a notebook, each begun as soon as the one before has ended, are all made', async ({
  world,
  one,
}) => {
  world.source.answer('ACTIVE');
  const tags = ['v2', 'v3', 'v4'];
  one.saves.onDidEnd(() => {
    const tag = tags.shift();
    if (tag) one.saves.start(orderOf('n1', { request: anImageRequest({ tag }) }));
  });
  one.saves.start(orderOf('n1', { request: anImageRequest({ tag: 'v1' }) }));
  await world.clock.advance(MINUTE);
  expect(world.source.requests.map(({ request }) => request.tag)).toEqual(['v1', 'v2', 'v3', 'v4']);
  expect(one.phases).toEqual(['saved', 'saved', 'saved', 'saved']);
  expect(world.files.map((file) => file.split('/')[0])).toEqual(['ended', 'ended', 'ended', 'ended']);
});

test('a save that is followed again as soon as its end is told has not ended', async ({ world, saver, id }) => {
  const listening = saver.saves.onDidEnd(() => {
    listening.dispose();
    saver.saves.resumeFollowing(id);
  });
  saver.saves.stopFollowing(id);
  await world.clock.advance(0);
  expect([saver.phases, saver.announced]).toEqual([['saving'], []]);
  await imageBecomes(world, 'ACTIVE');
  expect(world.announced).toEqual(['saved']);
});

test.for([new TypeError('nobody foresaw this'), reset])(
  'a save that cannot be begun (%s) is not asked for, and that is told in the log',
  async (fault, { world, one }) => {
    one.store.begin = () => Promise.reject(fault);
    const { id } = one.saves.start(orderOf('n1'));
    await world.clock.advance(MINUTE);
    expect(one.log.lines).toEqual([expect.stringContaining(`error Save ${id}: ${fault.stack ?? ''}`)]);
    expect(world.source.requests).toEqual([]);
  },
);

test('a save whose state cannot be kept, as nobody foresaw, has not ended, and the next window goes on with it', async ({
  world,
  saver,
}) => {
  saver.store.persist = () => Promise.reject(new TypeError('nobody foresaw this'));
  world.source.answer(anImage({ status: 'CREATING', statusMessage: 'Pushing' }));
  await world.clock.advance(MINUTE);
  expect(saver.log.lines.at(-1)).toContain('nobody foresaw this');
  expect(world.announced).toEqual([]);
  saver.kill();
  world.source.answer('ACTIVE');
  await world.open('w2');
  await world.clock.advance(MINUTE);
  expect(world.announced).toEqual(['saved']);
});

describe('two windows', () => {
  test('draw one save and hear its end; one follows it and tells people', async ({ world, saver, other }) => {
    expect(other.phases).toEqual(['saving']);
    const looks = world.source.looks.length;
    await world.clock.advance(MINUTE);
    expect(world.source.looks.length - looks).toBeLessThanOrEqual(6);
    await imageBecomes(world, 'ACTIVE');
    expect([saver.phases, other.phases]).toEqual([['saved'], ['saved']]);
    expect([saver.ended.length, other.ended.length]).toEqual([1, 1]);
    expect([saver.announced.length, other.announced.length]).toEqual([1, 0]);
    expect(world.source.requests).toHaveLength(1);
    expect(world.clock.sleepers).toBe(0);
  });

  test('refuse to save one notebook twice, at once or one after the other', async ({ world, other }) => {
    expect(() => other.saves.start(orderOf('n1'))).toThrow(refusedAsSecond);
    expect(() => other.saves.follow({ ...orderOf('n1'), image: undefined })).toThrow(refusedAsSecond);
    expect(world.source.requests).toHaveLength(1);
  });

  test('of which the second has not heard of the first: nothing is sent, and its person is told why', async () => {
    const world = new ScriptedWorld();
    const [one, other] = [await world.open('w1'), await world.open('w2')];
    one.saves.start(orderOf('n1'));
    await world.clock.advance(SECOND);
    const second = other.saves.start(orderOf('n1'));
    await expect(other.saves.accepted(second.id)).rejects.toEqual(refusedAsSecond);
    expect(other.saves.get(second.id)).toMatchObject({
      state: { phase: 'notSent', error: { kind: 'saveInProgress' } },
      endedAt: world.clock.now(),
    });
    expect(world.source.requests).toHaveLength(1);
    expect([one.log.lines, other.log.lines].flat().filter((line) => line.startsWith('error'))).toEqual([]);
  });

  test('stop and resume the following of each other’s saves', async ({ world, saver, id, other }) => {
    other.saves.stopFollowing(id);
    await world.clock.advance(2 * LOOK);
    expect([saver.phases, other.phases]).toEqual([['unwatched'], ['unwatched']]);
    const looks = world.source.looks.length;
    await world.clock.advance(10 * MINUTE);
    expect(world.source.looks).toHaveLength(looks);
    await saver.saves.readEnded();
    other.saves.resumeFollowing(id);
    expect(other.phases).toEqual(['saving']);
    await world.clock.advance(LOOK);
    await imageBecomes(world, 'ACTIVE');
    expect(other.phases).toEqual(['saved']);
    expect(world.announced).toEqual(['unwatched', 'saved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('in which a save is followed again follow it in one, and both draw it', async ({ world, saver, id, other }) => {
    saver.saves.stopFollowing(id);
    await world.clock.advance(2 * LOOK);
    saver.saves.resumeFollowing(id);
    other.saves.resumeFollowing(id);
    await world.clock.advance(0);
    const looks = world.source.looks.length;
    await world.clock.advance(MINUTE);
    expect(world.source.looks.length - looks).toBeLessThanOrEqual(6);
    await imageBecomes(world, 'ACTIVE');
    expect([saver.phases, other.phases]).toEqual([['saved'], ['saved']]);
    expect(world.announced).toEqual(['unwatched', 'saved']);
  });

  test('forget a save that is removed in one of them', async ({ world, saver, id }) => {
    await imageBecomes(world, 'ACTIVE');
    const other = await world.open('w2');
    await other.saves.readEnded();
    expect(other.phases).toEqual(['saved']);
    world.disk.tellsChanges = true;
    expect(saver.saves.remove(id)).toBe(true);
    await world.clock.advance(0);
    expect([saver.phases, other.phases]).toEqual([[], []]);
    expect(other.removed.map((save) => save.id)).toEqual([id]);
    expect(world.files).toEqual([]);
  });

  test('send no more requests than one window', async () => {
    const looksWith = async (others: readonly string[]): Promise<number> => {
      const world = new ScriptedWorld();
      await saving(world, await world.open());
      for (const id of others) await world.open(id);
      await world.clock.advance(2 * MINUTE);
      await imageBecomes(world, 'ACTIVE');
      expect(world.announced).toEqual(['saved']);
      return world.source.looks.length + world.source.lists.length;
    };
    expect(await looksWith(['w2', 'w3'])).toBe(await looksWith([]));
  });

  test('continue with one follower after the computer slept for a night', async ({ world, saver }) => {
    world.detectsDeadWindows = false;
    const other = await world.open('w2');
    await world.clock.advance(10 * SECOND);
    world.clock.suspend(8 * 60 * MINUTE);
    await imageBecomes(world, 'ACTIVE');
    expect([saver.announced.length, other.announced.length]).toEqual([1, 0]);
  });

  test('show a save no longer that is resumed in one after the other removed it', async ({ world, saver, id }) => {
    saver.saves.stopFollowing(id);
    await world.clock.advance(0);
    const other = await world.open('w2');
    await other.saves.readEnded();
    saver.saves.remove(id);
    await world.clock.advance(0);
    other.saves.resumeFollowing(id);
    await world.clock.advance(MINUTE);
    expect(other.phases).toEqual([]);
  });

  test('put back a save whose removal is undone, also for the next window', async ({ world, saver, id }) => {
    await imageBecomes(world, 'ACTIVE');
    const save = saver.saves.get(id)!;
    const before = world.files;
    saver.saves.remove(id);
    await world.clock.advance(0);
    expect(world.files).toEqual([]);
    saver.saves.restore(save);
    await world.clock.advance(0);
    expect([saver.phases, world.files]).toEqual([['saved'], before]);
    const next = await world.open('w2');
    await next.saves.readEnded();
    expect(next.saves.get(id)).toEqual(save);
    expect(world.announced).toEqual(['saved']);
  });

  test('do not both say what the one that was busy for long has lost', async ({ world, saver }) => {
    world.detectsDeadWindows = false;
    const other = await world.open('w2');
    await world.clock.advance(LOOK);
    saver.process.freeze();
    await world.clock.advance(MINUTE);
    saver.process.thaw();
    await world.clock.advance(2 * LOOK);
    const looks = world.source.looks.length;
    await world.clock.advance(MINUTE);
    expect(world.source.looks.length - looks).toBeLessThanOrEqual(6);
    await imageBecomes(world, 'ACTIVE');
    expect([saver.phases, other.phases]).toEqual([['saved'], ['saved']]);
    expect([saver.announced.length, other.announced.length]).toEqual([0, 1]);
    expect(saver.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});

test('a window that hung over the end of a save that another one took shows how it ended', async ({ world, saver }) => {
  world.detectsDeadWindows = false;
  const other = await world.open('w2');
  await world.clock.advance(LOOK);
  saver.process.freeze();
  await imageBecomes(world, 'ACTIVE');
  expect([saver.phases, other.phases]).toEqual([['saving'], ['saved']]);
  // The service takes longer to answer than the disk.
  world.source.getImage = () => new Promise(() => undefined);
  saver.process.thaw();
  await world.clock.advance(2 * LOOK);
  expect([saver.phases, saver.announced.length, other.announced.length]).toEqual([['saved'], 0, 1]);
  expect(() => saver.saves.start(orderOf('n1'))).not.toThrow();
});

test('a save that another window took from one that hung is stopped there, as this one wishes', async ({
  world,
  saver,
  id,
}) => {
  world.detectsDeadWindows = false;
  const other = await world.open('w2');
  await world.clock.advance(LOOK);
  saver.process.freeze();
  await world.clock.advance(MINUTE);
  saver.process.thaw();
  await world.clock.advance(2 * LOOK);
  saver.saves.stopFollowing(id);
  await world.clock.advance(2 * LOOK);
  expect([saver.phases, other.phases]).toEqual([['unwatched'], ['unwatched']]);
  expect(other.announced).toHaveLength(1);
});

describe('a window that is killed', () => {
  test('leaves its save to the next, which asks before it shows, and tells its end once', async ({
    world,
    saver,
    id,
  }) => {
    saver.kill();
    const looks = world.source.looks.length;
    const next = await world.open('w2');
    expect(world.source.looks).toHaveLength(looks + 1);
    expect(next.reported).toEqual(['saving']);
    await imageBecomes(world, 'ACTIVE');
    expect(next.saves.get(id)).toMatchObject({ state: { phase: 'saved' }, requestId: 'a1b2' });
    expect(world.announced).toEqual(['saved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('while its request is on its way has it looked for, and sent by nobody again', async ({ world, one }) => {
    world.source.accepts = new Promise(() => undefined);
    one.saves.start(orderOf('n1'));
    await world.clock.advance(SECOND);
    one.kill();
    const next = await world.open('w2');
    expect(next.reported).toEqual(['looking']);
    world.source.listed = [anImage({ status: 'CREATING', createdAt: world.clock.now() })];
    await imageBecomes(world, 'ACTIVE');
    expect(world.announced).toEqual(['saved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('before the service had it has the next one say that nothing was saved', async ({ world, one }) => {
    world.source.accepts = new Promise(() => undefined);
    one.saves.start(orderOf('n1'));
    await world.clock.advance(SECOND);
    one.kill();
    await world.open('w2');
    await world.clock.advance(5 * MINUTE);
    expect(world.announced).toEqual(['notSaved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('keeps its notebook from being saved while the next one has not been answered yet', async ({ world, saver }) => {
    saver.kill();
    world.source.getImage = () => new Promise(() => undefined);
    const next = await world.open('w2');
    expect(next.phases).toEqual([]);
    expect(() => next.saves.start(orderOf('n1'))).toThrow(refusedAsSecond);
    expect(() => next.saves.start(orderOf('n2'))).not.toThrow();
    await world.clock.advance(0);
    expect(world.source.requests.map(({ notebookId }) => notebookId)).toEqual(['n1', 'n2']);
  });

  test('has its save followed for what is left of the time, and for ten minutes at least', async ({
    world,
    saver,
    id,
  }) => {
    world.followForMs = 30 * MINUTE;
    saver.kill();
    const next = await world.open('w2');
    await world.clock.advance(28 * MINUTE);
    expect(next.phases).toEqual(['saving']);
    next.kill();
    world.clock.suspend(8 * 60 * MINUTE);
    const later = await world.open('w3');
    await world.clock.advance(9 * MINUTE);
    expect(later.phases).toEqual(['saving']);
    await world.clock.advance(1.5 * MINUTE);
    expect(later.saves.get(id)?.state).toMatchObject({ phase: 'unwatched', why: 'deadline' });
  });

  test('is not given more time than anybody is, by a clock that was set back', async ({ world, saver }) => {
    world.followForMs = 30 * MINUTE;
    saver.kill();
    world.clock.suspend(-5 * 60 * MINUTE);
    const next = await world.open('w2');
    await world.clock.advance(31 * MINUTE);
    expect(next.phases).toEqual(['unwatched']);
  });

  test('has what is usual read for the next one, and earlier saves shown', async () => {
    const world = new ScriptedWorld();
    world.disk.put('/saves/ended/s0.json', saveText(aSave({ id: 's0', notebook: orderOf('n1').notebook })));
    const one = await world.open('w1');
    one.saves.start(orderOf('n1'));
    await world.clock.advance(MINUTE);
    expect([one.phases, one.reads]).toEqual([['saving', 'saved'], 1]);
    expect(one.saves.usualMs(orderOf('n1'))).toBe(6 * MINUTE);
    one.kill();
    const next = await world.open('w2');
    expect([next.phases, next.reads]).toEqual([['saving', 'saved'], 1]);
    const looks = world.source.looks.length;
    await world.clock.advance(2 * MINUTE);
    expect(world.source.looks.length - looks).toBeLessThanOrEqual(5);
  });
});

describe('a notebook that is to be stopped afterwards', () => {
  test.override('order', { stopAfterwards: true });

  test('is stopped once the image can be used, never before, and then the end is told', async ({ world, saver }) => {
    expect(world.stops).toEqual([]);
    let answer = (_stopped: unknown): void => undefined;
    world.stopping = () => new Promise((resolve) => void (answer = resolve));
    await imageBecomes(world, 'ACTIVE');
    expect([world.stops, saver.phases, saver.announced]).toEqual([['n1'], ['saved'], []]);
    answer(undefined);
    await world.clock.advance(0);
    expect(saver.announced).toMatchObject([{ stopping: { kind: 'accepted' } }]);
    expect(saver.saves.list).toMatchObject([{ stopping: { kind: 'accepted' } }]);
    // Saved, asked, accepted.
    expect(saver.reported.slice(-3)).toEqual(['saved', 'saved', 'saved']);
  });

  test('is kept as asked before it is asked, so that no other window asks again', async ({ world, saver, id }) => {
    const keptFirst: unknown[] = [];
    world.stopping = () => {
      keptFirst.push(kept(world, id)?.stopping.kind);
      return new Promise(() => undefined);
    };
    await imageBecomes(world, 'ACTIVE');
    expect(keptFirst).toEqual(['asked']);
    const endedAt = saver.saves.get(id)?.endedAt;
    saver.kill();
    const looks = world.source.looks.length;
    const next = await world.open('w2');
    await world.clock.advance(MINUTE);
    expect(next.announced).toMatchObject([{ state: { phase: 'saved' }, stopping: { kind: 'asked' }, endedAt }]);
    expect(next.reported).toEqual(['saved']);
    expect([world.stops, world.source.looks.length]).toEqual([['n1'], looks]);
  });

  test('cannot be saved again at the moment the image is there, since it is about to be stopped', async ({
    world,
    saver,
  }) => {
    const outcomes: unknown[] = [];
    saver.saves.onDidEnd(() => {
      try {
        outcomes.push(saver.saves.start(orderOf('n1')));
      } catch (error) {
        outcomes.push(error);
      }
    });
    await imageBecomes(world, 'ACTIVE');
    expect(outcomes).toEqual([refusedAsSecond]);
    expect(world.stops).toEqual(['n1']);
  });

  test('cannot be saved again until it is known to be stopping', async ({ world, saver }) => {
    let answer = (_stopped: unknown): void => undefined;
    world.stopping = () => new Promise((resolve) => void (answer = resolve));
    await imageBecomes(world, 'ACTIVE');
    expect(() => saver.saves.start(orderOf('n1'))).toThrow(refusedAsSecond);
    expect(() => saver.saves.start(orderOf('n2'))).not.toThrow();
    answer(undefined);
    await world.clock.advance(0);
    expect(() => saver.saves.start(orderOf('n1'))).not.toThrow();
  });

  test('runs on when stopping it is refused, and that is told', async ({ world, saver }) => {
    const refusal = aRefusal({ status: 403 });
    world.stopping = () => Promise.reject(refusal);
    await imageBecomes(world, 'ACTIVE');
    expect(saver.announced).toMatchObject([
      { state: { phase: 'saved' }, stopping: { kind: 'failed', error: refusal } },
    ]);
    expect(world.stops).toEqual(['n1']);
  });

  test('runs on when no image came of it', async ({ world, saver, id }) => {
    await imageBecomes(world, 'CREATE_FAILED');
    expect(saver.announced).toMatchObject([{ state: { phase: 'failed' }, stopping: { kind: 'dropped' } }]);
    expect(kept(world, id, 'ended')?.stopping.kind).toBe('dropped');
    expect(world.stops).toEqual([]);
  });

  test('is still to be stopped when its save is not followed any more, and is once it is followed again', async ({
    world,
    saver,
    id,
  }) => {
    saver.saves.stopFollowing(id);
    await world.clock.advance(0);
    expect([world.stops, saver.saves.get(id)?.stopping.kind]).toEqual([[], 'wanted']);
    world.source.answer('ACTIVE');
    saver.saves.resumeFollowing(id);
    await world.clock.advance(MINUTE);
    expect(world.stops).toEqual(['n1']);
    expect(world.announced).toEqual(['unwatched', 'saved']);
  });

  test('can be saved anew while the save before it is not followed any more', async ({ world, saver, id }) => {
    saver.saves.stopFollowing(id);
    await world.clock.advance(0);
    expect(saver.saves.get(id)?.stopping.kind).toBe('wanted');
    saver.saves.start(orderOf('n1'));
    await world.clock.advance(0);
    expect(world.source.requests).toHaveLength(2);
  });

  test('is still to be stopped when nobody knows what came of the request', async ({ world, one }) => {
    world.source.accepts = reset;
    world.source.notebook = aRefusal({ status: 403 });
    const { id } = one.saves.start(orderOf('n1', { stopAfterwards: true }));
    await world.clock.advance(5 * MINUTE);
    expect(one.saves.get(id)).toMatchObject({ state: { phase: 'outcomeUnknown' }, stopping: { kind: 'wanted' } });
    world.source.listed = [anImage({ status: 'ACTIVE', createdAt: world.clock.now() })];
    one.saves.checkNow(id);
    expect(one.phases).toEqual(['looking']);
    await world.clock.advance(MINUTE);
    expect(one.saves.get(id)).toMatchObject({ state: { phase: 'saved' }, stopping: { kind: 'accepted' } });
    expect(world.source.requests).toHaveLength(1);
  });

  test('costs nobody the news of the image, whatever nobody foresaw', async ({ world, saver, id }) => {
    world.stopping = () => Promise.reject(new TypeError('nobody foresaw this'));
    await imageBecomes(world, 'ACTIVE');
    expect(saver.announced).toMatchObject([{ state: { phase: 'saved' }, stopping: { kind: 'asked' } }]);
    expect(saver.log.lines.at(-1)).toMatch(new RegExp(`^error Save ${id}: TypeError: nobody foresaw this\\n`));
  });

  test('is no fault of anybody when the window is closed meanwhile', async ({ world, saver }) => {
    world.stopping = () => {
      saver.saves.dispose();
      return Promise.reject(new TypeError('the window is closed'));
    };
    await imageBecomes(world, 'ACTIVE');
    expect(saver.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(saver.announced).toEqual([]);
  });
});

describe('a save that somebody else asked for', () => {
  test('is followed to its end, by the next window too, and asked for by nobody', async ({ world, one }) => {
    const image = anImage({ status: 'CREATING', reference: 'swr.example.com/team/base:told', createdAt: 5 });
    const save = one.saves.follow({ ...orderOf('n1'), image });
    expect(save).toMatchObject({ request: undefined, requestedAt: 5, reference: 'swr.example.com/team/base:told' });
    await world.clock.advance(MINUTE);
    expect(kept(world, save.id)?.state.phase).toBe('saving');
    one.kill();
    const next = await world.open('w2');
    await imageBecomes(world, 'ACTIVE');
    expect(next.phases).toEqual(['saved']);
    expect([world.announced, world.source.requests]).toEqual([['saved'], []]);
  });

  test('into an image that nobody knows yet is followed by its notebook', async ({ world, one }) => {
    world.source.notebook = 'SNAPSHOTTING';
    const { id } = one.saves.follow({ ...orderOf('n1'), image: undefined });
    await world.clock.advance(MINUTE);
    expect(one.phases).toEqual(['savingElsewhere']);
    one.kill();
    const next = await world.open('w2');
    world.source.notebook = 'RUNNING';
    world.source.runsOn = 'made';
    world.source.answer(anImage({ id: 'made', status: 'ACTIVE' }));
    await world.clock.advance(MINUTE);
    expect(next.saves.get(id)?.state).toMatchObject({ phase: 'saved', image: { id: 'made' } });
    expect(world.source.requests).toEqual([]);
  });

  test('into an image that never became known is looked after again on request', async ({ world, one }) => {
    world.source.notebook = 'SNAPSHOTTING';
    const { id } = one.saves.follow({ ...orderOf('n1'), image: undefined });
    await world.clock.advance(MINUTE);
    one.saves.stopFollowing(id);
    await world.clock.advance(0);
    expect(one.phases).toEqual(['unwatched']);
    one.saves.resumeFollowing(id);
    expect(one.phases).toEqual(['savingElsewhere']);
    world.source.listed = [anImage({ status: 'CREATING' })];
    await world.clock.advance(0);
    expect(one.phases).toEqual(['saving']);
  });

  test('is never taken for the image of one that is followed already', async ({ world, one }) => {
    one.saves.start(orderOf('n1'));
    await world.clock.advance(MINUTE);
    world.source.notebook = 'SNAPSHOTTING';
    world.source.listed = [anImage({ status: 'CREATING' })];
    const { id } = one.saves.follow({ ...orderOf('n2'), image: undefined });
    await world.clock.advance(MINUTE);
    expect(one.saves.get(id)?.state.phase).toBe('savingElsewhere');
    world.source.accepts = new Promise(() => undefined);
    one.saves.start(orderOf('n3'));
    world.source.listed = [anImage({ status: 'CREATING' }), anImage({ id: 'theirs', status: 'CREATING' })];
    await world.clock.advance(30 * SECOND);
    expect(one.saves.get(id)?.state).toMatchObject({ phase: 'saving', image: { id: 'theirs' } });
  });
});

describe('several saves at once', () => {
  test('are looked at by one request each time, and alone again afterwards', async ({ world, one }) => {
    const images = ['a', 'b', 'c'].map((id) => anImage({ id, status: 'CREATING' }));
    for (const image of images) {
      world.source.accepts = image;
      one.saves.start(orderOf(image.id));
      await world.clock.advance(SECOND);
    }
    world.source.listed = images;
    await world.clock.advance(20 * SECOND);
    const [looks, lists] = [world.source.looks.length, world.source.lists.length];
    await world.clock.advance(MINUTE);
    expect(world.source.looks).toHaveLength(looks);
    expect(world.source.lists.length - lists).toBeLessThanOrEqual(7);
    world.source.listed = images.map((image) => ({ ...image, status: image.id === 'c' ? 'CREATING' : 'ACTIVE' }));
    await world.clock.advance(30 * SECOND);
    expect(one.phases.toSorted()).toEqual(['saved', 'saved', 'saving']);
    const listed = world.source.lists.length;
    await world.clock.advance(MINUTE);
    expect(world.source.lists).toHaveLength(listed);
  });

  test('of which one is not among the newest images: that one is looked at by itself', async ({ world, one }) => {
    world.source.accepts = anImage({ id: 'a', status: 'CREATING' });
    one.saves.start(orderOf('a'));
    world.source.accepts = anImage({ id: 'b', status: 'CREATING' });
    await world.clock.advance(SECOND);
    one.saves.start(orderOf('b'));
    await world.clock.advance(20 * SECOND);
    world.source.listed = [anImage({ id: 'a', status: 'CREATING' })];
    await imageBecomes(world, 'ACTIVE');
    expect(one.saves.list.map(({ notebook, state }) => `${notebook.id} ${state.phase}`)).toEqual([
      'b saved',
      'a saved',
    ]);
  });

  test('and one is stopped while all are looked at: the others are not disturbed', async ({ world, one }) => {
    const ids: string[] = [];
    for (const id of ['a', 'b']) {
      world.source.accepts = anImage({ id, status: 'CREATING' });
      ids.push(one.saves.start(orderOf(id)).id);
      await world.clock.advance(SECOND);
    }
    let answer = (_images: unknown): void => undefined;
    const findImages = world.source.findImages.bind(world.source);
    world.source.findImages = async (query, signal) => {
      await new Promise((resolve) => void (answer = resolve));
      return findImages(query, signal);
    };
    world.source.listed = [anImage({ id: 'b', status: 'ACTIVE' })];
    await world.clock.advance(30 * SECOND);
    one.saves.stopFollowing(ids[0] ?? '');
    await world.clock.advance(0);
    expect(one.saves.get(ids[0] ?? '')?.state.phase).toBe('unwatched');
    answer(undefined);
    await world.clock.advance(0);
    expect(one.saves.get(ids[1] ?? '')?.state.phase).toBe('saved');
  });
});

describe('a disk that fails', () => {
  test.for([
    ['ENOSPC', 'full'],
    ['EROFS', 'readOnly'],
    ['EACCES', 'readOnly'],
    ['EIO', 'other'],
  ])(
    '(%s) is told once, and the save is followed and announced all the same',
    async ([code, reason], { world, one }) => {
      world.disk.failWith(code);
      one.saves.start(orderOf('n1'));
      await world.clock.advance(MINUTE);
      expect(one.phases).toEqual(['saving']);
      await imageBecomes(world, 'ACTIVE');
      expect(one.troubles).toEqual([{ reason, code, folder: '/saves' }]);
      expect(world.announced).toEqual(['saved']);
      expect(world.source.requests).toHaveLength(1);
    },
  );

  test.for(['EPERM', 'EACCES', 'EBUSY'])(
    'for a moment only (%s: another program locks it) costs nothing',
    async (code, { world, one }) => {
      world.disk.failWith(code);
      const { id } = one.saves.start(orderOf('n1'));
      await world.clock.advance(1500);
      world.disk.failWith(undefined);
      await world.clock.advance(MINUTE);
      expect([one.phases, world.pending, one.troubles]).toEqual([['saving'], [id], []]);
      one.kill();
      await world.open();
      await imageBecomes(world, 'ACTIVE');
      expect(world.announced).toEqual(['saved']);
      expect(world.source.requests).toHaveLength(1);
    },
  );

  test('and does not give the saves that ended costs a line in the log, and is tried again', async ({ world, one }) => {
    world.disk.put('/saves/ended/s1.json', saveText(aSave({ id: 's1' })));
    world.disk.failWith('EIO', ['list']);
    await one.saves.readEnded();
    expect(one.log.lines.at(-1)).toBe('warn Saves that ended earlier could not be read: Error: EIO');
    world.disk.failWith(undefined);
    await one.saves.readEnded();
    expect([one.phases, one.reads]).toEqual([['saved'], 1]);
    await one.saves.readEnded();
    expect(one.reads).toBe(1);
  });
});

describe('saves that ended', () => {
  test('are told to have been read only where there are some that the list has not', async ({ world, one }) => {
    await one.saves.readEnded();
    expect(one.reads).toBe(0);
    one.saves.stopFollowing('nothing');
    await world.clock.advance(0);
    expect(world.files).toEqual([]);
  });

  test('that are read while the window is closed change nothing', async ({ world, one }) => {
    world.disk.put('/saves/ended/s1.json', saveText(aSave({ id: 's1' })));
    const reading = one.saves.readEnded();
    one.saves.dispose();
    await reading;
    expect([one.phases, one.reads]).toEqual([[], 0]);
  });

  test('that are removed at once are removed from the folder as well', async ({ world, saver, id }) => {
    saver.saves.stopFollowing(id);
    await world.clock.advance(0);
    saver.saves.remove(id);
    await world.clock.advance(0);
    expect(world.files).toEqual([]);
  });
});

test('a request that was looked for and found no more is asked about again when somebody wants to know', async ({
  world,
  one,
}) => {
  world.source.accepts = reset;
  const { id } = one.saves.start(orderOf('n1', { request: anImageRequest({ tag: 'v9' }) }));
  await world.clock.advance(5 * MINUTE);
  expect(one.phases).toEqual(['notSaved']);
  world.source.listed = [anImage({ tag: 'v9', status: 'ACTIVE', createdAt: world.clock.now() })];
  one.saves.checkNow(id);
  await world.clock.advance(MINUTE);
  expect(one.saves.get(id)?.state).toMatchObject({ phase: 'saved', image: { tag: 'v9' } });
  expect(world.announced).toEqual(['notSaved', 'saved']);
  expect(world.source.requests).toHaveLength(1);
});
