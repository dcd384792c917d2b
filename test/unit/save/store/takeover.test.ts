import { test as base, describe, expect } from 'vitest';
import { Leases, NotebookLocks } from '../../../../src/save/store/claims';
import { Windows } from '../../../../src/save/store/windows';
import { ManualClock } from '../../../support/manualClock';
import { MemoryDisk } from '../../../support/memoryDisk';

const aDisk = (): MemoryDisk => new MemoryDisk(new ManualClock());

const test = base
  .extend('disk', aDisk)
  .extend('me', ({ disk }) => openLeases(disk, 'me'))
  .extend('other', ({ disk }) => openLeases(disk, 'other'));

async function openLeases(disk: MemoryDisk, id: string, pid = 1): Promise<Leases> {
  const windows = new Windows('/windows', disk, { id, host: 'here', pid, isRunning: (each) => each < 90 });
  await windows.heartbeat();
  return new Leases('/leases', disk, windows, id);
}

/** Runs `act` just before the n-th operation of this kind. */
function meanwhile(disk: MemoryDisk, operation: string, time: number, act: () => void): void {
  let left = time;
  disk.before = (each) => {
    if (each === operation) left -= 1;
    if (each === operation && left === 0) act();
  };
}

describe('a lease', () => {
  test('reports whether this window, another one or none holds a save', async ({ me, other }) => {
    expect(await me.holderOf('s')).toBe('none');
    expect(await me.take('s')).toBe(true);
    expect([await me.holderOf('s'), await other.holderOf('s')]).toEqual(['thisWindow', 'other']);
    expect(await other.holderOf('s2')).toBe('none');
  });

  test.for([
    '999999999999998',
    '999999999999999',
    '9999999999999999',
    '9007199254740991',
    '9007199254740993',
    `1${'0'.repeat(100)}`,
  ])('of a window that is gone is taken over when its number is %s', async (number, { disk, me, other }) => {
    disk.put('/leases/s.7', 'gone');
    disk.put(`/leases/s.${number}`, 'gone');
    for (let takeover = 0; takeover < 3; takeover += 1) {
      const took = [await me.take('s'), await other.take('s')];
      expect(took).toEqual([true, false]);
      expect([await me.holderOf('s'), await other.holderOf('s')]).toEqual(['thisWindow', 'other']);
    }
    await me.release('s');
    expect(await other.take('s')).toBe(true);
  });

  test('of a live window is not taken over', async ({ disk, me, other }) => {
    await other.take('s');
    expect(await me.take('s')).toBe(false);
    expect(await other.holderOf('s')).toBe('thisWindow');
    expect(disk.below('/leases')).toEqual(['s.1']);
  });

  test('of a window that is gone is taken over and leaves no other files', async ({ disk, me }) => {
    const gone = await openLeases(disk, 'gone', 99);
    await gone.take('s');
    disk.put('/leases/s2.1', 'gone');
    expect(await me.holderOf('s')).toBe('none');
    expect(await me.take('s')).toBe(true);
    expect(disk.below('/leases')).toEqual(['s.2', 's2.1']);
  });

  test.for(['list', 'read', 'create'])(
    'goes to another window that is first (%s)',
    async (step, { disk, me, other }) => {
      disk.put('/leases/s.1', 'gone');
      meanwhile(disk, step, 1, () => {
        disk.delete('/leases/s.1');
        disk.put('/leases/s.2', 'other');
      });
      expect(await me.take('s')).toBe(false);
      expect(await other.holderOf('s')).toBe('thisWindow');
      expect(disk.below('/leases')).toEqual(['s.2']);
    },
  );

  test('is released when another window has created the next number', async ({ disk, me }) => {
    meanwhile(disk, 'list', 2, () => disk.put('/leases/s.2', 'other'));
    expect(await me.take('s')).toBe(false);
    expect(disk.below('/leases')).toEqual(['s.2']);
  });

  test('that is deleted while being taken is not held', async ({ disk, me }) => {
    meanwhile(disk, 'list', 2, () => disk.delete('/leases/s.1'));
    expect(await me.take('s')).toBe(false);
    expect(await me.holderOf('s')).toBe('none');
  });

  test('is released only by its holder', async ({ disk, me, other }) => {
    await me.take('s');
    await me.take('s2');
    await other.release('s');
    expect(disk.below('/leases')).toEqual(['s.1', 's2.1']);
    await me.release('s');
    expect(disk.below('/leases')).toEqual(['s2.1']);
    await me.release('s');
  });
});

describe('a notebook lock', () => {
  const locksOn = (disk: MemoryDisk, underWay: readonly string[]): NotebookLocks =>
    new NotebookLocks('/notebooks', disk, async (id) => underWay.includes(id));
  const held = (disk: MemoryDisk): readonly (string | undefined)[] =>
    disk.below('/notebooks').map((name) => disk.text(`/notebooks/${name}`));
  /** Path of the first lock. */
  async function firstLock(): Promise<string> {
    const disk = aDisk();
    await locksOn(disk, []).take('n', 's');
    return `/notebooks/${disk.below('/notebooks')[0] ?? ''}`;
  }

  test('that a save already holds is not written again', async ({ disk }) => {
    const locks = locksOn(disk, ['s']);
    expect(await locks.take('n', 's')).toBe(true);
    disk.failWith('EIO');
    expect(await locks.take('n', 's')).toBe(true);
  });

  test('has a file name that does not contain the ID of the service', async ({ disk }) => {
    await locksOn(disk, []).take('../pending/s', 's');
    expect(disk.below('/notebooks')).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.1$/)]);
  });

  test('of a save in progress is not taken over', async ({ disk }) => {
    const locks = locksOn(disk, ['s', 's2']);
    await locks.take('n', 's');
    expect(await locks.take('another', 's2')).toBe(true);
    disk.failWith('EIO');
    expect(await locks.take('n', 's2')).toBe(false);
    expect(held(disk)).toEqual(expect.arrayContaining(['s', 's2']));
  });

  test('is taken over from saves that are gone and leaves no other files', async ({ disk }) => {
    const locks = locksOn(disk, ['s']);
    const first = await firstLock();
    disk.put(first, 'gone');
    disk.put(first.replace(/1$/, '2'), 'gone too');
    expect(await locks.take('n', 's')).toBe(true);
    expect(held(disk)).toEqual(['s']);
  });

  test.for<[string, { at: [operation: string, time: number]; lock: 1 | 2; of: 'other' | 'gone'; takes: boolean }]>([
    ['goes to another save that is first', { at: ['create', 1], lock: 1, of: 'other', takes: false }],
    [
      'is taken at the next try after a save that was first but is gone again',
      { at: ['create', 1], lock: 1, of: 'gone', takes: true },
    ],
    [
      'is released when another save has created the next number',
      { at: ['list', 2], lock: 2, of: 'other', takes: false },
    ],
    ['is taken at the next try when that other save is gone', { at: ['list', 2], lock: 2, of: 'gone', takes: true }],
  ])('%s', async ([, { at, lock, of, takes }], { disk }) => {
    const first = await firstLock();
    meanwhile(disk, ...at, () => disk.put(first.replace(/1$/, String(lock)), of));
    expect(await locksOn(disk, ['s', 'other']).take('n', 's')).toBe(takes);
    expect(held(disk)).toEqual([takes ? 's' : 'other']);
  });

  test('is released when a slow save has created an earlier lock', async ({ disk }) => {
    const first = await firstLock();
    disk.put(first, 'gone');
    meanwhile(disk, 'list', 2, () => disk.put(first, 'other'));
    expect(await locksOn(disk, ['s', 'other']).take('n', 's')).toBe(false);
    expect(held(disk)).toEqual(['other']);
  });

  test('is given up after five tries that other windows won', async ({ disk }) => {
    let tries = 0;
    disk.before = (operation, file) => {
      if (operation !== 'create') return;
      tries += 1;
      disk.put(file, 'gone');
    };
    expect(await locksOn(disk, ['s']).take('n', 's')).toBe(false);
    expect(tries).toBe(5);
  });

  test('is released only by its holder', async ({ disk }) => {
    const locks = locksOn(disk, ['s']);
    await locks.take('n', 's');
    await locks.release('n', 'other');
    await locks.release('another', 's');
    expect(held(disk)).toEqual(['s']);
    await locks.release('n', 's');
    expect(held(disk)).toEqual([]);
  });
});

describe('a heartbeat', () => {
  const heartbeat = (overrides: object): string => JSON.stringify({ pid: 7, host: 'here', beat: 1, ...overrides });
  const windowsOn = (disk: MemoryDisk, isRunning = true): Windows =>
    new Windows('/windows', disk, { id: 'me', host: 'here', pid: 1, isRunning: () => isRunning });

  async function countsAsGone(text: string): Promise<boolean> {
    const disk = aDisk();
    disk.put('/windows/w.json', text);
    return !(await windowsOn(disk, false).isAlive('w'));
  }

  test('of an exited process on this computer counts as gone', async () => {
    expect(await countsAsGone(heartbeat({}))).toBe(true);
    expect(await countsAsGone(heartbeat({ pid: 1 }))).toBe(true);
  });

  const unidentified = [
    ...[{ pid: 0 }, { pid: -7 }, { pid: 1.5 }, { pid: '7' }, { pid: null }, { pid: undefined }].map(heartbeat),
    ...[{ host: 'there' }, { host: 7 }, { host: undefined }].map(heartbeat),
    '',
    '7',
    'null',
    '"text"',
    '{',
  ];
  test.each(unidentified)('with content %s does not identify a process', async (text) => {
    expect(await countsAsGone(text)).toBe(false);
  });

  test('of a window that is gone is deleted to spare others the wait', async ({ disk }) => {
    disk.put('/windows/w.json', heartbeat({}));
    await windowsOn(disk, false).isAlive('w');
    expect(disk.below('/windows')).toEqual([]);
  });

  test('changes each time', async ({ disk }) => {
    const windows = windowsOn(disk);
    const heartbeats = new Set<string | undefined>();
    for (let beats = 0; beats < 5; beats += 1) {
      await windows.heartbeat();
      heartbeats.add(disk.text('/windows/me.json'));
    }
    expect(heartbeats.size).toBe(5);
    expect([...heartbeats].map((text) => JSON.parse(text ?? ''))).toContainEqual({ pid: 1, host: 'here', beat: 2 });
  });

  test('is not needed for the window itself and does not survive a power cut', async ({ disk }) => {
    const windows = windowsOn(disk);
    expect(await windows.isAlive('me')).toBe(true);
    await windows.heartbeat();
    disk.cutPower();
    expect(disk.below('/windows')).toEqual([]);
  });

  test('expires by ticks, not by time', async ({ disk }) => {
    disk.put('/windows/w.json', heartbeat({ host: 'there' }));
    const windows = windowsOn(disk);
    for (let check = 0; check < 10; check += 1) expect(await windows.isAlive('w')).toBe(true);
    for (let ticks = 1; ticks <= 2; ticks += 1) {
      windows.tick();
      expect(await windows.isAlive('w')).toBe(true);
    }
    windows.tick();
    expect(await windows.isAlive('w')).toBe(false);
  });
});

test.for(['999999999999998', '999999999999999', '9999999999999999'])(
  'a lock of a save that is gone is taken over when its number is %s',
  async (number, { disk }) => {
    const locks = new NotebookLocks('/notebooks', disk, async (id) => id !== 'gone');
    await locks.take('n1', 'gone');
    const [lock = ''] = disk.below('/notebooks');
    disk.put(`/notebooks/${lock.replace(/\d+$/, number)}`, 'gone');
    expect(await locks.take('n1', 'first')).toBe(true);
    expect(await locks.take('n1', 'second')).toBe(false);
    await locks.release('n1', 'first');
    expect(await locks.take('n1', 'second')).toBe(true);
  },
);
