import { describe, expect, test } from 'vitest';
import type { Save } from '../../../../src/save/save';
import { readSave } from '../../../../src/save/store/readSave';
import { saveText } from '../../../../src/save/store/saveText';
import { anImage, aSave } from '../../../support/builders';
import { ScriptedWorld } from '../../../support/world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** Between two looks of a window. */
const LOOK = 3 * SECOND;

const ENDED = { phase: 'saved', image: anImage({ status: 'ACTIVE' }) } as const;
const REQUESTING = { phase: 'requesting' } as const;
const SAVING = { phase: 'saving', image: anImage(), trouble: undefined } as const;

/** A save that is about to be requested, of a notebook of its own. */
function aBegunSave(id = 's1', but: Partial<Save> = {}): Save {
  const notebook = { id: `notebook of ${id}`, name: id };
  return aSave({ id, notebook, endedAt: undefined, state: REQUESTING, ...but });
}

function saving(save: Save, statusMessage?: string): Save {
  return { ...save, state: { ...SAVING, image: anImage({ statusMessage }) } };
}

function ended(save: Save): Save {
  return { ...save, endedAt: save.requestedAt + MINUTE, state: ENDED };
}

async function aWindow() {
  const world = new ScriptedWorld();
  return { world, window: await world.openStore('w1') };
}

/** A window that has begun a save. */
async function aWindowThatSaves() {
  const { world, window } = await aWindow();
  const save = aBegunSave();
  await window.store.begin(save);
  return { world, window, save };
}

/** A window that has begun a save, and another one that sees it. */
async function twoWindows() {
  const saving = await aWindowThatSaves();
  return { ...saving, other: await saving.world.openStore('w2') };
}

function phaseIn(world: ScriptedWorld, file: string): string | undefined {
  const text = world.disk.text(`${world.folder}/${file}`);
  return text && readSave(text).state.phase;
}

describe('a window with nothing under way', () => {
  test('writes nothing and waits for nothing', async () => {
    const world = new ScriptedWorld();
    const operations: string[] = [];
    world.disk.before = (operation) => operations.push(operation);
    await world.openStore('w1');
    expect(operations).toEqual(['list']);
    expect(world.clock.sleepers).toBe(0);
    expect(world.files).toEqual([]);
  });

  test('hears of a save that another one begins as soon as the system tells of it', async () => {
    const world = new ScriptedWorld();
    const [one, other] = [await world.openStore('w1'), await world.openStore('w2')];
    world.disk.tellsChanges = true;
    await one.store.begin(aBegunSave());
    await world.clock.advance(0);
    expect(other.storeEvents).toEqual(['sees s1 requesting']);
  });
});

describe('a save that is begun', () => {
  test('is kept with its notebook, its lease and its window’s sign of life, and all of it goes at its end', async () => {
    const { world, window, save } = await aWindowThatSaves();
    expect(world.files).toEqual([
      'leases/s1.1',
      expect.stringMatching(/^notebooks\/[0-9a-f]{32}\.1$/),
      'pending/s1.json',
      'windows/w1.json',
    ]);
    expect(await window.store.end(ended(save))).toBe(true);
    expect(world.files).toEqual(['ended/s1.json']);
    expect(phaseIn(world, 'ended/s1.json')).toBe('saved');
    await world.clock.advance(0);
    expect(world.clock.sleepers).toBe(0);
    expect(window.storeEvents).toEqual([]);
    expect(window.log.lines).toEqual([]);
  });

  test('is not told by this window to itself, whatever becomes of it', async () => {
    const { world, window, save } = await aWindowThatSaves();
    world.disk.tellsChanges = true;
    await world.clock.advance(MINUTE);
    await window.store.persist(saving(save));
    await world.clock.advance(MINUTE);
    await window.store.end(ended(save));
    await world.clock.advance(MINUTE);
    expect(window.storeEvents).toEqual([]);
  });

  test('is there after a power cut, with the image that it became', async () => {
    const { world, window, save } = await aWindowThatSaves();
    world.disk.cutPower();
    expect(phaseIn(world, 'pending/s1.json')).toBe('requesting');
    await window.store.persist(saving(save));
    world.disk.cutPower();
    expect(phaseIn(world, 'pending/s1.json')).toBe('saving');
    await window.store.end(ended(save));
    world.disk.cutPower();
    expect(phaseIn(world, 'ended/s1.json')).toBe('saved');
  });

  test('of a notebook that another window saves is refused, and leaves nothing', async () => {
    const { world, save } = await aWindowThatSaves();
    const before = world.files;
    const other = await world.openStore('w2');
    const second = aBegunSave('s2', { notebook: save.notebook });
    await expect(other.store.begin(second)).rejects.toMatchObject({
      kind: 'saveInProgress',
      notebookId: save.notebook.id,
    });
    expect(world.files).toEqual([...before, 'windows/w2.json']);
    expect(other.storeTroubles).toEqual([]);
    expect(await other.store.end(ended(second))).toBe(false);
  });

  test('of a notebook whose save has ended is begun', async () => {
    const { world, window, save } = await aWindowThatSaves();
    await window.store.end(ended(save));
    const other = await world.openStore('w2');
    await other.store.begin(aBegunSave('s2', { notebook: save.notebook }));
    expect(world.filesIn('pending')).toEqual(['s2.json']);
  });

  test('of a window that goes on to follow another one leaves its sign of life', async () => {
    const { world, window, save } = await aWindowThatSaves();
    await window.store.begin(aBegunSave('s2'));
    await window.store.end(ended(save));
    expect(world.filesIn('windows')).toEqual(['w1.json']);
    expect(world.clock.sleepers).toBe(1);
    const beat = world.disk.text('/saves/windows/w1.json');
    await world.clock.advance(LOOK);
    expect(world.disk.text('/saves/windows/w1.json')).not.toBe(beat);
  });
});

describe('a connection that ends with its window', () => {
  test('has its saves kept nowhere, and they are this window’s to tell', async () => {
    const world = new ScriptedWorld();
    const window = await world.openStore('w1', { isLasting: () => false });
    const save = aBegunSave();
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
  test('see each other’s saves: once for each change, and the end', async () => {
    const { world, window, save, other } = await twoWindows();
    expect(other.storeEvents).toEqual(['sees s1 requesting']);
    await world.clock.advance(3 * LOOK);
    await window.store.persist(saving(save));
    await world.clock.advance(LOOK);
    await world.clock.advance(3 * LOOK);
    await window.store.persist(saving(save, 'Pushing'));
    await world.clock.advance(LOOK);
    expect(other.storeEvents).toEqual(['sees s1 requesting', 'sees s1 saving', 'sees s1 saving']);
    expect(world.filesIn('windows')).toEqual(['w1.json']);
    await window.store.end(ended(save));
    await world.clock.advance(LOOK);
    expect(other.storeEvents.slice(3)).toEqual(['sees s1 saved']);
    await world.clock.advance(LOOK);
    expect(world.clock.sleepers).toBe(0);
    expect(other.storeEvents).toHaveLength(4);
  });

  test('do not take a save from one that gives signs of life, though its process cannot be told', async () => {
    const { world, window, save } = await aWindowThatSaves();
    world.detectsDeadWindows = false;
    const other = await world.openStore('w2');
    await world.clock.advance(10 * MINUTE);
    expect([window.storeEvents, other.storeEvents]).toEqual([[], ['sees s1 requesting']]);
    expect(await window.store.end(ended(save))).toBe(true);
  });

  test.each([
    ['at the next look, where its process is known to be gone', true, LOOK],
    ['after three looks, where that cannot be known', false, 3 * LOOK],
  ])('take the save of one that was killed %s', async (_when, tellsDead, ms) => {
    const { world, window, save } = await aWindowThatSaves();
    await window.store.persist(saving(save));
    world.detectsDeadWindows = tellsDead;
    const other = await world.openStore('w2');
    await world.clock.advance(LOOK);
    window.kill();
    await world.clock.advance(ms - 1);
    expect(other.storeEvents).toEqual(['sees s1 saving']);
    await world.clock.advance(1);
    expect(other.storeEvents.slice(1)).toEqual(['takes s1 saving']);
    expect(world.files).toContain('leases/s1.2');
    expect(world.files).toContain('windows/w2.json');
    expect(await other.store.end(ended(save))).toBe(true);
    expect(world.files).toEqual(['ended/s1.json']);
    await world.clock.advance(LOOK);
    expect(other.storeEvents).toHaveLength(2);
    expect(world.clock.sleepers).toBe(0);
  });

  test('of which one takes what another left: a third sees it go on, and nobody takes it again', async () => {
    const { world, window } = await aWindowThatSaves();
    const [second, third] = [await world.openStore('w2'), await world.openStore('w3')];
    window.kill();
    await world.clock.advance(MINUTE);
    const taken = [...second.storeEvents, ...third.storeEvents].filter((line) => line.startsWith('takes'));
    expect(taken).toEqual(['takes s1 requesting']);
  });

  test('keep a notebook from being saved twice after one has taken it over', async () => {
    const { world, window, save, other } = await twoWindows();
    window.kill();
    for (const file of world.filesIn('notebooks')) world.disk.delete(`/saves/notebooks/${file}`);
    await world.clock.advance(LOOK);
    expect(other.storeEvents.slice(1)).toEqual(['takes s1 requesting']);
    const third = await world.openStore('w3');
    const second = aBegunSave('s2', { notebook: save.notebook });
    await expect(third.store.begin(second)).rejects.toMatchObject({ kind: 'saveInProgress' });
  });

  test('leave a save whose connection one does not know to the other, for a minute', async () => {
    const { world, window } = await aWindowThatSaves();
    const stranger = await world.openStore('w2', { isKnown: (connection) => connection !== 'Work' });
    window.kill();
    await world.clock.advance(20 * LOOK);
    expect(stranger.storeEvents).toEqual(['sees s1 requesting']);
    await world.clock.advance(LOOK);
    expect(stranger.storeEvents.slice(1)).toEqual(['takes s1 requesting']);
  });

  test('count that minute anew when somebody has followed it meanwhile', async () => {
    const { world, window } = await aWindowThatSaves();
    const stranger = await world.openStore('w2', { isKnown: () => false });
    window.kill();
    await world.clock.advance(15 * LOOK);
    const other = await world.openStore('w3');
    expect(other.storeEvents).toEqual(['takes s1 requesting']);
    await world.clock.advance(3 * LOOK);
    other.kill();
    await world.clock.advance(20 * LOOK);
    expect(stranger.storeEvents).toEqual(['sees s1 requesting']);
    await world.clock.advance(LOOK);
    expect(stranger.storeEvents.slice(1)).toEqual(['takes s1 requesting']);
  });
});

describe('a window that was too busy to give signs of life', () => {
  async function overtaken() {
    const { world, window, save } = await aWindowThatSaves();
    world.detectsDeadWindows = false;
    const other = await world.openStore('w2');
    await world.clock.advance(LOOK);
    window.process.freeze();
    await world.clock.advance(5 * LOOK);
    expect(other.storeEvents.at(-1)).toBe('takes s1 requesting');
    return { world, window, other, save };
  }

  test('lets go of a save that another one has taken, and sees it from there on', async () => {
    const { world, window, other, save } = await overtaken();
    window.process.thaw();
    await world.clock.advance(LOOK);
    expect(window.storeEvents).toEqual(['loses s1', 'sees s1 requesting']);
    expect(await window.store.end(ended(save))).toBe(false);
    await other.store.persist(saving(save));
    await world.clock.advance(LOOK);
    expect(window.storeEvents.slice(2)).toEqual(['sees s1 saving']);
    expect(await other.store.end(ended(save))).toBe(true);
    await world.clock.advance(LOOK);
    expect(window.storeEvents.at(-1)).toBe('sees s1 saved');
    await world.clock.advance(LOOK);
    expect(world.clock.sleepers).toBe(0);
  });

  test('lets go of one that another has seen to its end meanwhile, and is told how it ended', async () => {
    const { world, window, other, save } = await overtaken();
    await other.store.end(ended(save));
    window.process.thaw();
    await world.clock.advance(LOOK);
    expect(window.storeEvents).toEqual(['loses s1', 'sees s1 saved']);
    expect(await window.store.end(ended(save))).toBe(false);
    await world.clock.advance(LOOK);
    expect(world.clock.sleepers).toBe(0);
  });

  test('writes nothing over what the other one has kept', async () => {
    const { world, window, other, save } = await overtaken();
    await other.store.persist(saving(save));
    window.process.thaw();
    await world.clock.advance(LOOK);
    await window.store.persist(save);
    expect(phaseIn(world, 'pending/s1.json')).toBe('saving');
  });

  test('takes its save again where only the lease was removed', async () => {
    const { world, window, save } = await aWindowThatSaves();
    world.disk.delete('/saves/leases/s1.1');
    await world.clock.advance(LOOK);
    expect(world.filesIn('leases')).toEqual(['s1.1']);
    expect(window.storeEvents).toEqual([]);
    expect(await window.store.end(ended(save))).toBe(true);
  });

  test('keeps its save where somebody has removed the file, and writes it anew', async () => {
    const { world, window, save } = await aWindowThatSaves();
    world.disk.delete('/saves/pending/s1.json');
    await world.clock.advance(LOOK);
    expect(window.storeEvents).toEqual([]);
    await window.store.persist(saving(save));
    expect(phaseIn(world, 'pending/s1.json')).toBe('saving');
  });
});

describe('a save that nobody follows', () => {
  test('and that ended while it was being taken is let go', async () => {
    const { world, window, save, other } = await twoWindows();
    window.kill();
    world.disk.before = (operation, file) => {
      if (operation !== 'create' || !file.endsWith('s1.2')) return;
      world.disk.delete('/saves/pending/s1.json');
      world.disk.put('/saves/ended/s1.json', saveText(ended(save)));
    };
    await world.clock.advance(LOOK);
    expect(world.filesIn('leases')).toEqual([]);
    await world.clock.advance(LOOK);
    expect(other.storeEvents).toEqual(['sees s1 requesting', 'sees s1 saved']);
    expect(other.log.lines).toEqual([]);
  });

  test('and whose file cannot be read is let go, and told in the log', async () => {
    const { world, window, other } = await twoWindows();
    window.kill();
    world.disk.before = (operation, file) => {
      if (operation === 'create' && file.endsWith('s1.2')) world.disk.put('/saves/pending/s1.json', '{');
    };
    await world.clock.advance(LOOK);
    expect(world.filesIn('leases')).toEqual([]);
    expect(world.filesIn('pending')).toEqual(['s1.json.unreadable']);
    expect(other.log.lines).toEqual([expect.stringContaining('s1.json.unreadable')]);
  });

  test('and that another window is quicker to take is that one’s', async () => {
    const { world, window, other } = await twoWindows();
    window.kill();
    world.disk.put('/saves/windows/w3.json', JSON.stringify({ pid: 99, host: 'elsewhere', beat: 1 }));
    world.disk.before = (operation, file) => {
      if (operation === 'create' && file.endsWith('s1.2')) world.disk.put('/saves/leases/s1.2', 'w3');
    };
    await world.clock.advance(2 * LOOK);
    expect(other.storeEvents).not.toContain('takes s1 requesting');
    expect(world.disk.text('/saves/leases/s1.2')).toBe('w3');
  });

  test('is forgotten when its file is gone', async () => {
    const { world, other } = await twoWindows();
    world.disk.delete('/saves/pending/s1.json');
    await world.clock.advance(LOOK);
    expect(other.storeEvents.slice(1)).toEqual(['forgets s1']);
    await world.clock.advance(LOOK);
    expect(other.storeEvents).toHaveLength(2);
    expect(other.log.lines).toEqual([]);
  });

  test('is told of by its follower once it can be read', async () => {
    const world = new ScriptedWorld();
    world.disk.put('/saves/pending/s1.json', saveText(aBegunSave()));
    world.disk.before = (operation, file) => {
      if (operation === 'read' && file.endsWith('s1.json')) world.disk.delete(file);
    };
    const window = await world.openStore('w1');
    expect(window.storeEvents).toEqual([]);
    expect(world.clock.sleepers).toBe(0);
  });
});

describe('a wish to stop', () => {
  test('reaches the window that follows the save, once, and no other', async () => {
    const { world, window } = await aWindowThatSaves();
    const [other, third] = [await world.openStore('w2'), await world.openStore('w3')];
    await other.store.requestStop('s1');
    expect(world.files).toContain('pending/s1.stop');
    await third.store.open();
    expect(world.files).toContain('pending/s1.stop');
    await world.clock.advance(3 * LOOK);
    expect(window.storeEvents).toEqual(['is asked to stop s1']);
    expect(world.files).not.toContain('pending/s1.stop');
    expect([other.storeEvents, third.storeEvents].flat()).not.toContain('is asked to stop s1');
  });

  test('is none before it is written as a whole, nor under another name', async () => {
    const { world, window } = await aWindowThatSaves();
    for (const name of ['s1.stop.1f.tmp', 'copy of s1.stop']) world.disk.put(`/saves/pending/${name}`, '');
    await world.clock.advance(LOOK);
    expect(window.storeEvents).toEqual([]);
    expect(world.filesIn('pending')).toHaveLength(3);
  });

  test('reaches a window that takes the save from one that is gone', async () => {
    const { world, window, other } = await twoWindows();
    await other.store.requestStop('s1');
    window.kill();
    await world.clock.advance(3 * LOOK);
    expect(other.storeEvents).toEqual(['sees s1 requesting', 'takes s1 requesting', 'is asked to stop s1']);
  });
});

describe('a save that ended', () => {
  async function aSaveThatEnded() {
    const { world, window, save } = await aWindowThatSaves();
    await window.store.end(ended(save));
    return { world, window, save: ended(save) };
  }

  test('is read by every window, and told when another one removes it', async () => {
    const { world, window, save } = await aSaveThatEnded();
    const other = await world.openStore('w2');
    expect(await other.store.readEnded()).toMatchObject([{ id: 's1', state: { phase: 'saved' } }]);
    world.disk.tellsChanges = true;
    await window.store.remove(save.id);
    await world.clock.advance(0);
    expect(other.storeEvents).toEqual(['forgets s1']);
    expect(world.files).toEqual([]);
  });

  test('is read once for all who ask, and nobody watches the folder before', async () => {
    const { world } = await aSaveThatEnded();
    const other = await world.openStore('w2');
    expect(world.disk.watched).not.toContain('ended');
    const [one, two] = await Promise.all([other.store.readEnded(), other.store.readEnded()]);
    expect(one).toBe(two);
    expect(world.disk.watched.filter((name) => name === 'ended')).toHaveLength(1);
  });

  test('is followed again by the window that is quicker; the other one sees how it goes on', async () => {
    const { world, window, save } = await aSaveThatEnded();
    const other = await world.openStore('w2');
    await other.store.readEnded();
    const again = saving({ ...save, endedAt: undefined });
    expect(await window.store.reopen(again)).toBe(true);
    expect(world.filesIn('ended')).toEqual([]);
    expect(phaseIn(world, 'pending/s1.json')).toBe('saving');
    expect(await other.store.reopen(again)).toBe(false);
    await world.clock.advance(LOOK);
    expect(other.storeEvents).toEqual(['sees s1 saving']);
    await window.store.end(save);
    await world.clock.advance(LOOK);
    expect(other.storeEvents).toEqual(['sees s1 saving', 'sees s1 saved']);
    expect(window.storeEvents).toEqual([]);
  });

  test('and is followed again is kept beyond a power cut, and from being saved twice', async () => {
    const { world, window, save } = await aSaveThatEnded();
    await window.store.reopen({ ...save, endedAt: undefined, state: REQUESTING });
    expect(world.files).toEqual(expect.arrayContaining(['windows/w1.json', 'leases/s1.1']));
    world.disk.cutPower();
    expect(phaseIn(world, 'pending/s1.json')).toBe('requesting');
    expect(world.clock.sleepers).toBe(1);
    const other = await world.openStore('w2');
    const second = aBegunSave('s2', { notebook: save.notebook });
    await expect(other.store.begin(second)).rejects.toMatchObject({ kind: 'saveInProgress' });
    expect(await window.store.end(save)).toBe(true);
    expect(world.filesIn('ended')).toEqual(['s1.json']);
  });

  test('and is followed again does not stop for a wish of before', async () => {
    const { world, window, save } = await aSaveThatEnded();
    world.disk.put('/saves/pending/s1.stop', '');
    await window.store.reopen(saving(save));
    await world.clock.advance(LOOK);
    expect(window.storeEvents).toEqual([]);
    expect(world.files).not.toContain('pending/s1.stop');
  });

  test('and is followed again twice by one window is held once', async () => {
    const { window, save } = await aSaveThatEnded();
    expect(await window.store.reopen(saving(save))).toBe(true);
    expect(await window.store.reopen(saving(save))).toBe(true);
    expect(await window.store.end(save)).toBe(true);
    expect(await window.store.end(save)).toBe(false);
  });

  test('and is followed again by the window that holds it still is its own, though the file is gone', async () => {
    const { world, window, save } = await aWindowThatSaves();
    world.disk.delete('/saves/pending/s1.json');
    expect(await window.store.reopen(saving(save))).toBe(true);
  });

  test('and is followed again by another window is not told to be forgotten', async () => {
    const { world, window, save } = await aSaveThatEnded();
    const other = await world.openStore('w2');
    await other.store.readEnded();
    world.disk.tellsChanges = true;
    await window.store.reopen(saving({ ...save, endedAt: undefined }));
    await world.clock.advance(LOOK);
    expect(other.storeEvents.filter((line) => line.startsWith('forgets'))).toEqual([]);
  });

  test('and that another window removes is forgotten alone, once, also by the window that saw its end', async () => {
    const { world, window } = await aSaveThatEnded();
    await window.store.readEnded();
    const second = aBegunSave('s2');
    await window.store.begin(second);
    await window.store.end(ended(second));
    const other = await world.openStore('w2');
    world.disk.tellsChanges = true;
    await other.store.remove('s2');
    await world.clock.advance(0);
    expect(window.storeEvents).toEqual(['forgets s2']);
    world.disk.put('/saves/ended/s9.json', '');
    await world.clock.advance(0);
    expect(window.storeEvents).toEqual(['forgets s2']);
    expect(other.storeEvents).toEqual([]);
  });

  test('and that this window removes is not told to itself', async () => {
    const { world, window, save } = await aSaveThatEnded();
    await window.store.readEnded();
    world.disk.tellsChanges = true;
    await window.store.remove(save.id);
    await world.clock.advance(0);
    expect(window.storeEvents).toEqual([]);
  });

  test('and cannot be read is set aside, told in the log, and costs no other', async () => {
    const { world, save } = await aSaveThatEnded();
    world.disk.put('/saves/ended/s2.json', saveText(save));
    world.disk.put('/saves/ended/s3.json', saveText({ ...save, id: 's3' }));
    world.disk.before = (operation, file) => {
      if (operation === 'read' && file.endsWith('s3.json')) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    const other = await world.openStore('w2');
    expect((await other.store.readEnded()).map(({ id }) => id)).toEqual(['s1']);
    expect(world.filesIn('ended')).toEqual(['s1.json', 's2.json.unreadable', 's3.json.unreadable']);
    expect(other.log.lines.toSorted()).toEqual([
      'warn Set aside, because it cannot be read: /saves/ended/s2.json.unreadable (It is the file of another save)',
      'warn Set aside, because it cannot be read: /saves/ended/s3.json.unreadable (EIO)',
    ]);
  });

  test('and that somebody removed cannot be followed again: it is forgotten', async () => {
    const { world, window, save } = await aSaveThatEnded();
    const other = await world.openStore('w2');
    await window.store.remove(save.id);
    expect(await other.store.reopen(saving(save))).toBe(false);
    expect(world.filesIn('leases')).toEqual([]);
    await world.clock.advance(LOOK);
    expect(other.storeEvents).toEqual(['forgets s1']);
    expect(world.clock.sleepers).toBe(0);
  });

  test('and that a window took up again and did not live to follow is followed again all the same', async () => {
    const { world, window, save } = await aSaveThatEnded();
    world.disk.before = (operation) => {
      if (operation === 'move') world.disk.put('/saves/pending/s1.json', saveText(saving(save)));
      if (operation === 'move') world.disk.delete('/saves/ended/s1.json');
    };
    expect(await window.store.reopen(saving(save))).toBe(true);
    expect(await window.store.end(save)).toBe(true);
  });

  test('goes when more have ended than are to be kept: the oldest first, and windows hear of it', async () => {
    const world = new ScriptedWorld();
    const window = await world.openStore('w1', { maxEnded: () => 2 });
    for (const id of ['s1', 's2', 's3']) {
      await window.store.begin(aBegunSave(id));
      await world.clock.advance(SECOND);
      await window.store.end(ended(aBegunSave(id)));
    }
    expect(world.files).toEqual(['ended/s2.json', 'ended/s3.json']);
    expect(window.storeEvents).toEqual(['forgets s1']);
  });

  test('stays while no more than that have ended, and which is the oldest is told by when it was written', async () => {
    const world = new ScriptedWorld();
    let keep = 5;
    const window = await world.openStore('w1', { maxEnded: () => keep });
    for (const id of ['s1', 's2', 's3']) world.disk.put(`/saves/ended/${id}.json`, '');
    world.disk.put('/saves/ended/s2.json', '', world.clock.now() - MINUTE);
    await window.store.begin(aBegunSave('s4'));
    await window.store.end(ended(aBegunSave('s4')));
    expect(world.filesIn('ended')).toHaveLength(4);
    keep = 4;
    await world.clock.advance(SECOND);
    await window.store.begin(aBegunSave('s5'));
    await window.store.end(ended(aBegunSave('s5')));
    expect(window.storeEvents).toEqual(['forgets s2']);
  });

  test('is counted and removed by its own name alone, whatever else lies there', async () => {
    const world = new ScriptedWorld();
    const window = await world.openStore('w1', { maxEnded: () => 1 });
    for (const name of ['s0.json.unreadable', 'copy of s8.json', 's9.txt']) world.disk.put(`/saves/ended/${name}`, '');
    await window.store.begin(aBegunSave());
    await window.store.end(ended(aBegunSave()));
    expect(window.storeEvents).toEqual([]);
    expect(world.filesIn('ended')).toHaveLength(4);
  });

  test('takes away what windows that crashed have left, but for what may be in use', async () => {
    const { world, window, save } = await aWindowThatSaves();
    const left = ['windows/gone.json', 'leases/over.1', 'pending/over.stop', 'ended/s9.json.1f.tmp'];
    for (const file of left) world.disk.put(`/saves/${file}`, '', world.clock.now() - 2 * DAY);
    world.disk.put('/saves/windows/fresh.json', '');
    await window.store.end(ended(save));
    expect(world.files).toEqual(['ended/s1.json', 'windows/fresh.json']);
  });
});

describe('a disk that fails', () => {
  test('is told once, with its reason, until something could be written again', async () => {
    const { world, window } = await aWindow();
    world.disk.failWith('ENOSPC');
    await window.store.begin(aBegunSave());
    await window.store.persist(saving(aBegunSave()));
    const trouble = { reason: 'full', code: 'ENOSPC', folder: '/saves' };
    expect(window.storeTroubles).toEqual([trouble]);
    expect(window.log.lines).toEqual(['warn Saves cannot be kept in /saves: ENOSPC']);
    world.disk.failWith(undefined);
    await window.store.persist(saving(aBegunSave()));
    world.disk.failWith('ENOSPC');
    await window.store.persist(saving(aBegunSave()));
    await window.store.persist(saving(aBegunSave()));
    expect(window.storeTroubles).toEqual([trouble, trouble]);
  });

  test('is told again after a save that was begun while it was well', async () => {
    const { world, window } = await aWindow();
    world.disk.failWith('EROFS');
    await window.store.requestStop('s9');
    world.disk.failWith(undefined);
    await window.store.begin(aBegunSave());
    world.disk.failWith('EROFS');
    await window.store.requestStop('s9');
    expect(window.storeTroubles.map(({ reason }) => reason)).toEqual(['readOnly', 'readOnly']);
  });

  test('is told again after a save that is held could be written', async () => {
    const { world, window, save } = await aWindowThatSaves();
    for (const code of ['ENOSPC', undefined, 'EDQUOT'] as const) {
      world.disk.failWith(code);
      await window.store.persist(saving(save));
    }
    expect(window.storeTroubles.map(({ code }) => code)).toEqual(['ENOSPC', 'EDQUOT']);
  });

  test.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EROFS', 'readOnly'],
    ['EACCES', 'readOnly'],
    ['EPERM', 'readOnly'],
    ['EIO', 'other'],
  ])('with %s is told as %s', async (code, reason) => {
    const { world, window } = await aWindow();
    world.disk.failWith(code);
    const begun = window.store.begin(aBegunSave());
    await world.clock.advance(LOOK);
    await begun;
    expect(window.storeTroubles).toEqual([{ reason, code, folder: '/saves' }]);
  });

  test('without a code is told by its words', async () => {
    const { world, window } = await aWindow();
    world.disk.before = () => {
      throw new Error('what a disk');
    };
    await window.store.begin(aBegunSave());
    expect(window.storeTroubles).toEqual([{ reason: 'other', code: undefined, folder: '/saves' }]);
    expect(window.log.lines).toEqual(['warn Saves cannot be kept in /saves: Error: what a disk']);
  });

  test('keeps no save from being begun, and it is this window’s to tell', async () => {
    const { world, window } = await aWindow();
    world.disk.failWith('ENOSPC');
    const save = aBegunSave();
    await window.store.begin(save);
    expect(await window.store.end(ended(save))).toBe(true);
    expect(world.files).toEqual([]);
  });

  test('half-way leaves nothing of a save that could not be begun', async () => {
    const { world, window } = await aWindow();
    world.disk.before = (operation, file) => {
      if (operation === 'create' && file.includes('notebooks')) throw Object.assign(new Error('x'), { code: 'EIO' });
    };
    await window.store.begin(aBegunSave());
    expect(world.files).toEqual(['windows/w1.json']);
    expect(window.storeTroubles).toMatchObject([{ code: 'EIO' }]);
  });

  test('for a while only keeps the save as soon as it is well, and then it is held as any other', async () => {
    const { world, window } = await aWindow();
    const save = aBegunSave();
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

  test('at the end of a save lets it end with its state of before', async () => {
    const { world, window, save } = await aWindowThatSaves();
    await window.store.persist(saving(save));
    world.disk.failWith('ENOSPC', ['write']);
    expect(await window.store.end(ended(save))).toBe(true);
    expect(world.filesIn('pending')).toEqual([]);
    expect(phaseIn(world, 'ended/s1.json')).toBe('saving');
  });

  test('and cannot say who tells people of the end: this window does', async () => {
    const { world, window, save } = await aWindowThatSaves();
    world.disk.failWith('EIO');
    expect(await window.store.end(ended(save))).toBe(true);
  });

  test('when a save is followed again: it is followed by this window', async () => {
    const { world, window, save } = await aWindowThatSaves();
    await window.store.end(ended(save));
    world.disk.failWith('EIO');
    expect(await window.store.reopen(saving(save))).toBe(true);
  });

  test('when old files are to be removed costs nothing else', async () => {
    const { world, window, save } = await aWindowThatSaves();
    world.disk.put('/saves/windows/gone.json', '', 0);
    world.disk.failWith('EIO', ['writtenAt']);
    expect(await window.store.end(ended(save))).toBe(true);
    expect(world.filesIn('ended')).toEqual(['s1.json']);
  });

  test('costs no other window its sign of life, nor this one its looks', async () => {
    const { world, window } = await aWindowThatSaves();
    world.disk.failWith('EIO', ['write']);
    await world.clock.advance(2 * LOOK);
    expect(window.storeTroubles).toHaveLength(1);
    world.disk.put('/saves/pending/s1.stop', '');
    await world.clock.advance(LOOK);
    expect(window.storeEvents).toEqual(['is asked to stop s1']);
    world.disk.failWith('EIO', ['list']);
    await world.clock.advance(2 * LOOK);
    world.disk.failWith(undefined);
    const beat = world.disk.text('/saves/windows/w1.json');
    await world.clock.advance(LOOK);
    expect(world.disk.text('/saves/windows/w1.json')).not.toBe(beat);
  });
});

describe('a window that is closed', () => {
  test('leaves its saves to others, and hears and says nothing more', async () => {
    const { world, window, other } = await twoWindows();
    await window.store.readEnded();
    window.store.dispose();
    expect(world.filesIn('windows')).toEqual([]);
    await world.clock.advance(LOOK);
    expect(other.storeEvents).toEqual(['sees s1 requesting', 'takes s1 requesting']);
    other.kill();
    await world.clock.advance(MINUTE);
    expect(window.storeEvents).toEqual([]);
    expect(world.disk.watched).toEqual(['pending']);
    expect(window.log.lines).toEqual([]);
  });

  test('while its disk fails says nothing of it', async () => {
    const { world, window, save } = await aWindowThatSaves();
    window.store.dispose();
    world.disk.failWith('EIO');
    await window.store.persist(saving(save));
    expect([window.storeTroubles, window.log.lines]).toEqual([[], []]);
  });

  test('in the middle of a look hears nothing of what that shows', async () => {
    const { world } = await aWindowThatSaves();
    const other = world.window('w2');
    other.process.freeze();
    void other.store.open();
    await world.clock.advance(0);
    other.store.dispose();
    other.process.thaw();
    await world.clock.advance(LOOK);
    expect(other.storeEvents).toEqual([]);
  });

  test('does not begin to look again', async () => {
    const { world, window } = await aWindowThatSaves();
    window.store.dispose();
    await window.store.begin(aBegunSave('s2'));
    await world.clock.advance(0);
    expect(world.clock.sleepers).toBe(0);
  });
});

test('a wait that ends in a way nobody foresaw is told in the log, and the looking goes on', async () => {
  const world = new ScriptedWorld();
  let faults = 1;
  const clock = {
    now: () => world.clock.now(),
    sleep: (ms: number, signal: AbortSignal) => {
      faults -= 1;
      return faults < 0 ? world.clock.sleep(ms, signal) : Promise.reject(new TypeError('nobody foresaw this'));
    },
  };
  const window = await world.openStore('w1', { clock });
  await window.store.begin(aBegunSave());
  await world.clock.advance(0);
  expect(window.log.lines).toEqual(['error Saves are not looked after any more: TypeError: nobody foresaw this']);
  await window.store.requestStop('s1');
  await world.clock.advance(LOOK);
  expect(window.storeEvents).toEqual(['is asked to stop s1']);
});
