import { describe, expect, test } from 'vitest';
import { type Files, retryingFiles } from '../../../../src/save/store/files';
import { aSave } from '../../../support/builders';
import { ManualClock } from '../../../support/manualClock';
import { MemoryDisk } from '../../../support/memoryDisk';
import { ScriptedWorld } from '../../../support/world';

const LOCKED = ['EPERM', 'EACCES', 'EBUSY'] as const;

const OPERATIONS: readonly (readonly [string, (files: Files) => Promise<unknown>, expected: unknown])[] = [
  ['list', (files) => files.list('/saves'), ['a']],
  ['read', (files) => files.read('/saves/a'), 'text'],
  ['writtenAt', (files) => files.writtenAt('/saves/a'), 1],
  ['write', (files) => files.write('/saves/a', 'other', true).then(() => files.read('/saves/a')), 'other'],
  ['create', (files) => files.create('/saves/b', ''), true],
  ['link', (files) => files.link('/saves/a', '/saves/b'), true],
  ['move', (files) => files.move('/saves/a', '/saves/b'), true],
  ['remove', (files) => files.remove('/saves/a').then(() => files.read('/saves/a')), undefined],
];

/** Files whose operation `locked` fails `times` times with `code`. */
function lockedFiles(locked: string, code: string, times: number) {
  const clock = new ManualClock();
  const disk = new MemoryDisk(clock);
  disk.put('/saves/a', 'text', 1);
  let attempts = 0;
  disk.before = (operation) => {
    if (operation !== locked) return;
    attempts += 1;
    if (attempts <= times) throw Object.assign(new Error(code), { code });
  };
  return { files: retryingFiles(disk, clock), clock, attempts: () => attempts };
}

describe.each(LOCKED)('a file that another program locks (%s)', (code) => {
  test.each(OPERATIONS)('for a moment delays %s, which then succeeds', async (operation, run, expected) => {
    for (let times = 0; times <= 7; times += 1) {
      const { files, clock, attempts } = lockedFiles(operation, code, times);
      const result = run(files);
      await clock.advance(2000);
      expect(await result).toEqual(expected);
      expect(attempts()).toBe(times + 1);
    }
  });

  test.each(OPERATIONS)(
    'for more than two seconds makes %s reject with the error of the disk',
    async (operation, run) => {
      const { files, clock } = lockedFiles(operation, code, Number.POSITIVE_INFINITY);
      const start = clock.now();
      const result = expect(run(files)).rejects.toMatchObject({ code });
      await clock.advance(2000);
      await result;
      expect(clock.sleepers).toBe(0);
      expect(clock.now() - start).toBe(2000);
    },
  );
});

describe.each(LOCKED)('a folder of saves that another program locks (%s)', (code) => {
  /** A window whose disk refuses every operation for this long after a save starts. */
  async function begun(lockedMs: number) {
    const world = new ScriptedWorld();
    const window = await world.openStore('w1');
    const end = world.clock.now() + lockedMs;
    world.disk.before = () => {
      if (world.clock.now() < end) throw Object.assign(new Error(code), { code });
    };
    const save = aSave({ id: 's1', endedAt: undefined, state: { phase: 'requesting' } });
    const begin = window.store.begin(save);
    await world.clock.advance(10_000);
    await begin;
    return { world, window };
  }

  test.each([20, 300, 1900])('for %i ms still persists the save without a warning', async (ms) => {
    const { world, window } = await begun(ms);
    expect(world.files).toEqual(expect.arrayContaining(['pending/s1.json', 'leases/s1.1']));
    expect(window.storeTroubles).toEqual([]);
    expect(window.log.lines).toEqual([]);
  });

  test('permanently is waited for once, and again after a write succeeded', async () => {
    const { world, window } = await begun(Number.POSITIVE_INFINITY);
    const start = world.clock.now();
    await window.store.requestStop('s9');
    world.disk.before = () => undefined;
    await window.store.requestStop('s9');
    expect(world.clock.now()).toBe(start);
    world.disk.failWith(code);
    const asked = window.store.requestStop('s8');
    await world.clock.advance(20);
    world.disk.failWith(undefined);
    await world.clock.advance(2000);
    await asked;
    expect(world.files).toEqual(expect.arrayContaining(['pending/s8.stop', 'pending/s9.stop']));
  });

  test('permanently is reported once with the error of the disk', async () => {
    const { window } = await begun(Number.POSITIVE_INFINITY);
    expect(window.storeTroubles).toMatchObject([{ code }]);
  });
});
