import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isUnderWay } from '../../../src/save/saveState';
import { type EmulatedWorld, emulatedWorld, type ServiceClient } from '../../support/world';
import type { Window } from '../../support/window';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let world: EmulatedWorld;

beforeEach(async () => {
  world = await emulatedWorld({ disk: 'real' });
  world.emulator.behave({ saveMs: 2.5 * MINUTE });
});

afterEach(async () => {
  await world.close();
});

/** A window in which a save is under way, seen as CREATING. */
async function aWindowThatSaves(): Promise<Window<ServiceClient>> {
  const window = await world.open();
  window.saves.start(world.order());
  await world.until(() => window.saves.list[0]?.state.phase === 'saving');
  await world.pass(MINUTE);
  return window;
}

function expectToldOnce(phase = 'saved'): void {
  expect(world.announced).toEqual([phase]);
  expect(world.emulator.count('CreateImage')).toBe(1);
  expect(world.imagesMade).toBe(1);
}

describe('a save', () => {
  test('is kept before its request leaves', async () => {
    const window = await world.open();
    const { id } = window.saves.start(world.order());
    await world.until(() => world.emulator.count('CreateImage') > 0);
    expect(world.filesIn('pending')).toEqual([`${id}.json`]);
    await world.toTheEnd();
    expect(world.filesIn('pending')).toEqual([]);
    expect(world.filesIn('ended')).toEqual([`${id}.json`]);
    expect(world.filesIn('leases')).toEqual([]);
    expect(world.filesIn('notebooks')).toEqual([]);
    expect(world.filesIn('windows')).toEqual([]);
    expectToldOnce();
    expect(world.clock.sleepers).toBe(0);
  });

  test('leaves no secret in its files', async () => {
    const window = await aWindowThatSaves();
    window.kill();
    const texts = fs
      .readdirSync(world.folder, { recursive: true, withFileTypes: true })
      .flatMap((file) => (file.isFile() ? [fs.readFileSync(path.join(file.parentPath, file.name), 'utf8')] : []))
      .join('\n');
    expect(texts).toContain('experiments');
    expect(texts).not.toContain(world.emulator.secretKey);
    expect(texts).not.toContain(world.emulator.accessKey);
  });
});

describe('a window that is closed, or killed, while it follows a save', () => {
  test.each(['close', 'kill'] as const)(
    'leaves it to the next one, which asks first and then shows (%s)',
    async (end) => {
      const first = await aWindowThatSaves();
      await first[end]();
      const looks = world.emulator.count('ShowImage');
      const next = await world.open();
      expect(world.emulator.count('ShowImage')).toBe(looks + 1);
      expect(next.phases).toEqual(['saving']);
      await world.toTheEnd();
      const { requestId } = world.emulator.journal.find(({ operation }) => operation === 'CreateImage')!;
      expect(next.saves.list[0]?.requestId).toBe(requestId);
      expect(next.announced).toHaveLength(1);
      expectToldOnce();
    },
  );

  test('is told of once by the next window when the save ended meanwhile', async () => {
    const first = await aWindowThatSaves();
    first.kill();
    await world.pass(8 * 60 * MINUTE);
    const next = await world.open();
    await world.toTheEnd();
    expect(next.reported.filter((phase) => phase === 'saving')).toEqual([]);
    expectToldOnce();
    expect(next.saves.list[0]?.state).toMatchObject({ phase: 'saved', noticedLate: true });
    expect(next.saves.usualMs(world.order())).toBeUndefined();
    await next.close();
    await (await world.open()).close();
    expectToldOnce();
  });

  test('leaves the next one what is left of the time to follow, and some minutes where none is', async () => {
    world.emulator.behave({ saveMs: 40 * 60 * MINUTE });
    world.followForMs = 20 * MINUTE;
    const first = await aWindowThatSaves();
    const began = world.clock.now() - MINUTE;
    await world.pass(4 * MINUTE);
    first.kill();
    const next = await world.open();
    await world.until(() => next.phases[0] === 'unwatched');
    expect(Math.round((world.clock.now() - began) / MINUTE)).toBe(20);
    next.saves.resumeFollowing(next.saves.list[0]?.id ?? '');
    await world.pass(MINUTE);
    next.kill();
    await world.pass(8 * 60 * MINUTE);
    const later = await world.open();
    expect(later.phases).toEqual(['saving']);
    await world.pass(9 * MINUTE);
    expect(later.phases).toEqual(['saving']);
    await world.pass(2 * MINUTE);
    expect(later.phases).toEqual(['unwatched']);
  });

  test('keeps its notebook from being saved twice while the next one still asks about it', async () => {
    const first = await aWindowThatSaves();
    first.kill();
    world.emulator.fail({ on: 'ShowImage', with: 'hangBefore' });
    const looks = world.emulator.count('ShowImage');
    const next = await world.open();
    await world.until(() => world.emulator.count('ShowImage') > looks);
    expect(() => next.saves.start(world.order())).toThrow(expect.objectContaining({ kind: 'saveInProgress' }));
    await world.toTheEnd();
    expectToldOnce();
    expect(world.filesIn('windows')).toEqual([]);
  });

  test('between the request and its answer, it loses nothing and sends nothing twice', async () => {
    const first = await world.open();
    world.emulator.fail({ on: 'CreateImage', with: 'hangAfter' });
    first.saves.start(world.order());
    await world.untilAsked('CreateImage');
    first.kill();
    const next = await world.open();
    expect(next.phases).toEqual(['looking']);
    await world.toTheEnd();
    expectToldOnce();
  });

  test('before the request left, the next one says that nothing was saved', async () => {
    const first = await world.open();
    world.emulator.fail({ on: 'CreateImage', with: 'hangBefore' });
    first.saves.start(world.order());
    await world.untilAsked('CreateImage');
    first.kill();
    await world.open();
    await world.toTheEnd();
    expect(world.announced).toEqual(['notSaved']);
    expect(world.imagesMade).toBe(0);
  });
});

describe('a notebook that is to be stopped afterwards', () => {
  const stops = (): number => world.emulator.count('StopNotebook');
  const status = (): string | undefined =>
    world.emulator.edit.notebooks.find(({ id }) => id === world.notebook.id)?.status;

  async function aWindowThatWillStop(): Promise<Window<ServiceClient>> {
    const window = await world.open();
    window.saves.start(world.order({ stopAfterwards: true }));
    await world.until(() => window.saves.list[0]?.state.phase === 'saving');
    await world.pass(MINUTE);
    return window;
  }

  test('is stopped once the image can be used, once and never before, and then the end is told', async () => {
    const window = await aWindowThatWillStop();
    expect([stops(), status()]).toEqual([0, 'SNAPSHOTTING']);
    await world.toTheEnd();
    await world.until(() => world.announced.length > 0);
    expect(window.announced[0]).toMatchObject({ state: { phase: 'saved' }, stopping: { kind: 'accepted' } });
    expect([stops(), status()]).toEqual([1, 'STOPPING']);
  });

  test.each(['close', 'kill'] as const)('is stopped by the next window when this one is gone (%s)', async (end) => {
    const window = await aWindowThatWillStop();
    await window[end]();
    await world.open();
    await world.toTheEnd();
    await world.until(() => world.announced.length > 0);
    expect(world.announcements).toMatchObject([{ stopping: { kind: 'accepted' } }]);
    expect(stops()).toBe(1);
  });

  test('is not stopped twice by a window that was killed while it asked', async () => {
    const window = await aWindowThatWillStop();
    world.emulator.fail({ on: 'StopNotebook', with: 'hangAfter' });
    void world.toTheEnd();
    await world.untilAsked('StopNotebook');
    const endedAt = window.saves.list[0]?.endedAt;
    window.kill();
    world.clock.suspend(60 * MINUTE);
    await world.open();
    await world.toTheEnd();
    await world.until(() => world.announced.length > 0);
    expect(world.announcements).toMatchObject([{ state: { phase: 'saved' }, stopping: { kind: 'asked' }, endedAt }]);
    expect(stops()).toBe(1);
  });

  test('is told to be saved, whatever nobody foresaw while it was being stopped', async () => {
    const window = await world.open();
    window.client.stopNotebook = () => Promise.reject(new TypeError('nobody foresaw this'));
    window.saves.start(world.order({ stopAfterwards: true }));
    await world.toTheEnd();
    expect(window.announced).toMatchObject([{ state: { phase: 'saved' }, stopping: { kind: 'asked' } }]);
    expect(window.log.lines.join('\n')).toContain('nobody foresaw this');
  });

  test('runs on when no image came of it, and when stopping is refused', async () => {
    world.emulator.behave({ saveEnd: { status: 'CREATE_FAILED', message: undefined } });
    const window = await aWindowThatWillStop();
    await world.toTheEnd();
    await world.until(() => world.announced.length > 0);
    expect(window.announced).toMatchObject([{ state: { phase: 'failed' }, stopping: { kind: 'dropped' } }]);
    expect([stops(), status()]).toEqual([0, 'RUNNING']);

    world.emulator.behave({ saveEnd: { status: 'ACTIVE', message: undefined } });
    world.emulator.fail({ on: 'StopNotebook', with: 'forbidden' });
    window.saves.start(world.order({ stopAfterwards: true }));
    await world.toTheEnd();
    await world.until(() => world.announced.length > 1);
    expect(window.announced[1]).toMatchObject({ stopping: { kind: 'failed', error: { status: 403 } } });
  });
});

describe('a save that somebody else asked for', () => {
  test('is followed to its end, also by the next window, and never asked for', async () => {
    const window = await world.open();
    // Another notebook of the emulated account is being saved already.
    await world.pass(MINUTE);
    await window.client.createImage(world.notebook.id, world.order().request, AbortSignal.timeout(15_000));
    const { id, name } = world.notebook;
    window.saves.follow({ connection: 'Work', notebook: { id, name }, image: undefined });
    await world.until(() => window.saves.list[0]?.state.phase === 'saving');
    expect(() => window.saves.start(world.order())).toThrow(expect.objectContaining({ kind: 'saveInProgress' }));
    await world.pass(10 * SECOND);
    window.kill();
    const next = await world.open();
    await world.toTheEnd();
    expect(next.phases).toEqual(['saved']);
    expectToldOnce();
  });

  test('into an image that nobody can tell is found when the notebook runs on it', async () => {
    const window = await world.open();
    // Another notebook of the emulated account is being saved already.
    await world.pass(MINUTE);
    world.emulator.behave({ visibleAfterMs: 2.4 * MINUTE });
    await window.client.createImage(world.notebook.id, world.order().request, AbortSignal.timeout(15_000));
    const { id, name } = world.notebook;
    window.saves.follow({ connection: 'Work', notebook: { id, name }, image: undefined });
    await world.until(() => window.phases[0] === 'savingElsewhere');
    await world.toTheEnd();
    expect(window.saves.list).toMatchObject([{ state: { phase: 'saved', image: { tag: 'v1' } } }]);
    expect(window.saves.list[0]?.reference).toContain('experiments:v1');
  });
});

describe('several saves at once', () => {
  test('are looked at by one request each time', async () => {
    const window = await world.open();
    for (const tag of ['v1', 'v2', 'v3']) {
      const { id, name } = world.emulator.edit.addNotebook({ name: `notebook-${tag}` });
      const request = { ...world.order().request, tag };
      window.saves.start(world.order({ notebook: { id, name }, request }));
    }
    await world.until(() => window.phases.every((phase) => phase === 'saving'));
    await world.pass(20 * SECOND);
    world.emulator.resetJournal();
    await world.pass(MINUTE);
    expect(world.emulator.count('ShowImage')).toBe(0);
    expect(world.emulator.count('ListImage')).toBeGreaterThan(3);
    expect(world.emulator.count('ListImage')).toBeLessThan(9);
    await world.toTheEnd();
    expect(window.phases).toEqual(['saved', 'saved', 'saved']);
    expect(window.announced).toHaveLength(3);
  });
});

describe('with nothing under way', () => {
  test('a window asks for nothing, waits for nothing and reads nothing of saves that ended', async () => {
    const first = await aWindowThatSaves();
    await world.toTheEnd();
    await first.close();
    world.emulator.resetJournal();
    const next = await world.open();
    await world.settle();
    expect(world.emulator.count('*')).toBe(0);
    expect(world.clock.sleepers).toBe(0);
    expect(next.saves.list).toEqual([]);
  });

  test('saves that ended are there as soon as somebody looks', async () => {
    const first = await aWindowThatSaves();
    await world.toTheEnd();
    const [ended] = first.saves.list;
    await first.close();
    const next = await world.open();
    await next.saves.readEnded();
    expect(next.saves.list).toEqual([ended]);
    expect(next.saves.usualMs(world.order())).toBe((ended?.endedAt ?? 0) - (ended?.requestedAt ?? 0));
    expect(next.saves.remove(ended?.id ?? '')).toBe(true);
    await world.settle();
    expect(world.filesIn('ended')).toEqual([]);
    await next.saves.readEnded();
    expect(next.saves.list).toEqual([]);
  });

  test('no more of them are kept than wanted', async () => {
    world.keep = 2;
    const window = await world.open();
    for (const tag of ['v1', 'v2', 'v3']) {
      window.saves.start(world.order({ request: { ...world.order().request, tag } }));
      await world.toTheEnd();
    }
    expect(world.filesIn('ended')).toHaveLength(2);
    expect(window.saves.list.map(({ request }) => request?.tag)).toEqual(['v3', 'v2']);
  });
});

describe('two windows', () => {
  test('both draw a save, one follows it, and one tells of its end', async () => {
    const first = await aWindowThatSaves();
    const second = await world.open();
    expect(second.phases).toEqual(['saving']);
    await world.toTheEnd();
    expect(second.phases).toEqual(['saved']);
    expect(first.announced).toHaveLength(1);
    expectToldOnce();
  });

  test('ask no more often than one', async () => {
    await aWindowThatSaves();
    await world.toTheEnd();
    const alone = world.emulator.count('*');
    const other = await emulatedWorld({ disk: 'real' });
    other.emulator.behave({ saveMs: 2.5 * MINUTE });
    const windows = [await other.open(), await other.open(), await other.open()];
    windows[0]?.saves.start(other.order());
    await other.until(() => windows[0]?.saves.list[0]?.state.phase === 'saving');
    await other.pass(MINUTE);
    await other.toTheEnd();
    expect(other.emulator.count('*')).toBe(alone);
    expect(other.announced).toHaveLength(1);
    await other.close();
  });

  test.each([true, false])(
    'when the one that follows is killed, the other goes on within 15 seconds (process known to be gone: %s)',
    async (tellsDead) => {
      world.detectsDeadWindows = tellsDead;
      const first = await aWindowThatSaves();
      const second = await world.open();
      await world.pass(10 * SECOND);
      first.kill();
      const killed = world.clock.now();
      const looks = world.emulator.count('ShowImage');
      await world.until(() => world.emulator.count('ShowImage') > looks);
      expect(world.clock.now() - killed).toBeLessThanOrEqual(15 * SECOND);
      await world.toTheEnd();
      expect(second.announced).toHaveLength(1);
      expectToldOnce();
    },
  );

  test('when the one that follows hangs, the other goes on, and the first lets go when it is back', async () => {
    const first = await aWindowThatSaves();
    const second = await world.open();
    await world.pass(10 * SECOND);
    first.process.freeze();
    const looks = world.emulator.count('ShowImage');
    await world.until(() => world.emulator.count('ShowImage') > looks + 1);
    first.process.thaw();
    await world.pass(5 * SECOND);
    world.emulator.resetJournal();
    await world.pass(30 * SECOND);
    expect(world.emulator.count('ShowImage')).toBeLessThanOrEqual(3);
    await world.toTheEnd();
    expect([first.phases, second.phases]).toEqual([['saved'], ['saved']]);
    expect([first.announced.length, second.announced.length]).toEqual([0, 1]);
  });

  test('one that hangs over the end of a save does not tell it again', async () => {
    const first = await aWindowThatSaves();
    const second = await world.open();
    await world.pass(10 * SECOND);
    first.process.freeze();
    await world.until(() => second.announced.length > 0);
    first.process.thaw();
    await world.pass(MINUTE);
    expect(first.phases).toEqual(['saved']);
    expectToldOnce();
    expect(world.filesIn('pending')).toEqual([]);
  });

  test('a night’s sleep of the computer does not make them follow twice', async () => {
    world.detectsDeadWindows = false;
    const first = await aWindowThatSaves();
    const second = await world.open();
    await world.pass(10 * SECOND);
    world.clock.suspend(8 * 60 * MINUTE);
    await world.toTheEnd();
    expect([first.announced.length, second.announced.length]).toEqual([1, 0]);
  });

  test('cannot save one notebook at once, in whatever order they come', async () => {
    const [first, second] = [await world.open(), await world.open()];
    const order = world.order({ request: { ...world.order().request, tag: 'other' } });
    const one = first.saves.start(world.order());
    const other = second.saves.start(order);
    const outcomes = Promise.allSettled([first.saves.accepted(one.id), second.saves.accepted(other.id)]);
    await world.until(() => [...first.saves.list, ...second.saves.list].some(({ state }) => state.phase === 'saving'));
    await world.settle();
    const told = await outcomes;
    expect(told.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(told.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'saveInProgress' } });
    expect(world.emulator.count('CreateImage')).toBe(1);
    await world.toTheEnd();
    expectToldOnce();
  });

  test('the second refuses at once what the first is saving', async () => {
    await aWindowThatSaves();
    const second = await world.open();
    expect(() => second.saves.start(world.order())).toThrow(expect.objectContaining({ kind: 'saveInProgress' }));
  });

  test('either stops and resumes the following', async () => {
    world.disk.tellsChanges = true;
    const first = await aWindowThatSaves();
    const second = await world.open();
    const id = second.saves.list[0]?.id ?? '';
    second.saves.stopFollowing(id);
    await world.until(() => !isUnderWay(first.saves.list[0]?.state ?? { phase: 'over' }));
    await world.until(() => second.phases[0] === 'unwatched');
    const looks = world.emulator.count('*');
    await world.pass(5 * MINUTE);
    expect(world.emulator.count('*')).toBe(looks);
    second.saves.resumeFollowing(id);
    await world.until(() => first.phases[0] === 'saving' || first.phases[0] === 'saved');
    await world.toTheEnd();
    expect(first.phases).toEqual(['saved']);
    expect(world.announced).toEqual(['unwatched', 'saved']);
  });
});

describe('a save that is not followed any more', () => {
  async function twoWindowsThatShowIt(): Promise<readonly [Window<ServiceClient>, Window<ServiceClient>, string]> {
    const one = await aWindowThatSaves();
    const id = one.saves.list[0]?.id ?? '';
    one.saves.stopFollowing(id);
    await world.settle();
    const other = await world.open();
    await other.saves.readEnded();
    expect([one.phases, other.phases]).toEqual([['unwatched'], ['unwatched']]);
    return [one, other, id];
  }

  test('and is resumed by two windows at once is followed by one, and drawn to its end by both', async () => {
    const [one, other, id] = await twoWindowsThatShowIt();
    one.saves.resumeFollowing(id);
    other.saves.resumeFollowing(id);
    await world.toTheEnd();
    expect([one.phases, other.phases]).toEqual([['saved'], ['saved']]);
    expect(world.announced).toEqual(['unwatched', 'saved']);
  });

  test('and is resumed when another window has just removed it is gone', async () => {
    const [one, other, id] = await twoWindowsThatShowIt();
    one.saves.remove(id);
    await world.settle();
    other.saves.resumeFollowing(id);
    await world.toTheEnd();
    expect(other.phases).toEqual([]);
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['half a file', (text: string) => text.slice(0, text.length / 2)],
    ['nothing', () => ''],
    ['another version', (text: string) => text.replace('"version":1', '"version":99')],
    ['another shape', () => '{"version":1}'],
    ['no text', () => '\u0000\uffff'],
  ])('(%s) is set aside, told in the log, and costs nothing else', async (_what, spoil) => {
    const first = await aWindowThatSaves();
    const { id, name } = world.emulator.edit.addNotebook({ name: 'other' });
    const request = { ...world.order().request, tag: 'other' };
    const other = first.saves.start(world.order({ notebook: { id, name }, request }));
    await world.until(() => first.phases.every((phase) => phase === 'saving'));
    first.kill();
    const file = path.join(world.folder, 'pending', `${other.id}.json`);
    fs.writeFileSync(file, spoil(fs.readFileSync(file, 'utf8')));
    const next = await world.open();
    await world.toTheEnd();
    expect(next.phases).toEqual(['saved']);
    expect(world.filesIn('pending')).toEqual([`${other.id}.json.unreadable`]);
    expect(next.log.lines.filter((line) => line.startsWith('warn'))).toEqual([expect.stringContaining(file)]);
  });

  test('among those that ended it is set aside too', async () => {
    await aWindowThatSaves();
    await world.toTheEnd();
    const [name = ''] = world.filesIn('ended');
    fs.writeFileSync(path.join(world.folder, 'ended', name), '[]');
    const next = await world.open();
    await next.saves.readEnded();
    expect(next.saves.list).toEqual([]);
    expect(world.filesIn('ended')).toEqual([`${name}.unreadable`]);
  });
});

describe('a disk that takes nothing', () => {
  test.each([
    ['ENOSPC', 'full'],
    ['EROFS', 'readOnly'],
    ['EACCES', 'readOnly'],
    ['EIO', 'other'],
  ])('(%s) is told once, and the save is followed and announced all the same', async (code, reason) => {
    world.disk.failWith(code);
    const window = await aWindowThatSaves();
    expect(window.troubles).toEqual([{ reason, code, folder: world.folder }]);
    await world.toTheEnd();
    expect(window.phases).toEqual(['saved']);
    expect(window.troubles).toHaveLength(1);
    expectToldOnce();
  });

  test('nor gives any: the saves of this window are there all the same, and can be stopped', async () => {
    fs.writeFileSync(world.folder, 'a file where a folder should be');
    const window = await aWindowThatSaves();
    expect(window.troubles).toMatchObject([{ code: 'ENOTDIR' }]);
    await window.saves.readEnded();
    expect(window.phases).toEqual(['saving']);
    window.saves.stopFollowing(window.saves.list[0]?.id ?? '');
    await world.settle();
    expect(window.phases).toEqual(['unwatched']);
    expect(window.log.lines.join('\n')).toContain('could not be read');
  });

  test('for a while only: the save is kept again as soon as it can be', async () => {
    world.disk.failWith('ENOSPC');
    const window = await aWindowThatSaves();
    world.disk.failWith(undefined);
    await world.until(() => world.filesIn('pending').length > 0);
    window.kill();
    const next = await world.open();
    await world.toTheEnd();
    expect(next.phases).toEqual(['saved']);
    expectToldOnce();
  });

  test('at the end of a save: it is announced all the same', async () => {
    const window = await aWindowThatSaves();
    world.disk.failWith('ENOSPC');
    await world.toTheEnd();
    expect(window.phases).toEqual(['saved']);
    expectToldOnce();
    world.disk.failWith(undefined);
  });
});
