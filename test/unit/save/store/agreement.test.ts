import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SaveState } from '../../../../src/save/saveState';
import { Leases, NotebookLocks } from '../../../../src/save/store/claims';
import { disk } from '../../../../src/save/store/files';
import { PendingFolder } from '../../../../src/save/store/pendingFolder';
import { SaveFiles } from '../../../../src/save/store/saveFiles';
import { Windows } from '../../../../src/save/store/windows';
import { systemClock } from '../../../../src/util/clock';
import { silentLogger } from '../../../../src/util/logger';
import { codeOf } from '../../../../src/util/nodeErrors';
import { anImage, aSave } from '../../../support/builders';
import { ManualClock } from '../../../support/manualClock';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'agreeing-'));
});

afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

const here = (name: string): string => path.join(folder, name);

/** A window with its heartbeat and leases. */
async function openWindow(id: string, pid = 1, isRunning = (_pid: number): boolean => true) {
  const windows = new Windows(here('windows'), disk, { id, host: 'here', pid, isRunning });
  await windows.heartbeat();
  return { id, windows, leases: new Leases(here('leases'), disk, windows, id) };
}

describe('concurrent windows', () => {
  const names = Array.from({ length: 12 }, (_none, index) => `w${index}`);

  test('claim a save that no window holds, and exactly one succeeds', async () => {
    const windows = await Promise.all(names.map((name) => openWindow(name)));
    for (let round = 0; round < 10; round += 1) {
      const took = await Promise.all(windows.map(({ leases }) => leases.take(`s${round}`)));
      expect(took.filter(Boolean).length).toBeLessThanOrEqual(1);
      const holders = await Promise.all(windows.map(({ leases }) => leases.holderOf(`s${round}`)));
      expect(holders.filter((holder) => holder === 'thisWindow').length).toBe(took.filter(Boolean).length);
    }
  });

  test('take over from a window that is gone, and exactly one succeeds', async () => {
    const gone = await openWindow('gone', 99);
    await gone.leases.take('s');
    const windows = await Promise.all(names.map((name) => openWindow(name, 1, (pid) => pid !== 99)));
    const took = await Promise.all(
      windows.map(async ({ leases }) => (await leases.holderOf('s')) === 'none' && leases.take('s')),
    );
    expect(took.filter(Boolean).length).toBeLessThanOrEqual(1);
    const holders = await Promise.all(windows.map(({ leases }) => leases.holderOf('s')));
    expect(holders.filter((holder) => holder === 'thisWindow')).toHaveLength(1);
    expect(await gone.leases.holderOf('s')).toBe('other');
  });

  test('lock a notebook, also after a save that is gone, and exactly one succeeds', async () => {
    const locks = new NotebookLocks(here('notebooks'), disk, async (id) => id !== 'gone');
    for (let round = 0; round < 60; round += 1) {
      const notebook = `n${round}/..`;
      if (round % 2 === 0) await locks.take(notebook, 'gone');
      const took = await Promise.all(names.map((name) => locks.take(notebook, name)));
      expect(took.filter(Boolean)).toHaveLength(1);
      const winner = names[took.indexOf(true)] ?? '';
      await locks.release(notebook, 'somebody else');
      expect(await locks.take(notebook, 'late')).toBe(false);
      await locks.release(notebook, winner);
      expect(await locks.take(notebook, 'late')).toBe(true);
    }
  });

  test('hard-link a file, and exactly one succeeds', async () => {
    await disk.write(here('a/one'), 'text', true);
    const linked = await Promise.all(names.map(() => disk.link(here('a/one'), here('b/other'))));
    expect(linked.filter(Boolean)).toHaveLength(1);
    const moved = await Promise.all(names.map(() => disk.move(here('a/one'), here('c/third'))));
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(await disk.read(here('c/third'))).toBe('text');
  });
});

describe('the files of a save', () => {
  const files = (): SaveFiles => new SaveFiles(folder, disk, silentLogger);

  test('are moved to the ended ones by exactly one window, concurrently or in sequence', async () => {
    for (let round = 0; round < 20; round += 1) {
      const save = aSave({ id: `s${round}` });
      await files().writePending(save, true);
      const moved = await Promise.all(Array.from({ length: 6 }, () => files().moveToEnded(save.id)));
      expect(moved.filter(Boolean)).toHaveLength(1);
      expect(await files().moveToEnded(save.id)).toBe(false);
      // Written again by a window that does not know of the move yet.
      await files().writePending(save, false);
      expect(await files().moveToEnded(save.id)).toBe(false);
      expect(await files().isPending(save.id)).toBe(false);
    }
  });

  test('are announced even if the file was deleted by something else', async () => {
    expect(await files().moveToEnded('nothing')).toBe(true);
  });

  test('are reopened by exactly one window', async () => {
    const save = aSave();
    await files().writePending(save, true);
    await files().moveToEnded(save.id);
    const moved = await Promise.all(Array.from({ length: 6 }, () => files().moveToPending(save.id)));
    expect(moved.filter(Boolean)).toHaveLength(1);
  });

  test('moved before their last state was written are read as unwatched', async () => {
    const state: SaveState = { phase: 'saving', image: anImage(), trouble: undefined };
    const save = aSave({ state, endedAt: undefined });
    await files().writePending(save, true);
    await files().moveToEnded(save.id);
    expect(await files().readEnded(save.id)).toMatchObject({
      endedAt: save.followedSince,
      state: { phase: 'unwatched', why: 'unexpected', image: { id: anImage().id } },
    });
  });
});

describe('a window', () => {
  test('counts as gone after leaving, after its process has exited, and after three ticks without a heartbeat', async () => {
    let isRunning = true;
    const one = await openWindow('one', 7);
    const other = await openWindow('other', 8, () => isRunning);
    expect(await other.windows.isAlive('one')).toBe(true);
    for (let tick = 1; tick <= 3; tick += 1) {
      other.windows.tick();
      await one.windows.heartbeat();
      expect(await other.windows.isAlive('one')).toBe(true);
    }
    for (let tick = 1; tick <= 3; tick += 1) {
      expect(await other.windows.isAlive('one')).toBe(true);
      other.windows.tick();
    }
    expect(await other.windows.isAlive('one')).toBe(false);
    await one.windows.heartbeat();
    expect(await other.windows.isAlive('one')).toBe(true);
    isRunning = false;
    expect(await other.windows.isAlive('one')).toBe(false);
    isRunning = true;
    await one.windows.leave();
    expect(await other.windows.isAlive('one')).toBe(false);
    expect(await other.windows.isAlive('other')).toBe(true);
  });
});

describe.each([
  ['nothing', ''],
  ['null characters, as after a power cut', '\u0000'.repeat(36)],
  ['the path of another file', '../pending/s'],
  ['a name that is too long', 'long'.repeat(100)],
])('an owner file that contains %s', (_label, damaged) => {
  test('leaves the save to the next window and touches no other file', async () => {
    await disk.write(here('pending/s.json'), 'a save', false);
    await disk.write(here('leases/s.1'), damaged, false);
    const { leases, windows } = await openWindow('me');
    for (let tick = 1; tick <= 4; tick += 1) {
      expect(await leases.holderOf('s')).toBe('none');
      windows.tick();
    }
    expect(await leases.take('s')).toBe(true);
    expect(await leases.holderOf('s')).toBe('thisWindow');
    expect(await disk.list(here('pending'))).toEqual(['s.json']);
  });

  test('leaves the notebook unlocked', async () => {
    const files = new SaveFiles(folder, disk, silentLogger);
    const locks = new NotebookLocks(here('notebooks'), disk, (id) => files.isPending(id));
    await disk.write(here('pending/s.json'), 'a save', false);
    await locks.take('n1', 'earlier');
    const [lock = ''] = await disk.list(here('notebooks'));
    await disk.write(here(`notebooks/${lock}`), damaged, false);
    await files.writePending(aSave({ id: 'later' }), false);
    expect(await locks.take('n1', 'later')).toBe(true);
    expect(await locks.take('n1', 'too late')).toBe(false);
    expect(await disk.list(here('pending'))).toEqual(['later.json', 's.json']);
  });
});

/** Special files, where reading may block or never end. */
const SPECIAL_FILES: Readonly<Record<string, (path: string) => unknown>> = {
  'a FIFO': (file) => execFileSync('mkfifo', [file]),
  'a link to a FIFO': (file) => {
    execFileSync('mkfifo', [here('fifo')]);
    fs.symlinkSync(here('fifo'), file);
  },
  'a device': (file) => fs.symlinkSync('/dev/zero', file),
  'a socket': async (file) => {
    const server = net.createServer().listen(file);
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
  },
};

describe.skipIf(process.platform === 'win32').each(Object.entries(SPECIAL_FILES))(
  '%s in the folder of saves',
  (_label, make) => {
    test('is ignored in place of a save, lease or heartbeat, and all other files are read', async () => {
      const files = new SaveFiles(folder, disk, silentLogger);
      const save = aSave({ id: 'real' });
      await files.writePending(save, false);
      await files.writePending({ ...save, id: 'ended' }, false);
      await files.moveToEnded('ended');
      for (const part of ['leases', 'windows']) fs.mkdirSync(here(part));
      const places = ['pending/s.json', 'ended/s.json', 'leases/real.1', 'windows/w.json'];
      for (const place of places) {
        fs.rmSync(here('fifo'), { force: true });
        await make(here(place));
        expect(await disk.read(here(place))).toBeUndefined();
      }
      expect(await files.isPending('s')).toBe(false);
      expect(await files.isPending('real')).toBe(true);
      expect((await files.readAllEnded()).map(({ id }) => id)).toEqual(['ended']);
      const { leases, windows } = await openWindow('me');
      expect(await windows.isAlive('w')).toBe(false);
      expect(await leases.holderOf('real')).toBe('none');
      expect(await leases.take('real')).toBe(true);
    });
  },
);

/** Changes a folder and waits for the notification of the system. */
async function changeAndWait(name: string, inFolder = folder): Promise<void> {
  const listener = vi.fn<() => void>();
  const watching = disk.watch(inFolder, listener);
  await disk.write(path.join(inFolder, name), '{}', false);
  await vi.waitFor(() => expect(listener).toHaveBeenCalled());
  watching.dispose();
}

describe('the real file system', () => {
  test('returns empty results for missing files', async () => {
    expect(await disk.list(here('none'))).toEqual([]);
    expect(await disk.read(here('none'))).toBeUndefined();
    expect(await disk.writtenAt(here('none'))).toBeUndefined();
    expect(await disk.move(here('none'), here('other'))).toBe(false);
    await disk.remove(here('none'));
    disk.removeNow(here('none'));
    disk.watch(here('none'), () => undefined).dispose();
  });

  test('replaces a file atomically and leaves no draft', async () => {
    await disk.write(here('deep/er/file'), 'one', true);
    await disk.write(here('deep/er/file'), 'two', false);
    expect(await disk.read(here('deep/er/file'))).toBe('two');
    expect(await disk.create(here('deep/er/file'), 'three')).toBe(false);
    expect(await disk.list(here('deep/er'))).toEqual(['file']);
    expect(await disk.writtenAt(here('deep/er/file'))).toBeGreaterThan(0);
  });

  test('rejects with the error rather than reporting a missing file', async () => {
    fs.writeFileSync(here('file'), '');
    await expect(disk.read(folder)).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(disk.list(here('file'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(disk.write(here('file/inside'), '', false)).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  test.each<[unknown, string | undefined]>([
    [Object.assign(new Error('full'), { code: 'ENOSPC' }), 'ENOSPC'],
    [new Error('none'), undefined],
    [{ code: 5 }, undefined],
    ['ENOSPC', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('the code of error %o is %s', (error, code) => {
    expect(codeOf(error)).toBe(code);
  });

  test('does not hard-link a missing file', async () => {
    expect(await disk.link(here('none'), here('other'))).toBe(false);
  });

  test('without hard links copies the file instead, in exactly one window', async () => {
    const refused = Object.assign(new Error('not supported'), { code: 'EPERM' });
    const link = vi.spyOn(fs.promises, 'link').mockRejectedValue(refused);
    await disk.write(here('one'), 'text', true);
    expect(await disk.link(here('one'), here('other'))).toBe(true);
    await disk.write(here('two'), 'another text', true);
    expect(await disk.link(here('two'), here('other'))).toBe(false);
    expect(await disk.read(here('other'))).toBe('text');
    await expect(disk.link(folder, here('third'))).rejects.toThrow();
    // Another window created the target and deleted it again: creation succeeded regardless.
    link.mockRejectedValue(Object.assign(new Error('there'), { code: 'EEXIST' }));
    expect(await disk.link(here('one'), here('fourth'))).toBe(false);
    expect(await disk.list(folder)).toEqual(['one', 'other', 'two']);
  });

  test('has created a file even if its draft cannot be removed', async () => {
    const refused = Object.assign(new Error('in use'), { code: 'EPERM' });
    vi.spyOn(fs.promises, 'rm').mockRejectedValueOnce(refused);
    expect(await disk.create(here('one'), 'text')).toBe(true);
    expect(await disk.create(here('one'), 'another text')).toBe(false);
    expect(await disk.read(here('one'))).toBe('text');
  });

  test('removes the draft of a file that cannot be replaced', async () => {
    fs.mkdirSync(here('taken/inside'), { recursive: true });
    await expect(disk.write(here('taken'), 'text', false)).rejects.toThrow();
    expect(await disk.list(folder)).toEqual(['taken']);
  });

  test('makes files readable by their owner only', async () => {
    await disk.write(here('file'), 'text', true);
    await disk.write(here('made/for/it'), 'text', true);
    if (process.platform === 'win32') return;
    for (const file of ['file', 'made/for/it']) expect(fs.statSync(here(file)).mode % 0o1000).toBe(0o600);
    await disk.link(here('file'), here('linked/file'));
    await disk.move(here('file'), here('moved/file'));
    await new PendingFolder(here('watched/saves'), systemClock).isAnyInProgress(() => undefined);
    const made = ['made', 'made/for', 'linked', 'moved', 'watched', 'watched/saves', 'watched/saves/pending'];
    for (const each of made) expect([each, fs.statSync(here(each)).mode % 0o1000]).toEqual([each, 0o700]);
  });

  test('reports changes in a folder', async () => {
    const listener = vi.fn<() => void>();
    const watching = disk.watch(folder, listener);
    await disk.write(here('file'), 'text', false);
    await vi.waitFor(() => expect(listener).toHaveBeenCalled());
    watching.dispose();
    listener.mockClear();
    await changeAndWait('other');
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('PendingFolder', () => {
  const openPendingFolder = (parent = folder): PendingFolder => {
    const pending = new PendingFolder(parent, systemClock);
    onTestFinished(() => pending.dispose());
    return pending;
  };

  test('reports a save in progress, or calls the listener once when one starts', async () => {
    const listener = vi.fn<() => void>();
    const pending = openPendingFolder();
    expect(await pending.isAnyInProgress(listener)).toBe(false);
    await disk.write(here('pending/a.json'), '{}', false);
    await vi.waitFor(() => expect(listener).toHaveBeenCalled());
    await disk.write(here('pending/b.json'), '{}', false);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(await openPendingFolder().isAnyInProgress(listener)).toBe(true);
  });

  test('does not keep the process alive', async () => {
    const pending = openPendingFolder();
    await pending.isAnyInProgress(() => undefined);
    const watching = disk.watch(folder, () => undefined);
    expect(process.getActiveResourcesInfo().filter((name) => name.startsWith('FSEvent'))).toEqual([]);
    const holding = fs.watch(folder);
    expect(process.getActiveResourcesInfo().filter((name) => name.startsWith('FSEvent'))).not.toEqual([]);
    holding.close();
    watching.dispose();
  });

  test('ignores other files', async () => {
    for (const name of ['a.stop', 'b.json.unreadable', 'c.json.1f.tmp'])
      await disk.write(here(`pending/${name}`), '', false);
    const pending = openPendingFolder();
    expect(await pending.isAnyInProgress(() => undefined)).toBe(false);
  });

  test('does not call the listener when a save was in progress at first, because the store watches then', async () => {
    await disk.write(here('pending/a.json'), '{}', false);
    const listener = vi.fn<() => void>();
    const pending = openPendingFolder();
    expect(await pending.isAnyInProgress(listener)).toBe(true);
    await changeAndWait('b.json', here('pending'));
    expect(listener).not.toHaveBeenCalled();
  });

  test('does not call the listener after it was disposed, before or after the first check', async () => {
    const listener = vi.fn<() => void>();
    const [before, after] = [openPendingFolder(), openPendingFolder()];
    await after.isAnyInProgress(listener);
    after.dispose();
    const checking = before.isAnyInProgress(listener);
    before.dispose();
    await checking;
    await changeAndWait('a.json', here('pending'));
    expect(listener).not.toHaveBeenCalled();
  });

  test('creates the folder and its parents', async () => {
    const listener = vi.fn<() => void>();
    const pending = openPendingFolder(here('not/made/yet'));
    expect(await pending.isAnyInProgress(listener)).toBe(false);
    await changeAndWait('a.json', here('not/made/yet/pending'));
    await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(1));
  });

  test.each(['EPERM', 'EACCES', 'EBUSY'])(
    'reads the folder as soon as another program unlocks it (%s)',
    async (code) => {
      await disk.write(here('pending/a.json'), '{}', false);
      const refused = Object.assign(new Error('in use'), { code });
      vi.spyOn(fs.promises, 'readdir').mockRejectedValueOnce(refused).mockRejectedValueOnce(refused);
      const clock = new ManualClock();
      const isAny = new PendingFolder(folder, clock).isAnyInProgress(() => undefined);
      await clock.advance(2000);
      expect(await isAny).toBe(true);
    },
  );

  test('reports nothing when the folder can neither be read nor created', async () => {
    fs.writeFileSync(here('file'), '');
    const pending = openPendingFolder(here('file'));
    expect(await pending.isAnyInProgress(() => undefined)).toBe(false);
  });
});
