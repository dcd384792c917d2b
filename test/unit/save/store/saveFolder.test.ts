import { test as base, describe, expect } from 'vitest';
import type { Save } from '../../../../src/save/save';
import { readSave, saveText } from '../../../../src/save/store/saveCodec';
import { anImage, aSave } from '../../../support/builders';
import { ScriptedWorld } from '../../../support/world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** Interval between two scans of a window. */
const SCAN = 3 * SECOND;

const ENDED = { phase: 'saved', image: anImage({ status: 'ACTIVE' }) } as const;
const REQUESTING = { phase: 'requesting' } as const;
const SAVING = { phase: 'saving', image: anImage(), trouble: undefined } as const;

/** A save that is about to be requested, with its own notebook. */
function newSave(id = 's1', overrides: Partial<Save> = {}): Save {
  const notebook = { id: `notebook of ${id}`, name: id };
  return aSave({ id, notebook, endedAt: undefined, state: REQUESTING, ...overrides });
}

function saving(save: Save, statusMessage?: string): Save {
  return { ...save, state: { ...SAVING, image: anImage({ statusMessage }) } };
}

function ended(save: Save): Save {
  return { ...save, endedAt: save.requestedAt + MINUTE, state: ENDED };
}

const test = base
  .extend('world', () => new ScriptedWorld())
  /** A window without saves. */
  .extend('window', ({ world }) => world.openStore('w1'))
  /** A save that the window has started. */
  .extend('save', async ({ window }) => {
    await window.store.begin(newSave());
    return newSave();
  })
  .extend('saver', ({ world, save }) => {
    expect(world.pending).toEqual([save.id]);
    return world.windows[0]!;
  })
  /** A second window, which sees that save. */
  .extend('other', async ({ world, save }) => {
    const other = await world.openStore('w2');
    expect(other.storeEvents).toEqual([`sees ${save.id} requesting`]);
    return other;
  })
  /** The save after its end. */
  .extend('endedSave', async ({ saver, save }) => {
    await saver.store.end(ended(save));
    return ended(save);
  })
  /** A second window, which has taken over the save, because the first one is frozen. */
  .extend('overtaker', async ({ world, saver }) => {
    world.detectsDeadWindows = false;
    const other = await world.openStore('w2');
    await world.clock.advance(SCAN);
    saver.process.freeze();
    await world.clock.advance(5 * SCAN);
    expect(other.storeEvents.at(-1)).toBe('takes s1 requesting');
    return other;
  });

function phaseIn(world: ScriptedWorld, file: string): string | undefined {
  const text = world.disk.text(`${world.folder}/${file}`);
  return text && readSave(text).state.phase;
}

describe('a window without saves', () => {
  test('writes nothing and starts no timer', async ({ world }) => {
    const operations: string[] = [];
    world.disk.before = (operation) => operations.push(operation);
    await world.openStore('w1');
    expect(operations).toEqual(['list']);
    expect(world.clock.sleepers).toBe(0);
    expect(world.files).toEqual([]);
  });

  test('sees a save of another window as soon as the system reports a change', async ({ world }) => {
    const [one, other] = [await world.openStore('w1'), await world.openStore('w2')];
    world.disk.notifiesWatchers = true;
    await one.store.begin(newSave());
    await world.clock.advance(0);
    expect(other.storeEvents).toEqual(['sees s1 requesting']);
  });
});

describe('a started save', () => {
  test('is persisted with a lock, a lease and a heartbeat, which its end removes', async ({ world, saver, save }) => {
    expect(world.files).toEqual([
      'leases/s1.1',
      expect.stringMatching(/^notebooks\/[0-9a-f]{32}\.1$/),
      'pending/s1.json',
      'windows/w1.json',
    ]);
    expect(await saver.store.end(ended(save))).toBe(true);
    expect(world.files).toEqual(['ended/s1.json']);
    expect(phaseIn(world, 'ended/s1.json')).toBe('saved');
    await world.clock.advance(0);
    expect(world.clock.sleepers).toBe(0);
    expect(saver.storeEvents).toEqual([]);
    expect(saver.log.lines).toEqual([]);
  });

  test('fires no events in its own window', async ({ world, saver, save }) => {
    world.disk.notifiesWatchers = true;
    await world.clock.advance(MINUTE);
    await saver.store.persist(saving(save));
    await world.clock.advance(MINUTE);
    await saver.store.end(ended(save));
    await world.clock.advance(MINUTE);
    expect(saver.storeEvents).toEqual([]);
  });

  test('survives a power cut with its image', async ({ world, saver, save }) => {
    world.disk.cutPower();
    expect(phaseIn(world, 'pending/s1.json')).toBe('requesting');
    await saver.store.persist(saving(save));
    world.disk.cutPower();
    expect(phaseIn(world, 'pending/s1.json')).toBe('saving');
    await saver.store.end(ended(save));
    world.disk.cutPower();
    expect(phaseIn(world, 'ended/s1.json')).toBe('saved');
  });

  test('is refused and leaves no files when another window saves the notebook', async ({ world, save }) => {
    const before = world.files;
    const other = await world.openStore('w2');
    const second = newSave('s2', { notebook: save.notebook });
    await expect(other.store.begin(second)).rejects.toMatchObject({
      kind: 'saveInProgress',
      notebookId: save.notebook.id,
    });
    expect(world.files).toEqual([...before, 'windows/w2.json']);
    expect(other.storeTroubles).toEqual([]);
    expect(await other.store.end(ended(second))).toBe(false);
  });

  test('is allowed when the previous save of the notebook has ended', async ({ world, saver, save }) => {
    await saver.store.end(ended(save));
    const other = await world.openStore('w2');
    await other.store.begin(newSave('s2', { notebook: save.notebook }));
    expect(world.filesIn('pending')).toEqual(['s2.json']);
  });

  test('keeps the heartbeat while its window follows another save', async ({ world, saver, save }) => {
    await saver.store.begin(newSave('s2'));
    await saver.store.end(ended(save));
    expect(world.filesIn('windows')).toEqual(['w1.json']);
    expect(world.clock.sleepers).toBe(1);
    const heartbeat = world.disk.text('/saves/windows/w1.json');
    await world.clock.advance(SCAN);
    expect(world.disk.text('/saves/windows/w1.json')).not.toBe(heartbeat);
  });
});

describe('a connection that ends with its window', () => {
  test('does not persist its saves, which this window announces', async ({ world }) => {
    const window = await world.openStore('w1', { isLasting: () => false });
    const save = newSave();
    await window.store.begin(save);
    await window.store.persist(saving(save));
    expect(world.clock.sleepers).toBe(0);
    expect(await window.store.end(ended(save))).toBe(true);
    expect(await window.store.reopen(save)).toBe(true);
    expect(await window.store.end(ended(save))).toBe(true);
    expect(await window.store.end(ended(save))).toBe(false);
    expect(world.files).toEqual([]);
  });
});

describe('two windows', () => {
  test('see each other’s saves: one event per change, and the end', async ({ world, saver, save, other }) => {
    expect(other.storeEvents).toEqual(['sees s1 requesting']);
    await world.clock.advance(3 * SCAN);
    await saver.store.persist(saving(save));
    await world.clock.advance(SCAN);
    await world.clock.advance(3 * SCAN);
    await saver.store.persist(saving(save, 'Pushing'));
    await world.clock.advance(SCAN);
    expect(other.storeEvents).toEqual(['sees s1 requesting', 'sees s1 saving', 'sees s1 saving']);
    expect(world.filesIn('windows')).toEqual(['w1.json']);
    await saver.store.end(ended(save));
    await world.clock.advance(SCAN);
    expect(other.storeEvents.slice(3)).toEqual(['sees s1 saved']);
    await world.clock.advance(SCAN);
    expect(world.clock.sleepers).toBe(0);
    expect(other.storeEvents).toHaveLength(4);
  });

  test('take over nothing from a window with a heartbeat and an unknown process', async ({ world, saver, save }) => {
    world.detectsDeadWindows = false;
    const other = await world.openStore('w2');
    await world.clock.advance(10 * MINUTE);
    expect([saver.storeEvents, other.storeEvents]).toEqual([[], ['sees s1 requesting']]);
    expect(await saver.store.end(ended(save))).toBe(true);
  });

  test.for([
    ['at the next scan when its process is known to be gone', true, SCAN],
    ['after three scans when its process cannot be checked', false, 3 * SCAN],
  ] as const)('take over the save of a killed window %s', async ([, tellsDead, ms], { world, saver, save }) => {
    await saver.store.persist(saving(save));
    world.detectsDeadWindows = tellsDead;
    const other = await world.openStore('w2');
    await world.clock.advance(SCAN);
    saver.kill();
    await world.clock.advance(ms - 1);
    expect(other.storeEvents).toEqual(['sees s1 saving']);
    await world.clock.advance(1);
    expect(other.storeEvents.slice(1)).toEqual(['takes s1 saving']);
    expect(world.files).toContain('leases/s1.2');
    expect(world.files).toContain('windows/w2.json');
    expect(await other.store.end(ended(save))).toBe(true);
    expect(world.files).toEqual(['ended/s1.json']);
    await world.clock.advance(SCAN);
    expect(other.storeEvents).toHaveLength(2);
    expect(world.clock.sleepers).toBe(0);
  });

  test('take over a save only once while a third window sees it continue', async ({ world, saver }) => {
    const [second, third] = [await world.openStore('w2'), await world.openStore('w3')];
    saver.kill();
    await world.clock.advance(MINUTE);
    const taken = [...second.storeEvents, ...third.storeEvents].filter((line) => line.startsWith('takes'));
    expect(taken).toEqual(['takes s1 requesting']);
  });

  test('still lock a notebook after a takeover', async ({ world, saver, save, other }) => {
    saver.kill();
    for (const file of world.filesIn('notebooks')) world.disk.delete(`/saves/notebooks/${file}`);
    await world.clock.advance(SCAN);
    expect(other.storeEvents.slice(1)).toEqual(['takes s1 requesting']);
    const third = await world.openStore('w3');
    const second = newSave('s2', { notebook: save.notebook });
    await expect(third.store.begin(second)).rejects.toMatchObject({ kind: 'saveInProgress' });
  });

  test('leave a save with an unknown connection to other windows for a minute', async ({ world, saver }) => {
    const unconfigured = await world.openStore('w2', { isKnown: (connection) => connection !== 'Work' });
    saver.kill();
    await world.clock.advance(20 * SCAN);
    expect(unconfigured.storeEvents).toEqual(['sees s1 requesting']);
    await world.clock.advance(SCAN);
    expect(unconfigured.storeEvents.slice(1)).toEqual(['takes s1 requesting']);
  });

  test('restart that minute when another window has followed the save meanwhile', async ({ world, saver }) => {
    const unconfigured = await world.openStore('w2', { isKnown: () => false });
    saver.kill();
    await world.clock.advance(15 * SCAN);
    const other = await world.openStore('w3');
    expect(other.storeEvents).toEqual(['takes s1 requesting']);
    await world.clock.advance(3 * SCAN);
    other.kill();
    await world.clock.advance(20 * SCAN);
    expect(unconfigured.storeEvents).toEqual(['sees s1 requesting']);
    await world.clock.advance(SCAN);
    expect(unconfigured.storeEvents.slice(1)).toEqual(['takes s1 requesting']);
  });
});

describe('a window that was too busy to write its heartbeat', () => {
  test('releases a save that was taken over and sees its changes', async ({ world, saver, overtaker, save }) => {
    saver.process.thaw();
    await world.clock.advance(SCAN);
    expect(saver.storeEvents).toEqual(['loses s1', 'sees s1 requesting']);
    expect(await saver.store.end(ended(save))).toBe(false);
    await overtaker.store.persist(saving(save));
    await world.clock.advance(SCAN);
    expect(saver.storeEvents.slice(2)).toEqual(['sees s1 saving']);
    expect(await overtaker.store.end(ended(save))).toBe(true);
    await world.clock.advance(SCAN);
    expect(saver.storeEvents.at(-1)).toBe('sees s1 saved');
    await world.clock.advance(SCAN);
    expect(world.clock.sleepers).toBe(0);
  });

  test('releases a save that was completed and sees its end', async ({ world, saver, overtaker, save }) => {
    await overtaker.store.end(ended(save));
    saver.process.thaw();
    await world.clock.advance(SCAN);
    expect(saver.storeEvents).toEqual(['loses s1', 'sees s1 saved']);
    expect(await saver.store.end(ended(save))).toBe(false);
    await world.clock.advance(SCAN);
    expect(world.clock.sleepers).toBe(0);
  });

  test('does not overwrite the state of the other window', async ({ world, saver, overtaker, save }) => {
    await overtaker.store.persist(saving(save));
    saver.process.thaw();
    await world.clock.advance(SCAN);
    await saver.store.persist(save);
    expect(phaseIn(world, 'pending/s1.json')).toBe('saving');
  });

  test('reclaims its save when only the lease was deleted', async ({ world, saver, save }) => {
    world.disk.delete('/saves/leases/s1.1');
    await world.clock.advance(SCAN);
    expect(world.filesIn('leases')).toEqual(['s1.1']);
    expect(saver.storeEvents).toEqual([]);
    expect(await saver.store.end(ended(save))).toBe(true);
  });

  test('rewrites its save when only the file was deleted', async ({ world, saver, save }) => {
    world.disk.delete('/saves/pending/s1.json');
    await world.clock.advance(SCAN);
    expect(saver.storeEvents).toEqual([]);
    await saver.store.persist(saving(save));
    expect(phaseIn(world, 'pending/s1.json')).toBe('saving');
  });
});

describe('a save that no window follows', () => {
  test('is released when it ended during the takeover', async ({ world, saver, save, other }) => {
    saver.kill();
    world.disk.before = (operation, file) => {
      if (operation !== 'create' || !file.endsWith('s1.2')) return;
      world.disk.delete('/saves/pending/s1.json');
      world.disk.put('/saves/ended/s1.json', saveText(ended(save)));
    };
    await world.clock.advance(SCAN);
    expect(world.filesIn('leases')).toEqual([]);
    await world.clock.advance(SCAN);
    expect(other.storeEvents).toEqual(['sees s1 requesting', 'sees s1 saved']);
    expect(other.log.lines).toEqual([]);
  });

  test('is released and logged when its file is unreadable', async ({ world, saver, other }) => {
    saver.kill();
    world.disk.before = (operation, file) => {
      if (operation === 'create' && file.endsWith('s1.2')) world.disk.put('/saves/pending/s1.json', '{');
    };
    await world.clock.advance(SCAN);
    expect(world.filesIn('leases')).toEqual([]);
    expect(world.filesIn('pending')).toEqual(['s1.json.unreadable']);
    expect(other.log.lines).toEqual([expect.stringContaining('s1.json.unreadable')]);
  });

  test('goes to the window that is first', async ({ world, saver, other }) => {
    saver.kill();
    world.disk.put('/saves/windows/w3.json', JSON.stringify({ pid: 99, host: 'elsewhere', heartbeat: 1 }));
    world.disk.before = (operation, file) => {
      if (operation === 'create' && file.endsWith('s1.2')) world.disk.put('/saves/leases/s1.2', 'w3');
    };
    await world.clock.advance(2 * SCAN);
    expect(other.storeEvents).not.toContain('takes s1 requesting');
    expect(world.disk.text('/saves/leases/s1.2')).toBe('w3');
  });

  test('is dropped when its file was deleted', async ({ world, other }) => {
    world.disk.delete('/saves/pending/s1.json');
    await world.clock.advance(SCAN);
    expect(other.storeEvents.slice(1)).toEqual(['forgets s1']);
    await world.clock.advance(SCAN);
    expect(other.storeEvents).toHaveLength(2);
    expect(other.log.lines).toEqual([]);
  });

  test('is not reported when its file was deleted during the scan', async ({ world }) => {
    world.disk.put('/saves/pending/s1.json', saveText(newSave()));
    world.disk.before = (operation, file) => {
      if (operation === 'read' && file.endsWith('s1.json')) world.disk.delete(file);
    };
    const window = await world.openStore('w1');
    expect(window.storeEvents).toEqual([]);
    expect(world.clock.sleepers).toBe(0);
  });
});

describe('a stop request', () => {
  test('reaches only the window that follows the save, once', async ({ world, saver }) => {
    const [other, third] = [await world.openStore('w2'), await world.openStore('w3')];
    await other.store.requestStop('s1');
    expect(world.files).toContain('pending/s1.stop');
    await third.store.open();
    expect(world.files).toContain('pending/s1.stop');
    await world.clock.advance(3 * SCAN);
    expect(saver.storeEvents).toEqual(['is asked to stop s1']);
    expect(world.files).not.toContain('pending/s1.stop');
    expect([other.storeEvents, third.storeEvents].flat()).not.toContain('is asked to stop s1');
  });

  test('is ignored while it is a draft or has another name', async ({ world, saver }) => {
    for (const name of ['s1.stop.1f.tmp', 'copy of s1.stop']) world.disk.put(`/saves/pending/${name}`, '');
    await world.clock.advance(SCAN);
    expect(saver.storeEvents).toEqual([]);
    expect(world.filesIn('pending')).toHaveLength(3);
  });

  test('reaches a window that takes over the save', async ({ world, saver, other }) => {
    await other.store.requestStop('s1');
    saver.kill();
    await world.clock.advance(3 * SCAN);
    expect(other.storeEvents).toEqual(['sees s1 requesting', 'takes s1 requesting', 'is asked to stop s1']);
  });
});

describe('an ended save', () => {
  test('is read by every window, which sees when another one removes it', async ({ world, saver, endedSave }) => {
    const other = await world.openStore('w2');
    for (const { store } of [saver, other])
      expect(await store.readEnded()).toMatchObject([{ id: 's1', state: { phase: 'saved' } }]);
    world.disk.notifiesWatchers = true;
    await saver.store.remove(endedSave.id);
    await world.clock.advance(0);
    expect([saver.storeEvents, other.storeEvents]).toEqual([[], ['forgets s1']]);
    expect(world.files).toEqual([]);
  });

  test('is read once for concurrent callers; its folder is watched only afterwards', async ({ world, endedSave }) => {
    const other = await world.openStore('w2');
    expect(world.disk.watched).not.toContain('ended');
    const [one, two] = await Promise.all([other.store.readEnded(), other.store.readEnded()]);
    expect(one).toBe(two);
    expect(one).toMatchObject([{ id: endedSave.id }]);
    expect(world.disk.watched.filter((name) => name === 'ended')).toHaveLength(1);
  });

  test('is reopened by the first window while the other one sees its changes', async ({ world, saver, endedSave }) => {
    const other = await world.openStore('w2');
    await other.store.readEnded();
    const reopened = saving({ ...endedSave, endedAt: undefined });
    expect(await saver.store.reopen(reopened)).toBe(true);
    expect(world.filesIn('ended')).toEqual([]);
    expect(phaseIn(world, 'pending/s1.json')).toBe('saving');
    expect(await other.store.reopen(reopened)).toBe(false);
    await world.clock.advance(SCAN);
    expect(other.storeEvents).toEqual(['sees s1 saving']);
    await saver.store.end(endedSave);
    await world.clock.advance(SCAN);
    expect(other.storeEvents).toEqual(['sees s1 saving', 'sees s1 saved']);
    expect(saver.storeEvents).toEqual([]);
  });

  test('survives a power cut and locks its notebook when reopened', async ({ world, saver, endedSave }) => {
    await saver.store.reopen({ ...endedSave, endedAt: undefined, state: REQUESTING });
    expect(world.files).toEqual(expect.arrayContaining(['windows/w1.json', 'leases/s1.1']));
    world.disk.cutPower();
    expect(phaseIn(world, 'pending/s1.json')).toBe('requesting');
    expect(world.clock.sleepers).toBe(1);
    const other = await world.openStore('w2');
    const second = newSave('s2', { notebook: endedSave.notebook });
    await expect(other.store.begin(second)).rejects.toMatchObject({ kind: 'saveInProgress' });
    expect(await saver.store.end(endedSave)).toBe(true);
    expect(world.filesIn('ended')).toEqual(['s1.json']);
  });

  test('ignores an earlier stop request when reopened', async ({ world, saver, endedSave }) => {
    world.disk.put('/saves/pending/s1.stop', '');
    await saver.store.reopen(saving(endedSave));
    await world.clock.advance(SCAN);
    expect(saver.storeEvents).toEqual([]);
    expect(world.files).not.toContain('pending/s1.stop');
  });

  test('is held once when one window reopens it twice', async ({ saver, endedSave }) => {
    expect(await saver.store.reopen(saving(endedSave))).toBe(true);
    expect(await saver.store.reopen(saving(endedSave))).toBe(true);
    expect(await saver.store.end(endedSave)).toBe(true);
    expect(await saver.store.end(endedSave)).toBe(false);
  });

  test('can be reopened by the window that holds it even if its file was deleted', async ({ world, saver, save }) => {
    world.disk.delete('/saves/pending/s1.json');
    expect(await saver.store.reopen(saving(save))).toBe(true);
  });

  test('is not reported as removed when another window reopens it', async ({ world, saver, endedSave }) => {
    const other = await world.openStore('w2');
    await other.store.readEnded();
    world.disk.notifiesWatchers = true;
    await saver.store.reopen(saving({ ...endedSave, endedAt: undefined }));
    await world.clock.advance(SCAN);
    expect(other.storeEvents.filter((line) => line.startsWith('forgets'))).toEqual([]);
  });

  test('that another window removes is reported once, also where it ended', async ({ world, saver, endedSave }) => {
    expect(await saver.store.readEnded()).toMatchObject([{ id: endedSave.id }]);
    const second = newSave('s2');
    await saver.store.begin(second);
    await saver.store.end(ended(second));
    const other = await world.openStore('w2');
    world.disk.notifiesWatchers = true;
    await other.store.remove('s2');
    await world.clock.advance(0);
    expect(saver.storeEvents).toEqual(['forgets s2']);
    world.disk.put('/saves/ended/s9.json', '');
    await world.clock.advance(0);
    expect(saver.storeEvents).toEqual(['forgets s2']);
    expect(other.storeEvents).toEqual([]);
  });

  test('that is unreadable is set aside and logged, and all others are read', async ({ world, endedSave }) => {
    world.disk.put('/saves/ended/s2.json', saveText(endedSave));
    world.disk.put('/saves/ended/s3.json', saveText({ ...endedSave, id: 's3' }));
    world.disk.before = (operation, file) => {
      if (operation === 'read' && file.endsWith('s3.json')) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    const other = await world.openStore('w2');
    expect((await other.store.readEnded()).map(({ id }) => id)).toEqual(['s1']);
    expect(world.filesIn('ended')).toEqual(['s1.json', 's2.json.unreadable', 's3.json.unreadable']);
    expect(other.log.lines.toSorted()).toEqual([
      'warn Unreadable file set aside as /saves/ended/s2.json.unreadable (The file belongs to another save)',
      'warn Unreadable file set aside as /saves/ended/s3.json.unreadable (EIO)',
    ]);
  });

  test('that was deleted cannot be reopened and is reported as removed', async ({ world, saver, endedSave }) => {
    const other = await world.openStore('w2');
    await saver.store.remove(endedSave.id);
    expect(await other.store.reopen(saving(endedSave))).toBe(false);
    expect(world.filesIn('leases')).toEqual([]);
    await world.clock.advance(SCAN);
    expect(other.storeEvents).toEqual(['forgets s1']);
    expect(world.clock.sleepers).toBe(0);
  });

  test('whose reopening window closed before following it can be reopened', async ({ world, saver, endedSave }) => {
    world.disk.before = (operation) => {
      if (operation === 'move') world.disk.put('/saves/pending/s1.json', saveText(saving(endedSave)));
      if (operation === 'move') world.disk.delete('/saves/ended/s1.json');
    };
    expect(await saver.store.reopen(saving(endedSave))).toBe(true);
    expect(await saver.store.end(endedSave)).toBe(true);
  });

  test('beyond the maximum is deleted, oldest first, and windows see it', async ({ world }) => {
    const window = await world.openStore('w1', { maxEnded: () => 2 });
    for (const id of ['s1', 's2', 's3']) {
      await window.store.begin(newSave(id));
      await world.clock.advance(SECOND);
      await window.store.end(ended(newSave(id)));
    }
    expect(world.files).toEqual(['ended/s2.json', 'ended/s3.json']);
    expect(window.storeEvents).toEqual(['forgets s1']);
  });

  test('up to the maximum is kept, and age is determined by the modification time', async ({ world }) => {
    let keep = 5;
    const window = await world.openStore('w1', { maxEnded: () => keep });
    for (const id of ['s1', 's2', 's3']) world.disk.put(`/saves/ended/${id}.json`, '');
    world.disk.put('/saves/ended/s2.json', '', world.clock.now() - MINUTE);
    await window.store.begin(newSave('s4'));
    await window.store.end(ended(newSave('s4')));
    expect(world.filesIn('ended')).toHaveLength(4);
    keep = 4;
    await world.clock.advance(SECOND);
    await window.store.begin(newSave('s5'));
    await window.store.end(ended(newSave('s5')));
    expect(window.storeEvents).toEqual(['forgets s2']);
  });

  test('is counted and deleted by its exact file name only', async ({ world }) => {
    const window = await world.openStore('w1', { maxEnded: () => 1 });
    for (const name of ['s0.json.unreadable', 'copy of s8.json', 's9.txt']) world.disk.put(`/saves/ended/${name}`, '');
    await window.store.begin(newSave());
    await window.store.end(ended(newSave()));
    expect(window.storeEvents).toEqual([]);
    expect(world.filesIn('ended')).toHaveLength(4);
  });

  test('removes the leftovers of crashed windows, except files that may be in use', async ({ world, saver, save }) => {
    const left = ['windows/gone.json', 'leases/over.1', 'pending/over.stop', 'ended/s9.json.1f.tmp'];
    for (const file of left) world.disk.put(`/saves/${file}`, '', world.clock.now() - 2 * DAY);
    world.disk.put('/saves/windows/fresh.json', '');
    await saver.store.end(ended(save));
    expect(world.files).toEqual(['ended/s1.json', 'windows/fresh.json']);
  });
});

describe('a failing disk', () => {
  test('is reported once with its reason until a write succeeds', async ({ world, window }) => {
    world.disk.failWith('ENOSPC');
    await window.store.begin(newSave());
    await window.store.persist(saving(newSave()));
    const trouble = { reason: 'full', code: 'ENOSPC', folder: '/saves' };
    expect(window.storeTroubles).toEqual([trouble]);
    expect(window.log.lines).toEqual(['warn Saves cannot be stored in /saves: ENOSPC']);
    world.disk.failWith(undefined);
    await window.store.persist(saving(newSave()));
    world.disk.failWith('ENOSPC');
    await window.store.persist(saving(newSave()));
    await window.store.persist(saving(newSave()));
    expect(window.storeTroubles).toEqual([trouble, trouble]);
  });

  test('is reported again after a save was started successfully', async ({ world, window }) => {
    world.disk.failWith('EROFS');
    await window.store.requestStop('s9');
    world.disk.failWith(undefined);
    await window.store.begin(newSave());
    world.disk.failWith('EROFS');
    await window.store.requestStop('s9');
    expect(window.storeTroubles.map(({ reason }) => reason)).toEqual(['readOnly', 'readOnly']);
  });

  test('is reported again after a held save was written', async ({ world, saver, save }) => {
    for (const code of ['ENOSPC', undefined, 'EDQUOT'] as const) {
      world.disk.failWith(code);
      await saver.store.persist(saving(save));
    }
    expect(saver.storeTroubles.map(({ code }) => code)).toEqual(['ENOSPC', 'EDQUOT']);
  });

  test('without a code is logged with its message', async ({ world, window }) => {
    world.disk.before = () => {
      throw new Error('what a disk');
    };
    await window.store.begin(newSave());
    expect(window.storeTroubles).toEqual([{ reason: 'other', code: undefined, folder: '/saves' }]);
    expect(window.log.lines).toEqual(['warn Saves cannot be stored in /saves: Error: what a disk']);
  });

  test('leaves no files of a save that could not be started completely', async ({ world, window }) => {
    world.disk.before = (operation, file) => {
      if (operation === 'create' && file.includes('notebooks')) throw Object.assign(new Error('x'), { code: 'EIO' });
    };
    await window.store.begin(newSave());
    expect(world.files).toEqual(['windows/w1.json']);
    expect(window.storeTroubles).toMatchObject([{ code: 'EIO' }]);
  });

  test('that recovers persists the save, which is then held like any other', async ({ world, window }) => {
    const save = newSave();
    world.disk.failWith('ENOSPC');
    await window.store.begin(save);
    world.disk.failWith(undefined);
    await window.store.persist(saving(save));
    expect(phaseIn(world, 'pending/s1.json')).toBe('saving');
    const other = await world.openStore('w2');
    expect(other.storeEvents).toEqual(['sees s1 saving']);
    expect(await window.store.end(ended(save))).toBe(true);
    expect(world.files).toEqual(['ended/s1.json']);
    expect(await window.store.end(ended(save))).toBe(false);
  });

  test('at the end of a save leaves it with its previous state', async ({ world, saver, save }) => {
    await saver.store.persist(saving(save));
    world.disk.failWith('ENOSPC', ['write']);
    expect(await saver.store.end(ended(save))).toBe(true);
    expect(world.filesIn('pending')).toEqual([]);
    expect(phaseIn(world, 'ended/s1.json')).toBe('saving');
  });

  test('makes this window announce a save that another one might announce', async ({ world, saver, save }) => {
    world.disk.failWith('EIO');
    expect(await saver.store.end(ended(save))).toBe(true);
  });

  test('does not prevent this window from following a reopened save', async ({ world, saver, save }) => {
    await saver.store.end(ended(save));
    world.disk.failWith('EIO');
    expect(await saver.store.reopen(saving(save))).toBe(true);
  });

  test('does not affect a save whose leftovers cannot be removed', async ({ world, saver, save }) => {
    world.disk.put('/saves/windows/gone.json', '', 0);
    world.disk.failWith('EIO', ['writtenAt']);
    expect(await saver.store.end(ended(save))).toBe(true);
    expect(world.filesIn('ended')).toEqual(['s1.json']);
  });

  test('stops neither the heartbeat nor the scans', async ({ world, saver }) => {
    world.disk.failWith('EIO', ['write']);
    await world.clock.advance(2 * SCAN);
    expect(saver.storeTroubles).toHaveLength(1);
    world.disk.put('/saves/pending/s1.stop', '');
    await world.clock.advance(SCAN);
    expect(saver.storeEvents).toEqual(['is asked to stop s1']);
    world.disk.failWith('EIO', ['list']);
    await world.clock.advance(2 * SCAN);
    world.disk.failWith(undefined);
    const heartbeat = world.disk.text('/saves/windows/w1.json');
    await world.clock.advance(SCAN);
    expect(world.disk.text('/saves/windows/w1.json')).not.toBe(heartbeat);
  });
});

describe('a closed window', () => {
  test('leaves its saves to others and fires no more events', async ({ world, saver, other }) => {
    await saver.store.readEnded();
    saver.store.dispose();
    expect(world.filesIn('windows')).toEqual([]);
    await world.clock.advance(SCAN);
    expect(other.storeEvents).toEqual(['sees s1 requesting', 'takes s1 requesting']);
    other.kill();
    await world.clock.advance(MINUTE);
    expect(saver.storeEvents).toEqual([]);
    expect(world.disk.watched).toEqual(['pending']);
    expect(saver.log.lines).toEqual([]);
  });

  test('does not report a failing disk', async ({ world, saver, save }) => {
    saver.store.dispose();
    world.disk.failWith('EIO');
    await saver.store.persist(saving(save));
    expect([saver.storeTroubles, saver.log.lines]).toEqual([[], []]);
  });

  test('ignores the result of a pending scan', async ({ world, save }) => {
    expect(world.pending).toEqual([save.id]);
    const other = world.window('w2');
    other.process.freeze();
    void other.store.open();
    await world.clock.advance(0);
    other.store.dispose();
    other.process.thaw();
    await world.clock.advance(SCAN);
    expect(other.storeEvents).toEqual([]);
  });

  test('does not scan again', async ({ world, saver }) => {
    saver.store.dispose();
    await saver.store.begin(newSave('s2'));
    await world.clock.advance(0);
    expect(world.clock.sleepers).toBe(0);
  });
});

test('an unexpected timer error is logged and scanning continues', async ({ world }) => {
  let faults = 1;
  const clock = {
    now: () => world.clock.now(),
    sleep: (ms: number, signal: AbortSignal) => {
      faults -= 1;
      return faults < 0 ? world.clock.sleep(ms, signal) : Promise.reject(new TypeError('unexpected'));
    },
  };
  const window = await world.openStore('w1', { clock });
  await window.store.begin(newSave());
  await world.clock.advance(0);
  expect(window.log.lines).toEqual(['error Saves could not be scanned: TypeError: unexpected']);
  await window.store.requestStop('s1');
  await world.clock.advance(SCAN);
  expect(window.storeEvents).toEqual(['is asked to stop s1']);
});
