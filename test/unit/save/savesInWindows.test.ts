import { test as base, describe, expect } from 'vitest';
import { NoAnswerError } from '../../../src/model/errors';
import type { Save, SaveParams } from '../../../src/save/save';
import { readSave, saveText } from '../../../src/save/store/saveCodec';
import { anImage, anImageRequest, aRefusal, aSave, someSaveParams } from '../../support/builders';
import type { Window } from '../../support/window';
import { ScriptedWorld } from '../../support/world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Interval between two scans of the folder. */
const SCAN = 3 * SECOND;

const reset = new NoAnswerError({ reason: 'reset', host: 'h', code: undefined, proxy: undefined });

function paramsFor(notebook: string, overrides: Partial<SaveParams> = {}): SaveParams {
  return someSaveParams({ notebook: { id: notebook, name: notebook }, ...overrides });
}

const test = base
  .extend('world', () => new ScriptedWorld())
  /** A window without saves. */
  .extend('one', ({ world }) => world.open('w1'))
  .extend('params', {} as Partial<SaveParams>)
  /** A window that has started a save and follows it. */
  .extend('saver', ({ world, one, params }) => saving(world, one, params))
  .extend('id', ({ saver }) => saver.saves.list[0]?.id ?? '')
  /** A second window, which shows that save. */
  .extend('other', async ({ world, saver }) => {
    expect(saver.phases).toEqual(['saving']);
    return world.open('w2');
  });

async function saving(world: ScriptedWorld, window: Window, params: Partial<SaveParams> = {}): Promise<Window> {
  window.saves.start(paramsFor('n1', params));
  await world.clock.advance(MINUTE);
  expect(window.phases).toEqual(['saving']);
  return window;
}

/** Sets the status of the image and waits until all windows have seen it. */
async function imageBecomes(world: ScriptedWorld, status: string): Promise<void> {
  world.source.answer(status);
  await world.clock.advance(MINUTE);
}

/** Reads the save from the folder. */
function persisted(world: ScriptedWorld, id: string, part = 'pending'): Save | undefined {
  const text = world.disk.text(`/saves/${part}/${id}.json`);
  return text === undefined ? undefined : readSave(text);
}

const refusedAsSecond = expect.objectContaining({ kind: 'saveInProgress', notebookId: 'n1' });

describe('a window', () => {
  test('loads nothing while no save is in progress, and loads when another window starts one', async () => {
    const world = new ScriptedWorld();
    const other = await world.open('w2');
    expect(other.loads).toBe(0);
    const one = await world.open('w1');
    one.saves.start(paramsFor('n1'));
    await world.clock.advance(MINUTE);
    expect([other.loads, other.phases]).toEqual([0, []]);
    other.notifyPending();
    await world.clock.advance(0);
    expect([other.loads, other.phases]).toEqual([1, ['saving']]);
  });

  test('persists a save before requesting it', async ({ world, one }) => {
    const pendingAtRequest: (readonly string[])[] = [];
    const createImage = world.source.createImage.bind(world.source);
    world.source.createImage = (...request) => {
      pendingAtRequest.push(world.pending);
      return createImage(...request);
    };
    const { id } = one.saves.start(paramsFor('n1'));
    await world.clock.advance(SECOND);
    expect(pendingAtRequest).toEqual([[id]]);
  });

  test('logs when the backend cannot be loaded and retries at the next use', async () => {
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

  test('logs when the backend cannot be loaded to start a save', async ({ world, one }) => {
    world.loading = () => Promise.reject(new TypeError('no such file'));
    one.saves.start(paramsFor('n1'));
    await world.clock.advance(0);
    expect(one.log.lines.filter((line) => line.startsWith('error'))).toEqual([
      expect.stringContaining('Saves cannot be followed: TypeError: no such file'),
    ]);
    expect(world.source.requests).toEqual([]);
  });

  test('does nothing after loading when it was closed meanwhile', async ({ world, one }) => {
    let load = (_loaded: unknown): void => undefined;
    world.loading = () => new Promise((resolve) => void (load = resolve));
    one.saves.start(paramsFor('n1'));
    await world.clock.advance(0);
    one.saves.dispose();
    load(undefined);
    await world.clock.advance(MINUTE);
    expect([world.source.requests, world.clock.sleepers]).toEqual([[], 0]);
  });

  test('takes over nothing when it is closed before loading', async ({ world, saver }) => {
    saver.kill();
    const polls = world.source.polls.length;
    let load = (_loaded: unknown): void => undefined;
    world.loading = () => new Promise((resolve) => void (load = resolve));
    const next = await world.open('w2');
    next.saves.dispose();
    load(undefined);
    await world.clock.advance(MINUTE);
    expect([next.loads, next.reported, world.source.polls.length]).toEqual([1, [], polls]);
    expect(world.filesIn('windows')).toEqual(['w1.json']);
    // By the window that was killed.
    expect(world.disk.watched).toEqual(['pending', 'ended']);
  });
});

const SAVING = { phase: 'saving', image: anImage(), trouble: undefined } as const;

test('saves of one notebook that each start inside the previous end event all succeed', async ({ world, one }) => {
  world.source.answer('ACTIVE');
  const tags = ['v2', 'v3', 'v4'];
  one.saves.onDidEnd(() => {
    const tag = tags.shift();
    if (tag) one.saves.start(paramsFor('n1', { request: anImageRequest({ tag }) }));
  });
  one.saves.start(paramsFor('n1', { request: anImageRequest({ tag: 'v1' }) }));
  await world.clock.advance(MINUTE);
  expect(world.source.requests.map(({ request }) => request.tag)).toEqual(['v1', 'v2', 'v3', 'v4']);
  expect(one.phases).toEqual(['saved', 'saved', 'saved', 'saved']);
  expect(world.files.map((file) => file.split('/')[0])).toEqual(['ended', 'ended', 'ended', 'ended']);
});

test('a save that is resumed inside its end event has not ended', async ({ world, saver, id }) => {
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

test.for([new TypeError('unexpected'), reset])(
  'a save that cannot be persisted at its start (%s) is not requested and is logged',
  async (fault, { world, one }) => {
    one.store.begin = () => Promise.reject(fault);
    const { id } = one.saves.start(paramsFor('n1'));
    await world.clock.advance(MINUTE);
    expect(one.log.lines).toEqual([expect.stringContaining(`error Save ${id}: ${fault.stack ?? ''}`)]);
    expect(world.source.requests).toEqual([]);
  },
);

test('a save that a bug keeps from being persisted is resumed by the next window', async ({ world, saver }) => {
  saver.store.persist = () => Promise.reject(new TypeError('unexpected'));
  world.source.answer(anImage({ status: 'CREATING', statusMessage: 'Pushing' }));
  await world.clock.advance(MINUTE);
  expect(saver.log.lines.at(-1)).toContain('unexpected');
  expect(world.announced).toEqual([]);
  saver.kill();
  world.source.answer('ACTIVE');
  await world.open('w2');
  await world.clock.advance(MINUTE);
  expect(world.announced).toEqual(['saved']);
});

describe('two windows', () => {
  test('both show a save and its end, while one of them follows and announces it', async ({ world, saver, other }) => {
    expect(other.phases).toEqual(['saving']);
    const polls = world.source.polls.length;
    await world.clock.advance(MINUTE);
    expect(world.source.polls.length - polls).toBeLessThanOrEqual(6);
    await imageBecomes(world, 'ACTIVE');
    expect([saver.phases, other.phases]).toEqual([['saved'], ['saved']]);
    expect([saver.ended.length, other.ended.length]).toEqual([1, 1]);
    expect([saver.announced.length, other.announced.length]).toEqual([1, 0]);
    expect(world.source.requests).toHaveLength(1);
    expect(world.clock.sleepers).toBe(0);
  });

  test('refuse a second save of one notebook, both concurrently and in sequence', async ({ world, other }) => {
    expect(() => other.saves.start(paramsFor('n1'))).toThrow(refusedAsSecond);
    expect(() => other.saves.follow({ ...paramsFor('n1'), image: undefined })).toThrow(refusedAsSecond);
    expect(world.source.requests).toHaveLength(1);
  });

  test('send nothing and report why when the second window does not know of the first save yet', async () => {
    const world = new ScriptedWorld();
    const [one, other] = [await world.open('w1'), await world.open('w2')];
    one.saves.start(paramsFor('n1'));
    await world.clock.advance(SECOND);
    const second = other.saves.start(paramsFor('n1'));
    await expect(other.saves.accepted(second.id)).rejects.toEqual(refusedAsSecond);
    expect(other.saves.get(second.id)).toMatchObject({
      state: { phase: 'notSent', error: { kind: 'saveInProgress' } },
      endedAt: world.clock.now(),
    });
    expect(world.source.requests).toHaveLength(1);
    expect([one.log.lines, other.log.lines].flat().filter((line) => line.startsWith('error'))).toEqual([]);
  });

  test('can stop and resume each other’s saves', async ({ world, saver, id, other }) => {
    other.saves.stopFollowing(id);
    await world.clock.advance(2 * SCAN);
    expect([saver.phases, other.phases]).toEqual([['unwatched'], ['unwatched']]);
    const polls = world.source.polls.length;
    await world.clock.advance(10 * MINUTE);
    expect(world.source.polls).toHaveLength(polls);
    await saver.saves.readEnded();
    other.saves.resumeFollowing(id);
    expect(other.phases).toEqual(['saving']);
    await world.clock.advance(SCAN);
    await imageBecomes(world, 'ACTIVE');
    expect(other.phases).toEqual(['saved']);
    expect(world.announced).toEqual(['unwatched', 'saved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('follow a resumed save in one window and show it in both', async ({ world, saver, id, other }) => {
    saver.saves.stopFollowing(id);
    await world.clock.advance(2 * SCAN);
    saver.saves.resumeFollowing(id);
    other.saves.resumeFollowing(id);
    await world.clock.advance(0);
    const polls = world.source.polls.length;
    await world.clock.advance(MINUTE);
    expect(world.source.polls.length - polls).toBeLessThanOrEqual(6);
    await imageBecomes(world, 'ACTIVE');
    expect([saver.phases, other.phases]).toEqual([['saved'], ['saved']]);
    expect(world.announced).toEqual(['unwatched', 'saved']);
  });

  test('both drop a save that one of them removes', async ({ world, saver, id }) => {
    await imageBecomes(world, 'ACTIVE');
    const other = await world.open('w2');
    await other.saves.readEnded();
    expect(other.phases).toEqual(['saved']);
    world.disk.notifiesWatchers = true;
    expect(saver.saves.remove(id)).toBe(true);
    await world.clock.advance(0);
    expect([saver.phases, other.phases]).toEqual([[], []]);
    expect(other.removed.map((save) => save.id)).toEqual([id]);
    expect(world.files).toEqual([]);
  });

  test('send no more requests than a single window', async () => {
    const pollsWith = async (others: readonly string[]): Promise<number> => {
      const world = new ScriptedWorld();
      await saving(world, await world.open());
      for (const id of others) await world.open(id);
      await world.clock.advance(2 * MINUTE);
      await imageBecomes(world, 'ACTIVE');
      expect(world.announced).toEqual(['saved']);
      return world.source.polls.length + world.source.lists.length;
    };
    expect(await pollsWith(['w2', 'w3'])).toBe(await pollsWith([]));
  });

  test('still have a single follower after the computer was suspended for a night', async ({ world, saver }) => {
    world.detectsDeadWindows = false;
    const other = await world.open('w2');
    await world.clock.advance(10 * SECOND);
    world.clock.suspend(8 * 60 * MINUTE);
    await imageBecomes(world, 'ACTIVE');
    expect([saver.announced.length, other.announced.length]).toEqual([1, 0]);
  });

  test('drop a save that is resumed in one window after the other has removed it', async ({ world, saver, id }) => {
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

  test('show a save in both after one of them removes and restores it', async ({ world, saver, id }) => {
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

  test('announce a save once when a busy window has lost it', async ({ world, saver }) => {
    world.detectsDeadWindows = false;
    const other = await world.open('w2');
    await world.clock.advance(SCAN);
    saver.process.freeze();
    await world.clock.advance(MINUTE);
    saver.process.thaw();
    await world.clock.advance(2 * SCAN);
    const polls = world.source.polls.length;
    await world.clock.advance(MINUTE);
    expect(world.source.polls.length - polls).toBeLessThanOrEqual(6);
    await imageBecomes(world, 'ACTIVE');
    expect([saver.phases, other.phases]).toEqual([['saved'], ['saved']]);
    expect([saver.announced.length, other.announced.length]).toEqual([0, 1]);
    expect(saver.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});

test('a window that was blocked while another one completed its save shows the final state', async ({
  world,
  saver,
}) => {
  world.detectsDeadWindows = false;
  const other = await world.open('w2');
  await world.clock.advance(SCAN);
  saver.process.freeze();
  await imageBecomes(world, 'ACTIVE');
  expect([saver.phases, other.phases]).toEqual([['saving'], ['saved']]);
  // The service takes longer to respond than the disk.
  world.source.getImage = () => new Promise(() => undefined);
  saver.process.thaw();
  await world.clock.advance(2 * SCAN);
  expect([saver.phases, saver.announced.length, other.announced.length]).toEqual([['saved'], 0, 1]);
  expect(() => saver.saves.start(paramsFor('n1'))).not.toThrow();
});

test('a blocked window can stop its save in the window that took it over', async ({ world, saver, id }) => {
  world.detectsDeadWindows = false;
  const other = await world.open('w2');
  await world.clock.advance(SCAN);
  saver.process.freeze();
  await world.clock.advance(MINUTE);
  saver.process.thaw();
  await world.clock.advance(2 * SCAN);
  saver.saves.stopFollowing(id);
  await world.clock.advance(2 * SCAN);
  expect([saver.phases, other.phases]).toEqual([['unwatched'], ['unwatched']]);
  expect(other.announced).toHaveLength(1);
});

describe('an extension host whose window is gone', () => {
  test.for(['before', 'after'] as const)(
    'leaves the announcement to a window opened %s the end of the save, within 15 seconds',
    async (when, { world, saver, id }) => {
      const reconnect = saver.orphan();
      const early = when === 'before' ? await world.open('w2') : undefined;
      world.source.answer('ACTIVE');
      await world.until(() => saver.phases[0] === 'saved');
      const next = early ?? (await world.open('w2'));
      await world.clock.advance(15 * SECOND);
      expect([saver.announced.length, next.announced.length]).toEqual([0, 1]);
      expect([saver.phases, next.phases]).toEqual([['saved'], ['saved']]);
      expect(world.filesIn('ended')).toEqual([`${id}.json`]);
      expect(world.source.requests).toHaveLength(1);
      reconnect();
      await world.clock.advance(MINUTE);
      expect(world.announced).toEqual(['saved']);
      expect(world.clock.sleepers).toBe(0);
    },
  );

  test('announces the end when its window connects again and no other one is open', async ({ world, saver }) => {
    const reconnect = saver.orphan();
    await imageBecomes(world, 'ACTIVE');
    await world.clock.advance(10 * MINUTE);
    expect([saver.phases, saver.announced]).toEqual([['saved'], []]);
    reconnect();
    await world.clock.advance(0);
    expect(saver.announced).toHaveLength(1);
    expect(world.pending).toEqual([]);
  });

  test('leaves the announcement to the next start when it is shut down', async ({ world, saver }) => {
    const reconnect = saver.orphan();
    await imageBecomes(world, 'ACTIVE');
    saver.saves.dispose();
    reconnect();
    await world.clock.advance(0);
    const next = await world.open('w2');
    await world.clock.advance(0);
    expect([saver.announced.length, next.announced.length]).toEqual([0, 1]);
  });

  test('leaves the announcement to another window when its messages are rejected', async ({ world, saver, other }) => {
    saver.receive = () => Promise.reject(new Error('Canceled'));
    await imageBecomes(world, 'ACTIVE');
    expect([saver.announced.length, other.announced.length]).toEqual([0, 1]);
    expect(saver.log.lines.filter((line) => /^(warn|error)/.test(line))).toEqual([
      'warn This window does not answer, so another one announces its saves: Error: Canceled',
    ]);
  });

  test('takes no save back from another one whose window is gone', async ({ world, saver, other }) => {
    const reconnect = [saver.orphan(), other.orphan()];
    await imageBecomes(world, 'ACTIVE');
    await world.clock.advance(10 * MINUTE);
    expect(world.announced).toEqual([]);
    const takeovers = [saver, other].map(({ storeEvents }) => storeEvents.filter((event) => event.startsWith('takes')));
    expect(takeovers.map(({ length }) => length)).toEqual([0, 1]);
    reconnect[0]?.();
    await world.clock.advance(15 * SECOND);
    expect([saver.announced.length, other.announced.length]).toEqual([1, 0]);
    reconnect[1]?.();
    await world.clock.advance(MINUTE);
    expect(world.announced).toEqual(['saved']);
  });
});

test.for(['close', 'kill'] as const)(
  'the next window polls a save before showing it and announces its end once after %s',
  async (how, { world, saver, id }) => {
    await saver[how]();
    const polls = world.source.polls.length;
    const next = await world.open('w2');
    expect(world.source.polls).toHaveLength(polls + 1);
    expect([next.phases, next.reported]).toEqual([['saving'], ['saving']]);
    await imageBecomes(world, 'ACTIVE');
    expect(next.saves.get(id)).toMatchObject({ state: { phase: 'saved' }, requestId: 'a1b2' });
    expect([world.announced, next.announced.length]).toEqual([['saved'], 1]);
    expect(world.source.requests).toHaveLength(1);
  },
);

describe('a window that is killed', () => {
  test('during its request leaves a search to the next window, and the request is never repeated', async ({
    world,
    one,
  }) => {
    world.source.accepts = new Promise(() => undefined);
    one.saves.start(paramsFor('n1'));
    await world.clock.advance(SECOND);
    one.kill();
    const next = await world.open('w2');
    expect(next.reported).toEqual(['looking']);
    world.source.listed = [anImage({ status: 'CREATING', createdAt: world.clock.now() })];
    await imageBecomes(world, 'ACTIVE');
    expect(world.announced).toEqual(['saved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('before its request reached the service leaves a save that ends as notSaved', async ({ world, one }) => {
    world.source.accepts = new Promise(() => undefined);
    one.saves.start(paramsFor('n1'));
    await world.clock.advance(SECOND);
    one.kill();
    await world.open('w2');
    await world.clock.advance(5 * MINUTE);
    expect(world.announced).toEqual(['notSaved']);
    expect(world.source.requests).toHaveLength(1);
  });

  test('keeps its notebook locked until the next window has polled', async ({ world, saver }) => {
    saver.kill();
    world.source.getImage = () => new Promise(() => undefined);
    const next = await world.open('w2');
    expect(next.phases).toEqual([]);
    expect(() => next.saves.start(paramsFor('n1'))).toThrow(refusedAsSecond);
    expect(() => next.saves.start(paramsFor('n2'))).not.toThrow();
    await world.clock.advance(0);
    expect(world.source.requests.map(({ notebookId }) => notebookId)).toEqual(['n1', 'n2']);
  });

  test('leaves the rest of the time to follow, and at least ten minutes', async ({ world, saver, id }) => {
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

  test('leaves no extra time when the clock was set back', async ({ world, saver }) => {
    world.followForMs = 30 * MINUTE;
    saver.kill();
    world.clock.suspend(-5 * 60 * MINUTE);
    const next = await world.open('w2');
    await world.clock.advance(31 * MINUTE);
    expect(next.phases).toEqual(['unwatched']);
  });

  test('leaves usual durations and earlier saves to the next window', async () => {
    const world = new ScriptedWorld();
    world.disk.put('/saves/ended/s0.json', saveText(aSave({ id: 's0', notebook: paramsFor('n1').notebook })));
    const one = await world.open('w1');
    one.saves.start(paramsFor('n1'));
    await world.clock.advance(MINUTE);
    expect([one.phases, one.reads]).toEqual([['saving', 'saved'], 1]);
    expect(one.saves.usualMs(paramsFor('n1'))).toBe(6 * MINUTE);
    one.kill();
    const next = await world.open('w2');
    expect([next.phases, next.reads]).toEqual([['saving', 'saved'], 1]);
    const polls = world.source.polls.length;
    await world.clock.advance(2 * MINUTE);
    expect(world.source.polls.length - polls).toBeLessThanOrEqual(5);
  });
});

describe('a notebook to be stopped after its save', () => {
  test.override('params', { stopAfterwards: true });

  test('is stopped once the image is usable, and then the end is announced', async ({ world, saver }) => {
    expect(world.source.stops).toEqual([]);
    let answer = (_stopped: unknown): void => undefined;
    world.source.stopping = () => new Promise((resolve) => void (answer = resolve));
    await imageBecomes(world, 'ACTIVE');
    expect([world.source.stops, saver.phases, saver.announced]).toEqual([['n1'], ['saved'], []]);
    answer(undefined);
    await world.clock.advance(0);
    expect(saver.announced).toMatchObject([{ stopping: { kind: 'accepted' } }]);
    expect(saver.saves.list).toMatchObject([{ stopping: { kind: 'accepted' } }]);
    // Saved, requested, accepted.
    expect(saver.reported.slice(-3)).toEqual(['saved', 'saved', 'saved']);
  });

  test('is persisted as requested before the request, so that no other window repeats it', async ({
    world,
    saver,
    id,
  }) => {
    const pendingAtRequest: unknown[] = [];
    world.source.stopping = () => {
      pendingAtRequest.push(persisted(world, id)?.stopping.kind);
      return new Promise(() => undefined);
    };
    await imageBecomes(world, 'ACTIVE');
    expect(pendingAtRequest).toEqual(['asked']);
    const endedAt = saver.saves.get(id)?.endedAt;
    saver.kill();
    const polls = world.source.polls.length;
    const next = await world.open('w2');
    await world.clock.advance(MINUTE);
    expect(next.announced).toMatchObject([{ state: { phase: 'saved' }, stopping: { kind: 'asked' }, endedAt }]);
    expect(next.reported).toEqual(['saved']);
    expect([world.source.stops, world.source.polls.length]).toEqual([['n1'], polls]);
  });

  test('cannot be saved again inside the end event, because it is about to be stopped', async ({ world, saver }) => {
    const outcomes: unknown[] = [];
    saver.saves.onDidEnd(() => {
      try {
        outcomes.push(saver.saves.start(paramsFor('n1')));
      } catch (error) {
        outcomes.push(error);
      }
    });
    await imageBecomes(world, 'ACTIVE');
    expect(outcomes).toEqual([refusedAsSecond]);
    expect(world.source.stops).toEqual(['n1']);
  });

  test('cannot be saved again until it is stopping', async ({ world, saver }) => {
    let answer = (_stopped: unknown): void => undefined;
    world.source.stopping = () => new Promise((resolve) => void (answer = resolve));
    await imageBecomes(world, 'ACTIVE');
    expect(() => saver.saves.start(paramsFor('n1'))).toThrow(refusedAsSecond);
    expect(() => saver.saves.start(paramsFor('n2'))).not.toThrow();
    answer(undefined);
    await world.clock.advance(0);
    expect(() => saver.saves.start(paramsFor('n1'))).not.toThrow();
  });

  test('keeps running when the stop is refused, which is reported', async ({ world, saver }) => {
    const refusal = aRefusal({ status: 403 });
    world.source.stopping = () => Promise.reject(refusal);
    await imageBecomes(world, 'ACTIVE');
    expect(saver.announced).toMatchObject([
      { state: { phase: 'saved' }, stopping: { kind: 'failed', error: refusal } },
    ]);
    expect(world.source.stops).toEqual(['n1']);
  });

  test('keeps running when the save produced no image', async ({ world, saver, id }) => {
    await imageBecomes(world, 'CREATE_FAILED');
    expect(saver.announced).toMatchObject([{ state: { phase: 'failed' }, stopping: { kind: 'dropped' } }]);
    expect(persisted(world, id, 'ended')?.stopping.kind).toBe('dropped');
    expect(world.source.stops).toEqual([]);
  });

  test('is stopped later when its unfollowed save is resumed', async ({ world, saver, id }) => {
    saver.saves.stopFollowing(id);
    await world.clock.advance(0);
    expect([world.source.stops, saver.saves.get(id)?.stopping.kind]).toEqual([[], 'wanted']);
    world.source.answer('ACTIVE');
    saver.saves.resumeFollowing(id);
    await world.clock.advance(MINUTE);
    expect(world.source.stops).toEqual(['n1']);
    expect(world.announced).toEqual(['unwatched', 'saved']);
  });

  test('can be saved again while its earlier save is not followed', async ({ world, saver, id }) => {
    saver.saves.stopFollowing(id);
    await world.clock.advance(0);
    expect(saver.saves.get(id)?.stopping.kind).toBe('wanted');
    saver.saves.start(paramsFor('n1'));
    await world.clock.advance(0);
    expect(world.source.requests).toHaveLength(2);
  });

  test('remains to be stopped when the outcome of the request is unknown', async ({ world, one }) => {
    world.source.accepts = reset;
    world.source.notebook = aRefusal({ status: 403 });
    const { id } = one.saves.start(paramsFor('n1', { stopAfterwards: true }));
    await world.clock.advance(5 * MINUTE);
    expect(one.saves.get(id)).toMatchObject({ state: { phase: 'outcomeUnknown' }, stopping: { kind: 'wanted' } });
    world.source.listed = [anImage({ status: 'ACTIVE', createdAt: world.clock.now() })];
    one.saves.checkNow(id);
    expect(one.phases).toEqual(['looking']);
    await world.clock.advance(MINUTE);
    expect(one.saves.get(id)).toMatchObject({ state: { phase: 'saved' }, stopping: { kind: 'accepted' } });
    expect(world.source.requests).toHaveLength(1);
  });

  test('does not prevent the announcement when stopping fails unexpectedly', async ({ world, saver, id }) => {
    world.source.stopping = () => Promise.reject(new TypeError('unexpected'));
    await imageBecomes(world, 'ACTIVE');
    expect(saver.announced).toMatchObject([{ state: { phase: 'saved' }, stopping: { kind: 'asked' } }]);
    expect(saver.log.lines.at(-1)).toMatch(new RegExp(`^error Save ${id}: TypeError: unexpected\\n`));
  });

  test('logs no error when the window closes meanwhile', async ({ world, saver }) => {
    world.source.stopping = () => {
      saver.saves.dispose();
      return Promise.reject(new TypeError('the window is closed'));
    };
    await imageBecomes(world, 'ACTIVE');
    expect(saver.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(saver.announced).toEqual([]);
  });
});

describe('an external save', () => {
  test('is followed to its end, also by the next window, and never requested', async ({ world, one }) => {
    const image = anImage({ status: 'CREATING', reference: 'swr.example.com/team/base:told', createdAt: 5 });
    const save = one.saves.follow({ ...paramsFor('n1'), image });
    expect(save).toMatchObject({ request: undefined, requestedAt: 5, reference: 'swr.example.com/team/base:told' });
    await world.clock.advance(MINUTE);
    expect(persisted(world, save.id)?.state.phase).toBe('saving');
    one.kill();
    const next = await world.open('w2');
    await imageBecomes(world, 'ACTIVE');
    expect(next.phases).toEqual(['saved']);
    expect([world.announced, world.source.requests]).toEqual([['saved'], []]);
  });

  test('with an unknown image is followed by its notebook', async ({ world, one }) => {
    world.source.notebook = 'SNAPSHOTTING';
    const { id } = one.saves.follow({ ...paramsFor('n1'), image: undefined });
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

  test('whose image stayed unknown can be checked again', async ({ world, one }) => {
    world.source.notebook = 'SNAPSHOTTING';
    const { id } = one.saves.follow({ ...paramsFor('n1'), image: undefined });
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

  test('never matches the image of a save that is already followed', async ({ world, one }) => {
    one.saves.start(paramsFor('n1'));
    await world.clock.advance(MINUTE);
    world.source.notebook = 'SNAPSHOTTING';
    world.source.listed = [anImage({ status: 'CREATING' })];
    const { id } = one.saves.follow({ ...paramsFor('n2'), image: undefined });
    await world.clock.advance(MINUTE);
    expect(one.saves.get(id)?.state.phase).toBe('savingElsewhere');
    world.source.accepts = new Promise(() => undefined);
    one.saves.start(paramsFor('n3'));
    world.source.listed = [anImage({ status: 'CREATING' }), anImage({ id: 'theirs', status: 'CREATING' })];
    await world.clock.advance(30 * SECOND);
    expect(one.saves.get(id)?.state).toMatchObject({ phase: 'saving', image: { id: 'theirs' } });
  });
});

describe('concurrent saves', () => {
  test('are polled with a single list request, and the last one individually', async ({ world, one }) => {
    const images = ['a', 'b', 'c'].map((id) => anImage({ id, status: 'CREATING' }));
    for (const image of images) {
      world.source.accepts = image;
      one.saves.start(paramsFor(image.id));
      await world.clock.advance(SECOND);
    }
    world.source.listed = images;
    await world.clock.advance(20 * SECOND);
    const [polls, lists] = [world.source.polls.length, world.source.lists.length];
    await world.clock.advance(MINUTE);
    expect(world.source.polls).toHaveLength(polls);
    expect(world.source.lists.length - lists).toBeLessThanOrEqual(7);
    world.source.listed = images.map((image) => ({ ...image, status: image.id === 'c' ? 'CREATING' : 'ACTIVE' }));
    await world.clock.advance(30 * SECOND);
    expect(one.phases.toSorted()).toEqual(['saved', 'saved', 'saving']);
    const listed = world.source.lists.length;
    await world.clock.advance(MINUTE);
    expect(world.source.lists).toHaveLength(listed);
  });

  test('include one outside the newest images, which is polled individually', async ({ world, one }) => {
    world.source.accepts = anImage({ id: 'a', status: 'CREATING' });
    one.saves.start(paramsFor('a'));
    world.source.accepts = anImage({ id: 'b', status: 'CREATING' });
    await world.clock.advance(SECOND);
    one.saves.start(paramsFor('b'));
    await world.clock.advance(20 * SECOND);
    world.source.listed = [anImage({ id: 'a', status: 'CREATING' })];
    await imageBecomes(world, 'ACTIVE');
    expect(one.saves.list.map(({ notebook, state }) => `${notebook.id} ${state.phase}`)).toEqual([
      'b saved',
      'a saved',
    ]);
  });

  test('continue undisturbed when one of them is stopped during a poll', async ({ world, one }) => {
    const ids: string[] = [];
    for (const id of ['a', 'b']) {
      world.source.accepts = anImage({ id, status: 'CREATING' });
      ids.push(one.saves.start(paramsFor(id)).id);
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

describe('a failing disk', () => {
  test.for([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EROFS', 'readOnly'],
    ['EACCES', 'readOnly'],
    ['EPERM', 'readOnly'],
    ['EIO', 'other'],
  ])('(%s) is reported once, and the save is still followed and announced', async ([code, reason], { world, one }) => {
    world.disk.failWith(code);
    one.saves.start(paramsFor('n1'));
    await world.clock.advance(MINUTE);
    expect(one.phases).toEqual(['saving']);
    await imageBecomes(world, 'ACTIVE');
    expect(one.troubles).toEqual([{ reason, code, folder: '/saves' }]);
    expect([world.announced, world.files]).toEqual([['saved'], []]);
    expect(world.source.requests).toHaveLength(1);
  });

  test.for(['EPERM', 'EACCES', 'EBUSY'])(
    'has no effect when another program locks a file for a moment (%s)',
    async (code, { world, one }) => {
      world.disk.failWith(code);
      const { id } = one.saves.start(paramsFor('n1'));
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

  test('that cannot list the ended saves is logged, and reading is retried', async ({ world, one }) => {
    world.disk.put('/saves/ended/s1.json', saveText(aSave({ id: 's1' })));
    world.disk.failWith('EIO', ['list']);
    await one.saves.readEnded();
    expect(one.log.lines.at(-1)).toBe('warn Ended saves could not be read: Error: EIO');
    world.disk.failWith(undefined);
    await one.saves.readEnded();
    expect([one.phases, one.reads]).toEqual([['saved'], 1]);
    await one.saves.readEnded();
    expect(one.reads).toBe(1);
  });
});

describe('ended saves', () => {
  test('fire the read event only when they add to the list', async ({ world, one }) => {
    await one.saves.readEnded();
    expect(one.reads).toBe(0);
    one.saves.stopFollowing('nothing');
    await world.clock.advance(0);
    expect(world.files).toEqual([]);
  });

  test('change nothing when the window closes while they are read', async ({ world, one }) => {
    world.disk.put('/saves/ended/s1.json', saveText(aSave({ id: 's1' })));
    const reading = one.saves.readEnded();
    one.saves.dispose();
    await reading;
    expect([one.phases, one.reads]).toEqual([[], 0]);
  });
});

test('a save that ended as notSaved can be checked again', async ({ world, one }) => {
  world.source.accepts = reset;
  const { id } = one.saves.start(paramsFor('n1', { request: anImageRequest({ tag: 'v9' }) }));
  await world.clock.advance(5 * MINUTE);
  expect(one.phases).toEqual(['notSaved']);
  world.source.listed = [anImage({ tag: 'v9', status: 'ACTIVE', createdAt: world.clock.now() })];
  one.saves.checkNow(id);
  await world.clock.advance(MINUTE);
  expect(one.saves.get(id)?.state).toMatchObject({ phase: 'saved', image: { tag: 'v9' } });
  expect(world.announced).toEqual(['notSaved', 'saved']);
  expect(world.source.requests).toHaveLength(1);
});
