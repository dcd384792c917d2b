import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaveParams } from '../../../src/save/save';
import type { Window } from '../../support/window';
import { type EmulatedWorld, emulatedWorld, type ServiceClient } from '../../support/world';

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
async function aWindowThatSaves(overrides: Partial<SaveParams> = {}): Promise<Window<ServiceClient>> {
  const window = await world.open();
  window.saves.start(world.order(overrides));
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
});

describe('a notebook that is to be stopped afterwards', () => {
  test.each(['close', 'kill'] as const)('is stopped by the next window when this one is gone (%s)', async (end) => {
    const window = await aWindowThatSaves({ stopAfterwards: true });
    await window[end]();
    await world.open();
    await world.toTheEnd();
    await world.until(() => world.announced.length > 0);
    expect(world.announcements).toMatchObject([{ stopping: { kind: 'accepted' } }]);
    expect(world.emulator.count('StopNotebook')).toBe(1);
  });
});

describe('a save that somebody else asked for', () => {
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
});

describe('two windows', () => {
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
});

describe('a disk that takes nothing', () => {
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
});
