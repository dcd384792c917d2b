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

/** Opens a window with a save in progress whose image is CREATING. */
async function openSavingWindow(overrides: Partial<SaveParams> = {}): Promise<Window<ServiceClient>> {
  const window = await world.open();
  window.saves.start(world.saveParams(overrides));
  await world.until(() => window.saves.list[0]?.state.phase === 'saving');
  await world.pass(MINUTE);
  return window;
}

function expectAnnouncedOnce(phase = 'saved'): void {
  expect(world.announced).toEqual([phase]);
  expect(world.emulator.count('CreateImage')).toBe(1);
  expect(world.imagesMade).toBe(1);
}

describe('a save', () => {
  test('leaves no secret in its files', async () => {
    const window = await openSavingWindow();
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

describe('a window that closes or is killed during a save', () => {
  test('leaves the announcement of its end to the next window, which makes it once', async () => {
    const first = await openSavingWindow();
    first.kill();
    await world.pass(8 * 60 * MINUTE);
    const next = await world.open();
    await world.toTheEnd();
    expect(next.reported.filter((phase) => phase === 'saving')).toEqual([]);
    expectAnnouncedOnce();
    expect(next.saves.list[0]?.state).toMatchObject({ phase: 'saved', noticedLate: true });
    expect(next.saves.usualMs(world.saveParams())).toBeUndefined();
    await next.close();
    await (await world.open()).close();
    expectAnnouncedOnce();
  });
});

describe('a notebook to be stopped after its save', () => {
  test.each(['close', 'kill'] as const)('is stopped by the next window when this one is gone (%s)', async (end) => {
    const window = await openSavingWindow({ stopAfterwards: true });
    await window[end]();
    await world.open();
    await world.toTheEnd();
    await world.until(() => world.announced.length > 0);
    expect(world.announcements).toMatchObject([{ stopping: { kind: 'accepted' } }]);
    expect(world.emulator.count('StopNotebook')).toBe(1);
  });
});

test('a window without saves in progress sends no request and loads ended saves when they are first shown', async () => {
  const first = await openSavingWindow();
  await world.toTheEnd();
  const [ended] = first.saves.list;
  expect([world.files, world.clock.sleepers]).toEqual([[`ended/${ended?.id}.json`], 0]);
  await first.close();
  world.emulator.resetJournal();
  const next = await world.open();
  await world.settle();
  expect([world.emulator.count('*'), world.clock.sleepers, next.saves.list]).toEqual([0, 0, []]);
  await next.saves.readEnded();
  expect(next.saves.list).toEqual([ended]);
  expect(next.saves.usualMs(world.saveParams())).toBe((ended?.endedAt ?? 0) - (ended?.requestedAt ?? 0));
  expect(next.saves.remove(ended?.id ?? '')).toBe(true);
  await world.settle();
  expect(world.filesIn('ended')).toEqual([]);
  await next.saves.readEnded();
  expect(next.saves.list).toEqual([]);
});

describe('two windows', () => {
  test.each([true, false])(
    'hand over a save within 15 seconds when its window is killed (process known to be gone: %s)',
    async (detectsExit) => {
      world.detectsDeadWindows = detectsExit;
      const first = await openSavingWindow();
      const second = await world.open();
      await world.pass(10 * SECOND);
      first.kill();
      const killed = world.clock.now();
      const polls = world.emulator.count('ShowImage');
      await world.until(() => world.emulator.count('ShowImage') > polls);
      expect(world.clock.now() - killed).toBeLessThanOrEqual(15 * SECOND);
      await world.toTheEnd();
      expect(second.announced).toHaveLength(1);
      expectAnnouncedOnce();
    },
  );

  test('cannot save one notebook at the same time in any order', async () => {
    const [first, second] = [await world.open(), await world.open()];
    const params = world.saveParams({ request: { ...world.saveParams().request, tag: 'other' } });
    const one = first.saves.start(world.saveParams());
    const other = second.saves.start(params);
    const outcomes = Promise.allSettled([first.saves.accepted(one.id), second.saves.accepted(other.id)]);
    await world.until(() => [...first.saves.list, ...second.saves.list].some(({ state }) => state.phase === 'saving'));
    await world.settle();
    const settled = await outcomes;
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'saveInProgress' } });
    expect(world.emulator.count('CreateImage')).toBe(1);
    await world.toTheEnd();
    expectAnnouncedOnce();
  });
});

describe('an unreadable file', () => {
  test.each([
    ['half a file', (text: string) => text.slice(0, text.length / 2)],
    ['nothing', () => ''],
    ['another version', (text: string) => text.replace('"version":1', '"version":99')],
    ['missing fields', () => '{"version":1}'],
    ['binary data', () => '\u0000\uffff'],
  ])('(%s) is set aside and logged, and has no other effect', async (_label, spoil) => {
    const first = await openSavingWindow();
    const { id, name } = world.emulator.edit.addNotebook({ name: 'other' });
    const request = { ...world.saveParams().request, tag: 'other' };
    const other = first.saves.start(world.saveParams({ notebook: { id, name }, request }));
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

describe('an unusable disk', () => {
  test('does not hide the saves of this window, which can be stopped', async () => {
    fs.writeFileSync(world.folder, 'a file where a folder should be');
    const window = await openSavingWindow();
    expect(window.troubles).toMatchObject([{ code: 'ENOTDIR' }]);
    await window.saves.readEnded();
    expect(window.phases).toEqual(['saving']);
    window.saves.stopFollowing(window.saves.list[0]?.id ?? '');
    await world.settle();
    expect(window.phases).toEqual(['unwatched']);
    expect(window.log.lines.join('\n')).toContain('could not be read');
  });
});
