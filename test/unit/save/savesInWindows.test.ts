import { describe, expect, test } from 'vitest';
import { NoAnswerError } from '../../../src/model/errors';
import { readSave } from '../../../src/save/folder/readSave';
import { saveText } from '../../../src/save/folder/saveText';
import type { Save, SaveOrder } from '../../../src/save/save';
import { anImage, anImageRequest, anOrder, aRefusal, aSave } from '../../support/builders';
import { ScriptedWorld } from '../../support/world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Between two looks of a window at the folder. */
const LOOK = 3 * SECOND;

const reset = new NoAnswerError({ reason: 'reset', host: 'h', code: undefined, proxy: undefined });

function orderOf(notebook: string, but: Partial<SaveOrder> = {}): SaveOrder {
  return anOrder({ notebook: { id: notebook, name: notebook }, ...but });
}

async function aWindow() {
  const world = new ScriptedWorld();
  return { world, one: await world.open('w1') };
}

/** A window that has asked for a save and follows it. */
async function aWindowThatSaves(but: Partial<SaveOrder> = {}) {
  const { world, one } = await aWindow();
  const { id } = one.saves.start(orderOf('n1', but));
  await world.clock.advance(MINUTE);
  expect(one.phases).toEqual(['saving']);
  return { world, one, id };
}

/** A window that follows a save, and another one that draws it. */
async function twoWindows() {
  const saving = await aWindowThatSaves();
  return { ...saving, other: await saving.world.open('w2') };
}

/** The save as the folder has it. */
function kept(world: ScriptedWorld, id: string, part = 'pending'): Save | undefined {
  const text = world.disk.text(`/saves/${part}/${id}.json`);
  return text === undefined ? undefined : readSave(text);
}

function inPart({ files }: ScriptedWorld, part: string): readonly string[] {
  return files.filter((file) => file.startsWith(`${part}/`));
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

  test('asks for a save only once it is kept', async () => {
    const { world, one } = await aWindow();
    const keptFirst: (readonly string[])[] = [];
    const createImage = world.source.createImage.bind(world.source);
    world.source.createImage = (...request) => {
      keptFirst.push(world.pending);
      return createImage(...request);
    };
    const { id } = one.saves.start(orderOf('n1'));
    await world.clock.advance(SECOND);
    expect(keptFirst).toEqual([[id]]);
    one.saves.dispose();
  });

  test('that cannot load what follows saves says so in the log, and tries again at the next occasion', async () => {
    const world = new ScriptedWorld();
    world.disk.put('/saves/pending/s1.json', saveText(aSave({ id: 's1', endedAt: undefined, state: saving })));
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

  test('that cannot load it when a save is to be begun says so in the log', async () => {
    const { world, one } = await aWindow();
    world.loading = () => Promise.reject(new TypeError('no such file'));
    one.saves.start(orderOf('n1'));
    await world.clock.advance(0);
    expect(one.log.lines.filter((line) => line.startsWith('error'))).toEqual([
      expect.stringContaining('Saves cannot be followed: TypeError: no such file'),
    ]);
    expect(world.source.requests).toEqual([]);
  });

  test('that is closed while it loads goes on with nothing afterwards', async () => {
    const { world, one } = await aWindow();
    let load = (_loaded: unknown): void => undefined;
    world.loading = () => new Promise((resolve) => void (load = resolve));
    one.saves.start(orderOf('n1'));
    await world.clock.advance(0);
    one.saves.dispose();
    load(undefined);
    await world.clock.advance(MINUTE);
    expect([world.source.requests, world.clock.sleepers]).toEqual([[], 0]);
  });

  test('that is closed before it has loaded takes up nothing', async () => {
    const { world, one } = await aWindowThatSaves();
    one.kill();
    const looks = world.source.looks.length;
    let load = (_loaded: unknown): void => undefined;
    world.loading = () => new Promise((resolve) => void (load = resolve));
    const next = await world.open('w2');
    next.saves.dispose();
    load(undefined);
    await world.clock.advance(MINUTE);
    expect([next.loads, next.reported, world.source.looks.length]).toEqual([1, [], looks]);
    expect(inPart(world, 'windows')).toEqual(['windows/w1.json']);
    // By the window that was killed.
    expect(world.disk.watched).toEqual(['pending', 'ended']);
  });
});

const saving = { phase: 'saving', image: anImage(), trouble: undefined } as const;

test('one save after the other of a notebook, each begun as soon as the one before has ended, are all made', async () => {
  const { world, one } = await aWindow();
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

test('a save that is followed again as soon as its end is told has not ended', async () => {
  const { world, one, id } = await aWindowThatSaves();
  const listening = one.saves.onDidEnd(() => {
    listening.dispose();
    one.saves.resumeFollowing(id);
  });
  one.saves.stopFollowing(id);
  await world.clock.advance(0);
  expect([one.phases, one.announced]).toEqual([['saving'], []]);
  world.source.answer('ACTIVE');
  await world.clock.advance(MINUTE);
  expect(world.announced).toEqual(['saved']);
});

test.each([new TypeError('nobody foresaw this'), reset])(
  'a save that cannot be begun (%s) is not asked for, and that is told in the log',
  async (fault) => {
    const { world, one } = await aWindow();
    one.store.begin = () => Promise.reject(fault);
    const { id } = one.saves.start(orderOf('n1'));
    await world.clock.advance(MINUTE);
    expect(one.log.lines).toEqual([expect.stringContaining(`error Save ${id}: ${fault.stack ?? ''}`)]);
    expect(world.source.requests).toEqual([]);
  },
);

test('a save whose state cannot be kept, as nobody foresaw, has not ended, and the next window goes on with it', async () => {
  const { world, one } = await aWindowThatSaves();
  one.store.keep = () => Promise.reject(new TypeError('nobody foresaw this'));
  world.source.answer(anImage({ status: 'CREATING', statusMessage: 'Pushing' }));
  await world.clock.advance(MINUTE);
  expect(one.log.lines.at(-1)).toContain('nobody foresaw this');
  expect(world.announced).toEqual([]);
  one.kill();
  world.source.answer('ACTIVE');
  await world.open('w2');
  await world.clock.advance(MINUTE);
  expect(world.announced).toEqual(['saved']);
});

describe('two windows', () => {
  test('draw one save and hear its end; one follows it and tells people', async () => {
    const { world, one, other } = await twoWindows();
    expect(other.phases).toEqual(['saving']);
    const looks = world.source.looks.length;
    await world.clock.advance(MINUTE);
    expect(world.source.looks.length - looks).toBeLessThanOrEqual(6);
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect([one.phases, other.phases]).toEqual([['saved'], ['saved']]);
    expect([one.ended.length, other.ended.length]).toEqual([1, 1]);
    expect([one.announced.length, other.announced.length]).toEqual([1, 0]);
    expect(world.source.requests).toHaveLength(1);
    expect(world.clock.sleepers).toBe(0);
  });

  test('refuse to save one notebook twice, at once or one after the other', async () => {
    const { world, other } = await twoWindows();
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

  test('stop and resume the following of each other’s saves', async () => {
    const { world, one, id, other } = await twoWindows();
    other.saves.stopFollowing(id);
    await world.clock.advance(2 * LOOK);
    expect([one.phases, other.phases]).toEqual([['unwatched'], ['unwatched']]);
    const looks = world.source.looks.length;
    await world.clock.advance(10 * MINUTE);
    expect(world.source.looks).toHaveLength(looks);
    await one.saves.readEnded();
    other.saves.resumeFollowing(id);
    expect(other.phases).toEqual(['saving']);
    await world.clock.advance(LOOK);
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(other.phases).toEqual(['saved']);
    expect(world.announced).toEqual(['unwatched', 'saved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('in which a save is followed again follow it in one, and both draw it', async () => {
    const { world, one, id, other } = await twoWindows();
    one.saves.stopFollowing(id);
    await world.clock.advance(2 * LOOK);
    one.saves.resumeFollowing(id);
    other.saves.resumeFollowing(id);
    await world.clock.advance(0);
    const looks = world.source.looks.length;
    await world.clock.advance(MINUTE);
    expect(world.source.looks.length - looks).toBeLessThanOrEqual(6);
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect([one.phases, other.phases]).toEqual([['saved'], ['saved']]);
    expect(world.announced).toEqual(['unwatched', 'saved']);
  });

  test('forget a save that is removed in one of them', async () => {
    const { world, one, id } = await aWindowThatSaves();
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    const other = await world.open('w2');
    await other.saves.readEnded();
    expect(other.phases).toEqual(['saved']);
    world.disk.tellsChanges = true;
    expect(one.saves.remove(id)).toBe(true);
    await world.clock.advance(0);
    expect([one.phases, other.phases]).toEqual([[], []]);
    expect(other.removed.map((save) => save.id)).toEqual([id]);
    expect(world.files).toEqual([]);
  });

  test('send no more requests than one window', async () => {
    const looksWith = async (others: readonly string[]): Promise<number> => {
      const { world } = await aWindowThatSaves();
      for (const id of others) await world.open(id);
      await world.clock.advance(2 * MINUTE);
      world.source.answer('ACTIVE');
      await world.clock.advance(MINUTE);
      expect(world.announced).toEqual(['saved']);
      return world.source.looks.length + world.source.lists.length;
    };
    expect(await looksWith(['w2', 'w3'])).toBe(await looksWith([]));
  });

  test('continue with one follower after the computer slept for a night', async () => {
    const { world, one } = await aWindowThatSaves();
    world.detectsDeadWindows = false;
    const other = await world.open('w2');
    await world.clock.advance(10 * SECOND);
    world.clock.suspend(8 * 60 * MINUTE);
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect([one.announced.length, other.announced.length]).toEqual([1, 0]);
  });

  test('show a save no longer that is resumed in one after the other removed it', async () => {
    const { world, one, id } = await aWindowThatSaves();
    one.saves.stopFollowing(id);
    await world.clock.advance(0);
    const other = await world.open('w2');
    await other.saves.readEnded();
    one.saves.remove(id);
    await world.clock.advance(0);
    other.saves.resumeFollowing(id);
    await world.clock.advance(MINUTE);
    expect(other.phases).toEqual([]);
  });

  test('put back a save whose removal is undone, also for the next window', async () => {
    const { world, one, id } = await aWindowThatSaves();
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    const save = one.saves.get(id)!;
    const before = world.files;
    one.saves.remove(id);
    await world.clock.advance(0);
    expect(world.files).toEqual([]);
    one.saves.restore(save);
    await world.clock.advance(0);
    expect([one.phases, world.files]).toEqual([['saved'], before]);
    const next = await world.open('w2');
    await next.saves.readEnded();
    expect(next.saves.get(id)).toEqual(save);
    expect(world.announced).toEqual(['saved']);
  });

  test('do not both say what the one that was busy for long has lost', async () => {
    const { world, one } = await aWindowThatSaves();
    world.detectsDeadWindows = false;
    const other = await world.open('w2');
    await world.clock.advance(LOOK);
    one.process.freeze();
    await world.clock.advance(MINUTE);
    one.process.thaw();
    await world.clock.advance(2 * LOOK);
    const looks = world.source.looks.length;
    await world.clock.advance(MINUTE);
    expect(world.source.looks.length - looks).toBeLessThanOrEqual(6);
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect([one.phases, other.phases]).toEqual([['saved'], ['saved']]);
    expect([one.announced.length, other.announced.length]).toEqual([0, 1]);
    expect(one.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});

test('a window that hung over the end of a save that another one took shows how it ended', async () => {
  const { world, one } = await aWindowThatSaves();
  world.detectsDeadWindows = false;
  const other = await world.open('w2');
  await world.clock.advance(LOOK);
  one.process.freeze();
  world.source.answer('ACTIVE');
  await world.clock.advance(MINUTE);
  expect([one.phases, other.phases]).toEqual([['saving'], ['saved']]);
  // The service takes longer to answer than the disk.
  world.source.getImage = () => new Promise(() => undefined);
  one.process.thaw();
  await world.clock.advance(2 * LOOK);
  expect([one.phases, one.announced.length, other.announced.length]).toEqual([['saved'], 0, 1]);
  expect(() => one.saves.start(orderOf('n1'))).not.toThrow();
  one.saves.dispose();
});

test('a save that another window took from one that hung is stopped there, as this one wishes', async () => {
  const { world, one, id } = await aWindowThatSaves();
  world.detectsDeadWindows = false;
  const other = await world.open('w2');
  await world.clock.advance(LOOK);
  one.process.freeze();
  await world.clock.advance(MINUTE);
  one.process.thaw();
  await world.clock.advance(2 * LOOK);
  one.saves.stopFollowing(id);
  await world.clock.advance(2 * LOOK);
  expect([one.phases, other.phases]).toEqual([['unwatched'], ['unwatched']]);
  expect(other.announced).toHaveLength(1);
});

describe('a window that is killed', () => {
  test('leaves its save to the next, which asks before it shows, and tells its end once', async () => {
    const { world, one, id } = await aWindowThatSaves();
    one.kill();
    const looks = world.source.looks.length;
    const next = await world.open('w2');
    expect(world.source.looks).toHaveLength(looks + 1);
    expect(next.reported).toEqual(['saving']);
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(next.saves.get(id)).toMatchObject({ state: { phase: 'saved' }, requestId: 'a1b2' });
    expect(world.announced).toEqual(['saved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('while its request is on its way has it looked for, and sent by nobody again', async () => {
    const { world, one } = await aWindow();
    world.source.accepts = new Promise(() => undefined);
    one.saves.start(orderOf('n1'));
    await world.clock.advance(SECOND);
    one.kill();
    const next = await world.open('w2');
    expect(next.reported).toEqual(['looking']);
    world.source.listed = [anImage({ status: 'CREATING', createdAt: world.clock.now() })];
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(world.announced).toEqual(['saved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('before the service had it has the next one say that nothing was saved', async () => {
    const { world, one } = await aWindow();
    world.source.accepts = new Promise(() => undefined);
    one.saves.start(orderOf('n1'));
    await world.clock.advance(SECOND);
    one.kill();
    await world.open('w2');
    await world.clock.advance(5 * MINUTE);
    expect(world.announced).toEqual(['notSaved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('keeps its notebook from being saved while the next one has not been answered yet', async () => {
    const { world, one } = await aWindowThatSaves();
    one.kill();
    world.source.getImage = () => new Promise(() => undefined);
    const next = await world.open('w2');
    expect(next.phases).toEqual([]);
    expect(() => next.saves.start(orderOf('n1'))).toThrow(refusedAsSecond);
    expect(() => next.saves.start(orderOf('n2'))).not.toThrow();
    await world.clock.advance(0);
    expect(world.source.requests.map(({ notebookId }) => notebookId)).toEqual(['n1', 'n2']);
    next.saves.dispose();
  });

  test('has its save followed for what is left of the time, and for ten minutes at least', async () => {
    const { world, one, id } = await aWindowThatSaves();
    world.followForMs = 30 * MINUTE;
    one.kill();
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

  test('is not given more time than anybody is, by a clock that was set back', async () => {
    const { world, one } = await aWindowThatSaves();
    world.followForMs = 30 * MINUTE;
    one.kill();
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
  test('is stopped once the image can be used, never before, and then the end is told', async () => {
    const { world, one } = await aWindowThatSaves({ stopAfterwards: true });
    expect(world.stops).toEqual([]);
    let answer = (_stopped: unknown): void => undefined;
    world.stopping = () => new Promise((resolve) => void (answer = resolve));
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect([world.stops, one.phases, one.announced]).toEqual([['n1'], ['saved'], []]);
    answer(undefined);
    await world.clock.advance(0);
    expect(one.announced).toMatchObject([{ stopping: { kind: 'accepted' } }]);
    expect(one.saves.list).toMatchObject([{ stopping: { kind: 'accepted' } }]);
    // Saved, asked, accepted.
    expect(one.reported.slice(-3)).toEqual(['saved', 'saved', 'saved']);
  });

  test('is kept as asked before it is asked, so that no other window asks again', async () => {
    const { world, one, id } = await aWindowThatSaves({ stopAfterwards: true });
    const keptFirst: unknown[] = [];
    world.stopping = () => {
      keptFirst.push(kept(world, id)?.stopping.kind);
      return new Promise(() => undefined);
    };
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(keptFirst).toEqual(['asked']);
    const endedAt = one.saves.get(id)?.endedAt;
    one.kill();
    const looks = world.source.looks.length;
    const next = await world.open('w2');
    await world.clock.advance(MINUTE);
    expect(next.announced).toMatchObject([{ state: { phase: 'saved' }, stopping: { kind: 'asked' }, endedAt }]);
    expect(next.reported).toEqual(['saved']);
    expect([world.stops, world.source.looks.length]).toEqual([['n1'], looks]);
  });

  test('cannot be saved again at the moment the image is there, since it is about to be stopped', async () => {
    const { world, one } = await aWindowThatSaves({ stopAfterwards: true });
    const outcomes: unknown[] = [];
    one.saves.onDidEnd(() => {
      try {
        outcomes.push(one.saves.start(orderOf('n1')));
      } catch (error) {
        outcomes.push(error);
      }
    });
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(outcomes).toEqual([refusedAsSecond]);
    expect(world.stops).toEqual(['n1']);
  });

  test('cannot be saved again until it is known to be stopping', async () => {
    const { world, one } = await aWindowThatSaves({ stopAfterwards: true });
    let answer = (_stopped: unknown): void => undefined;
    world.stopping = () => new Promise((resolve) => void (answer = resolve));
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(() => one.saves.start(orderOf('n1'))).toThrow(refusedAsSecond);
    expect(() => one.saves.start(orderOf('n2'))).not.toThrow();
    answer(undefined);
    await world.clock.advance(0);
    expect(() => one.saves.start(orderOf('n1'))).not.toThrow();
    one.saves.dispose();
  });

  test('runs on when stopping it is refused, and that is told', async () => {
    const { world, one } = await aWindowThatSaves({ stopAfterwards: true });
    const refusal = aRefusal({ status: 403 });
    world.stopping = () => Promise.reject(refusal);
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(one.announced).toMatchObject([{ state: { phase: 'saved' }, stopping: { kind: 'failed', error: refusal } }]);
    expect(world.stops).toEqual(['n1']);
  });

  test('runs on when no image came of it', async () => {
    const { world, one, id } = await aWindowThatSaves({ stopAfterwards: true });
    world.source.answer('CREATE_FAILED');
    await world.clock.advance(MINUTE);
    expect(one.announced).toMatchObject([{ state: { phase: 'failed' }, stopping: { kind: 'dropped' } }]);
    expect(kept(world, id, 'ended')?.stopping.kind).toBe('dropped');
    expect(world.stops).toEqual([]);
  });

  test('is still to be stopped when its save is not followed any more, and is once it is followed again', async () => {
    const { world, one, id } = await aWindowThatSaves({ stopAfterwards: true });
    one.saves.stopFollowing(id);
    await world.clock.advance(0);
    expect([world.stops, one.saves.get(id)?.stopping.kind]).toEqual([[], 'wanted']);
    world.source.answer('ACTIVE');
    one.saves.resumeFollowing(id);
    await world.clock.advance(MINUTE);
    expect(world.stops).toEqual(['n1']);
    expect(world.announced).toEqual(['unwatched', 'saved']);
  });

  test('can be saved anew while the save before it is not followed any more', async () => {
    const { world, one, id } = await aWindowThatSaves({ stopAfterwards: true });
    one.saves.stopFollowing(id);
    await world.clock.advance(0);
    expect(one.saves.get(id)?.stopping.kind).toBe('wanted');
    one.saves.start(orderOf('n1'));
    await world.clock.advance(0);
    expect(world.source.requests).toHaveLength(2);
    one.saves.dispose();
  });

  test('is still to be stopped when nobody knows what came of the request', async () => {
    const { world, one } = await aWindow();
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

  test('costs nobody the news of the image, whatever nobody foresaw', async () => {
    const { world, one, id } = await aWindowThatSaves({ stopAfterwards: true });
    world.stopping = () => Promise.reject(new TypeError('nobody foresaw this'));
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(one.announced).toMatchObject([{ state: { phase: 'saved' }, stopping: { kind: 'asked' } }]);
    expect(one.log.lines.at(-1)).toMatch(new RegExp(`^error Save ${id}: TypeError: nobody foresaw this\\n`));
  });

  test('is no fault of anybody when the window is closed meanwhile', async () => {
    const { world, one } = await aWindowThatSaves({ stopAfterwards: true });
    world.stopping = () => {
      one.saves.dispose();
      return Promise.reject(new TypeError('the window is closed'));
    };
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(one.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(one.announced).toEqual([]);
  });
});

describe('a save that somebody else asked for', () => {
  test('is followed to its end, by the next window too, and asked for by nobody', async () => {
    const { world, one } = await aWindow();
    const image = anImage({ status: 'CREATING', reference: 'swr.example.com/team/base:told', createdAt: 5 });
    const { connection, notebook } = orderOf('n1');
    const save = one.saves.follow({ connection, notebook, image });
    expect(save).toMatchObject({ request: undefined, requestedAt: 5, reference: 'swr.example.com/team/base:told' });
    await world.clock.advance(MINUTE);
    expect(kept(world, save.id)?.state.phase).toBe('saving');
    one.kill();
    const next = await world.open('w2');
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(next.phases).toEqual(['saved']);
    expect([world.announced, world.source.requests]).toEqual([['saved'], []]);
  });

  test('into an image that nobody knows yet is followed by its notebook', async () => {
    const { world, one } = await aWindow();
    world.source.notebook = 'SNAPSHOTTING';
    const { connection, notebook } = orderOf('n1');
    const { id } = one.saves.follow({ connection, notebook, image: undefined });
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

  test('into an image that never became known is looked after again on request', async () => {
    const { world, one } = await aWindow();
    world.source.notebook = 'SNAPSHOTTING';
    const { connection, notebook } = orderOf('n1');
    const { id } = one.saves.follow({ connection, notebook, image: undefined });
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

  test('is never taken for the image of one that is followed already', async () => {
    const { world, one } = await aWindow();
    one.saves.start(orderOf('n1'));
    await world.clock.advance(MINUTE);
    world.source.notebook = 'SNAPSHOTTING';
    world.source.listed = [anImage({ status: 'CREATING' })];
    const { connection, notebook } = orderOf('n2');
    const { id } = one.saves.follow({ connection, notebook, image: undefined });
    await world.clock.advance(MINUTE);
    expect(one.saves.get(id)?.state.phase).toBe('savingElsewhere');
    world.source.accepts = new Promise(() => undefined);
    one.saves.start(orderOf('n3'));
    world.source.listed = [anImage({ status: 'CREATING' }), anImage({ id: 'theirs', status: 'CREATING' })];
    await world.clock.advance(30 * SECOND);
    expect(one.saves.get(id)?.state).toMatchObject({ phase: 'saving', image: { id: 'theirs' } });
    one.saves.dispose();
  });
});

describe('several saves at once', () => {
  test('are looked at by one request each time, and alone again afterwards', async () => {
    const { world, one } = await aWindow();
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
    one.saves.dispose();
  });

  test('of which one is not among the newest images: that one is looked at by itself', async () => {
    const { world, one } = await aWindow();
    world.source.accepts = anImage({ id: 'a', status: 'CREATING' });
    one.saves.start(orderOf('a'));
    world.source.accepts = anImage({ id: 'b', status: 'CREATING' });
    await world.clock.advance(SECOND);
    one.saves.start(orderOf('b'));
    await world.clock.advance(20 * SECOND);
    world.source.listed = [anImage({ id: 'a', status: 'CREATING' })];
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(one.saves.list.map(({ notebook, state }) => `${notebook.id} ${state.phase}`)).toEqual([
      'b saved',
      'a saved',
    ]);
  });

  test('and one is stopped while all are looked at: the others are not disturbed', async () => {
    const { world, one } = await aWindow();
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
    one.saves.dispose();
  });
});

describe('a disk that fails', () => {
  test.each([
    ['ENOSPC', 'full'],
    ['EROFS', 'readOnly'],
    ['EACCES', 'readOnly'],
    ['EIO', 'other'],
  ])('(%s) is told once, and the save is followed and announced all the same', async (code, reason) => {
    const { world, one } = await aWindow();
    world.disk.failWith(code);
    one.saves.start(orderOf('n1'));
    await world.clock.advance(MINUTE);
    expect(one.phases).toEqual(['saving']);
    world.source.answer('ACTIVE');
    await world.clock.advance(MINUTE);
    expect(one.troubles).toEqual([{ reason, code, folder: '/saves' }]);
    expect(world.announced).toEqual(['saved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test.each(['EPERM', 'EACCES', 'EBUSY'])(
    'for a moment only (%s: another program locks it) costs nothing',
    async (code) => {
      const { world, one } = await aWindow();
      world.disk.failWith(code);
      const { id } = one.saves.start(orderOf('n1'));
      await world.clock.advance(1500);
      world.disk.failWith(undefined);
      await world.clock.advance(MINUTE);
      expect([one.phases, world.pending, one.troubles]).toEqual([['saving'], [id], []]);
      one.kill();
      await world.open();
      world.source.answer('ACTIVE');
      await world.clock.advance(MINUTE);
      expect(world.announced).toEqual(['saved']);
      expect(world.source.requests).toHaveLength(1);
    },
  );

  test('and does not give the saves that ended costs a line in the log, and is tried again', async () => {
    const { world, one } = await aWindow();
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
  test('are told to have been read only where there are some that the list has not', async () => {
    const { world, one } = await aWindow();
    await one.saves.readEnded();
    expect(one.reads).toBe(0);
    one.saves.stopFollowing('nothing');
    await world.clock.advance(0);
    expect(world.files).toEqual([]);
  });

  test('that are read while the window is closed change nothing', async () => {
    const { world, one } = await aWindow();
    world.disk.put('/saves/ended/s1.json', saveText(aSave({ id: 's1' })));
    const reading = one.saves.readEnded();
    one.saves.dispose();
    await reading;
    expect([one.phases, one.reads]).toEqual([[], 0]);
  });

  test('that are removed at once are removed from the folder as well', async () => {
    const { world, one, id } = await aWindowThatSaves();
    one.saves.stopFollowing(id);
    await world.clock.advance(0);
    one.saves.remove(id);
    await world.clock.advance(0);
    expect(world.files).toEqual([]);
  });
});

test('a request that was looked for and found no more is asked about again when somebody wants to know', async () => {
  const { world, one } = await aWindow();
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
