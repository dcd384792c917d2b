import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SaveState } from '../../../../src/save/saveState';
import { disk } from '../../../../src/save/store/files';
import { Leases } from '../../../../src/save/store/leases';
import { NotebookLocks } from '../../../../src/save/store/notebookLocks';
import { PendingFolder } from '../../../../src/save/store/pendingFolder';
import { SaveFiles } from '../../../../src/save/store/saveFiles';
import { Windows } from '../../../../src/save/store/windows';
import { systemClock } from '../../../../src/util/clock';
import { codeOf } from '../../../../src/util/codeOf';
import { silentLogger } from '../../../../src/util/logger';
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

/** A window among others: its sign of life and its leases. */
async function aWindow(id: string, pid = 1, isRunning = (_pid: number): boolean => true) {
  const windows = new Windows(here('windows'), disk, { id, host: 'here', pid, isRunning });
  await windows.heartbeat();
  return { id, windows, leases: new Leases(here('leases'), disk, windows, id) };
}

describe('many windows at the same moment', () => {
  const names = Array.from({ length: 12 }, (_none, index) => `w${index}`);

  test('take a save that nobody holds, and one of them has it', async () => {
    const windows = await Promise.all(names.map((name) => aWindow(name)));
    for (let round = 0; round < 10; round += 1) {
      const took = await Promise.all(windows.map(({ leases }) => leases.take(`s${round}`)));
      expect(took.filter(Boolean).length).toBeLessThanOrEqual(1);
      const holders = await Promise.all(windows.map(({ leases }) => leases.holderOf(`s${round}`)));
      expect(holders.filter((holder) => holder === 'me').length).toBe(took.filter(Boolean).length);
    }
  });

  test('take over from a window that is gone, and one of them has it', async () => {
    const gone = await aWindow('gone', 99);
    await gone.leases.take('s');
    const windows = await Promise.all(names.map((name) => aWindow(name, 1, (pid) => pid !== 99)));
    const took = await Promise.all(
      windows.map(async ({ leases }) => (await leases.holderOf('s')) === 'nobody' && leases.take('s')),
    );
    expect(took.filter(Boolean).length).toBeLessThanOrEqual(1);
    const holders = await Promise.all(windows.map(({ leases }) => leases.holderOf('s')));
    expect(holders.filter((holder) => holder === 'me')).toHaveLength(1);
    expect(await gone.leases.holderOf('s')).toBe('another');
  });

  test('take a notebook, and one of them has it; also from a save that is gone', async () => {
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

  test('give a file a second name, and one of them has done so', async () => {
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

  test('are moved among those that ended by one window alone, at once or one after the other', async () => {
    for (let round = 0; round < 20; round += 1) {
      const save = aSave({ id: `s${round}` });
      await files().writePending(save, true);
      const moved = await Promise.all(Array.from({ length: 6 }, () => files().moveToEnded(save.id)));
      expect(moved.filter(Boolean)).toHaveLength(1);
      expect(await files().moveToEnded(save.id)).toBe(false);
      // Written once more by a window that did not know yet.
      await files().writePending(save, false);
      expect(await files().moveToEnded(save.id)).toBe(false);
      expect(await files().isPending(save.id)).toBe(false);
    }
  });

  test('that somebody removed are told of all the same', async () => {
    expect(await files().moveToEnded('nothing')).toBe(true);
  });

  test('are followed again by one window alone', async () => {
    const save = aSave();
    await files().writePending(save, true);
    await files().moveToEnded(save.id);
    const moved = await Promise.all(Array.from({ length: 6 }, () => files().moveToPending(save.id)));
    expect(moved.filter(Boolean)).toHaveLength(1);
  });

  test('put among those that ended before their last state could be written say so', async () => {
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
  test('is dead when it has left, when its process is gone, and after three looks without a sign', async () => {
    let isRunning = true;
    const one = await aWindow('one', 7);
    const other = await aWindow('other', 8, () => isRunning);
    expect(await other.windows.isAlive('one')).toBe(true);
    for (let look = 1; look <= 3; look += 1) {
      other.windows.tick();
      await one.windows.heartbeat();
      expect(await other.windows.isAlive('one')).toBe(true);
    }
    for (let look = 1; look <= 3; look += 1) {
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
  ['zeros, as after a power cut', '\u0000'.repeat(36)],
  ['the name of another file', '../pending/s'],
  ['more than a name can be', 'long'.repeat(100)],
])('a file that says whose something is, and holds %s,', (_what, damaged) => {
  test('gives a save to nobody, so that another window takes it, and leads to no other file', async () => {
    await disk.write(here('pending/s.json'), 'a save', false);
    await disk.write(here('leases/s.1'), damaged, false);
    const { leases, windows } = await aWindow('me');
    for (let look = 1; look <= 4; look += 1) {
      expect(await leases.holderOf('s')).toBe('nobody');
      windows.tick();
    }
    expect(await leases.take('s')).toBe(true);
    expect(await leases.holderOf('s')).toBe('me');
    expect(await disk.list(here('pending'))).toEqual(['s.json']);
  });

  test('gives a notebook to nobody, so that it can be saved', async () => {
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

/** What is no file, and where reading may wait for ever or never end. */
const NO_FILES: Readonly<Record<string, (path: string) => unknown>> = {
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

describe.skipIf(process.platform === 'win32').each(Object.entries(NO_FILES))(
  '%s in the folder of saves',
  (_what, make) => {
    test('is skipped where a save, a lease or a sign of life belongs, and everything else is read', async () => {
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
      const { leases, windows } = await aWindow('me');
      expect(await windows.isAlive('w')).toBe(false);
      expect(await leases.holderOf('real')).toBe('nobody');
      expect(await leases.take('real')).toBe(true);
    });
  },
);

/** Changes a folder, and waits until the system has told so. */
async function aChangeIsTold(name: string, inFolder = folder): Promise<void> {
  const hear = vi.fn<() => void>();
  const watching = disk.watch(inFolder, hear);
  await disk.write(path.join(inFolder, name), '{}', false);
  await vi.waitFor(() => expect(hear).toHaveBeenCalled());
  watching.dispose();
}

describe('the disk', () => {
  test('has nothing where there is nothing', async () => {
    expect(await disk.list(here('none'))).toEqual([]);
    expect(await disk.read(here('none'))).toBeUndefined();
    expect(await disk.writtenAt(here('none'))).toBeUndefined();
    expect(await disk.move(here('none'), here('other'))).toBe(false);
    await disk.remove(here('none'));
    disk.removeNow(here('none'));
    disk.watch(here('none'), () => undefined).dispose();
  });

  test('replaces a file as a whole, and leaves no draft', async () => {
    await disk.write(here('deep/er/file'), 'one', true);
    await disk.write(here('deep/er/file'), 'two', false);
    expect(await disk.read(here('deep/er/file'))).toBe('two');
    expect(await disk.create(here('deep/er/file'), 'three')).toBe(false);
    expect(await disk.list(here('deep/er'))).toEqual(['file']);
    expect(await disk.writtenAt(here('deep/er/file'))).toBeGreaterThan(0);
  });

  test('says what is wrong, and takes it for nothing missing', async () => {
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
  ])('of the error %o the code is %s', (error, code) => {
    expect(codeOf(error)).toBe(code);
  });

  test('gives no second name to what is not there', async () => {
    expect(await disk.link(here('none'), here('other'))).toBe(false);
  });

  test('that knows no second names makes a copy instead, which one window alone succeeds in', async () => {
    const refused = Object.assign(new Error('not supported'), { code: 'EPERM' });
    const link = vi.spyOn(fs.promises, 'link').mockRejectedValue(refused);
    await disk.write(here('one'), 'text', true);
    expect(await disk.link(here('one'), here('other'))).toBe(true);
    await disk.write(here('two'), 'another text', true);
    expect(await disk.link(here('two'), here('other'))).toBe(false);
    expect(await disk.read(here('other'))).toBe('text');
    await expect(disk.link(folder, here('third'))).rejects.toThrow();
    // Somebody made the other one, and it is gone again: it was made all the same.
    link.mockRejectedValue(Object.assign(new Error('there'), { code: 'EEXIST' }));
    expect(await disk.link(here('one'), here('fourth'))).toBe(false);
    expect(await disk.list(folder)).toEqual(['one', 'other', 'two']);
  });

  test('has made a file, also where its draft cannot be removed', async () => {
    const refused = Object.assign(new Error('in use'), { code: 'EPERM' });
    vi.spyOn(fs.promises, 'rm').mockRejectedValueOnce(refused);
    expect(await disk.create(here('one'), 'text')).toBe(true);
    expect(await disk.create(here('one'), 'another text')).toBe(false);
    expect(await disk.read(here('one'))).toBe('text');
  });

  test('keeps no draft of what cannot be put in its place', async () => {
    fs.mkdirSync(here('taken/inside'), { recursive: true });
    await expect(disk.write(here('taken'), 'text', false)).rejects.toThrow();
    expect(await disk.list(folder)).toEqual(['taken']);
  });

  test('is readable by its owner alone', async () => {
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

  test('tells of changes in a folder', async () => {
    const hear = vi.fn<() => void>();
    const watching = disk.watch(folder, hear);
    await disk.write(here('file'), 'text', false);
    await vi.waitFor(() => expect(hear).toHaveBeenCalled());
    watching.dispose();
    hear.mockClear();
    await aChangeIsTold('other');
    expect(hear).not.toHaveBeenCalled();
  });
});

describe('the folder of what is under way', () => {
  const aPendingFolder = (parent = folder): PendingFolder => {
    const pending = new PendingFolder(parent, systemClock);
    onTestFinished(() => pending.dispose());
    return pending;
  };

  test('says that there is something, or calls once when there is', async () => {
    const hear = vi.fn<() => void>();
    const pending = aPendingFolder();
    expect(await pending.isAnyInProgress(hear)).toBe(false);
    await disk.write(here('pending/a.json'), '{}', false);
    await vi.waitFor(() => expect(hear).toHaveBeenCalled());
    await disk.write(here('pending/b.json'), '{}', false);
    expect(hear).toHaveBeenCalledTimes(1);
    expect(await aPendingFolder().isAnyInProgress(hear)).toBe(true);
  });

  test('is watched by nobody who is kept alive by that', async () => {
    const pending = aPendingFolder();
    await pending.isAnyInProgress(() => undefined);
    const watching = disk.watch(folder, () => undefined);
    expect(process.getActiveResourcesInfo().filter((name) => name.startsWith('FSEvent'))).toEqual([]);
    const holding = fs.watch(folder);
    expect(process.getActiveResourcesInfo().filter((name) => name.startsWith('FSEvent'))).not.toEqual([]);
    holding.close();
    watching.dispose();
  });

  test('takes nothing else that lies there for a save', async () => {
    for (const name of ['a.stop', 'b.json.unreadable', 'c.json.1f.tmp'])
      await disk.write(here(`pending/${name}`), '', false);
    const pending = aPendingFolder();
    expect(await pending.isAnyInProgress(() => undefined)).toBe(false);
  });

  test('calls nobody when there was something at first: whoever looks on hears of the rest', async () => {
    await disk.write(here('pending/a.json'), '{}', false);
    const hear = vi.fn<() => void>();
    const pending = aPendingFolder();
    expect(await pending.isAnyInProgress(hear)).toBe(true);
    await aChangeIsTold('b.json', here('pending'));
    expect(hear).not.toHaveBeenCalled();
  });

  test('calls nobody who has left, before or after the first look', async () => {
    const hear = vi.fn<() => void>();
    const [before, after] = [aPendingFolder(), aPendingFolder()];
    await after.isAnyInProgress(hear);
    after.dispose();
    const looking = before.isAnyInProgress(hear);
    before.dispose();
    await looking;
    await aChangeIsTold('a.json', here('pending'));
    expect(hear).not.toHaveBeenCalled();
  });

  test('is made with the folders above it', async () => {
    const hear = vi.fn<() => void>();
    const pending = aPendingFolder(here('not/made/yet'));
    expect(await pending.isAnyInProgress(hear)).toBe(false);
    await aChangeIsTold('a.json', here('not/made/yet/pending'));
    await vi.waitFor(() => expect(hear).toHaveBeenCalledTimes(1));
  });

  test.each(['EPERM', 'EACCES', 'EBUSY'])('is read as soon as another program lets go of it (%s)', async (code) => {
    await disk.write(here('pending/a.json'), '{}', false);
    const refused = Object.assign(new Error('in use'), { code });
    vi.spyOn(fs.promises, 'readdir').mockRejectedValueOnce(refused).mockRejectedValueOnce(refused);
    const clock = new ManualClock();
    const isAny = new PendingFolder(folder, clock).isAnyInProgress(() => undefined);
    await clock.advance(2000);
    expect(await isAny).toBe(true);
  });

  test('says and does nothing where it can be neither read nor made', async () => {
    fs.writeFileSync(here('file'), '');
    const pending = aPendingFolder(here('file'));
    expect(await pending.isAnyInProgress(() => undefined)).toBe(false);
  });
});
