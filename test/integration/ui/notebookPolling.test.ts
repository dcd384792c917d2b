import { afterEach, describe, expect, test } from 'vitest';
import { aNotebookWorld, type NotebookWorld, type NotebookWorldOptions } from '../../support/notebookWorld';

const MINUTE = 60_000;
/** Requests of one reading of a short list: the billed notebooks, and the free ones. */
const READING = 2;
const worlds: NotebookWorld[] = [];

/** A world whose list has been read and in which nothing is about to change by itself. */
async function quietWorld(options: NotebookWorldOptions = {}): Promise<NotebookWorld> {
  const world = await aNotebookWorld({ notebooks: 7, ...options });
  worlds.push(world);
  await world.list().read();
  world.emulator.resetJournal();
  return world;
}

describe('notebooks that somebody looks at', () => {
  afterEach(async () => {
    await Promise.all(worlds.splice(0).map((world) => world.close()));
  });

  test('are read once an interval, and nothing else is asked', async () => {
    const world = await quietWorld();
    await world.pass(5 * MINUTE + 1000);
    expect(world.emulator.count('ListNotebooks')).toBe(5 * READING);
    expect(world.emulator.count('*')).toBe(5 * READING);
  });

  test.each([
    ['a hidden view or a window without the focus', (world: NotebookWorld) => world.attention.lookAway()],
    ['an interval of 0', (world: NotebookWorld) => Object.assign(world.wants, { intervalMs: 0 })],
  ])('ask for nothing at all with %s', async (_what, change) => {
    const world = await quietWorld();
    change(world);
    world.poke();
    await world.pass(10 * MINUTE);
    expect(world.emulator.count('*')).toBe(0);
  });

  test('are read at once when somebody looks again after more than an interval, and not sooner', async () => {
    const world = await quietWorld();
    world.attention.lookAway();
    await world.pass(30_000);
    world.attention.look();
    await world.pass(1000);
    expect(world.emulator.count('*')).toBe(0);
    world.attention.lookAway();
    await world.pass(10 * MINUTE);
    world.attention.look();
    await world.pass(1000);
    expect(world.emulator.count('*')).toBe(READING);
  });

  test('never read are none of its business: nobody looked at them yet', async () => {
    const world = await aNotebookWorld({ notebooks: 7 });
    worlds.push(world);
    await world.pass(10 * MINUTE);
    expect(world.emulator.count('*')).toBe(0);
  });

  test('of a connection that is folded are left alone', async () => {
    const world = await quietWorld({ connections: ['Work', 'Home'] });
    await world.list('Home').read();
    world.lists.setFolded('Home', true);
    world.emulator.resetJournal();
    await world.pass(MINUTE + 1000);
    expect(world.emulator.count('*')).toBe(READING);
  });

  test('are read the next time an interval after the answer, when a person read them meanwhile', async () => {
    const world = await quietWorld();
    await world.pass(50_000);
    await world.list().read();
    world.emulator.resetJournal();
    await world.pass(59_000);
    expect(world.emulator.count('*')).toBe(0);
    await world.pass(2000);
    expect(world.emulator.count('*')).toBe(READING);
  });

  test('of one list go on when a bug ends the reading of another, which is asked less often, and leaves its stack', async () => {
    const world = await quietWorld({ connections: ['Work', 'Home'] });
    await world.list('Home').read();
    world.bugs.add('Home');
    await world.pass(7 * MINUTE + 1000);
    const bugs = world.log.lines.filter((line) => line.startsWith('error'));
    expect(bugs).toHaveLength(3);
    expect(bugs[0]).toMatch(/Notebooks could not be listed: TypeError: nobody foresaw this\n +at /);
    expect(world.clock.now() - (world.list('Work').readAt ?? 0)).toBeLessThanOrEqual(MINUTE);
    expect(world.list('Work').failures).toBe(0);
  });

  test('are asked for less often while the service fails, and as before once it answers', async () => {
    const world = await quietWorld();
    const heal = world.emulator.fail({ on: 'ListNotebooks', with: 'forbidden', times: Infinity });
    await world.pass(20 * MINUTE);
    expect(world.emulator.count('*')).toBeLessThanOrEqual(5);
    expect(world.list().state.kind).toBe('failed');
    heal();
    await world.pass(20 * MINUTE);
    expect(world.list().state.kind).toBe('read');
    world.emulator.resetJournal();
    await world.pass(3 * MINUTE + 1000);
    expect(world.emulator.count('*')).toBeGreaterThanOrEqual(2 * READING);
  });

  test('that start are looked at alone, from seconds on, until they run', async () => {
    const world = await quietWorld();
    const stopped = world.emulator.edit.addNotebook({ name: 'sleeper', status: 'STOPPED' });
    await world.list().read();
    world.list().put(await world.client.startNotebook(stopped.id, undefined, new AbortController().signal));
    world.emulator.resetJournal();
    await world.pass(2 * MINUTE);
    expect(world.list().get(stopped.id)?.status).toBe('RUNNING');
    const looks = world.emulator.count('ShowNotebook');
    expect(looks).toBeGreaterThanOrEqual(5);
    expect(looks).toBeLessThanOrEqual(16);
    expect(world.emulator.count('ListNotebooks')).toBe(2 * READING);
    world.emulator.resetJournal();
    await world.pass(MINUTE);
    expect(world.emulator.count('ShowNotebook')).toBe(0);
  });

  test('that start are not looked at while nobody looks, and are seen to run when somebody does again', async () => {
    const world = await quietWorld();
    const stopped = world.emulator.edit.addNotebook({ name: 'sleeper', status: 'STOPPED' });
    await world.list().read();
    world.list().put(await world.client.startNotebook(stopped.id, undefined, new AbortController().signal));
    world.attention.lookAway();
    world.emulator.resetJournal();
    await world.pass(10 * MINUTE);
    expect(world.emulator.count('*')).toBe(0);
    world.attention.look();
    await world.pass(1000);
    expect(world.list().get(stopped.id)?.status).toBe('RUNNING');
  });

  test('that are saved from here are left to the save', async () => {
    const world = await quietWorld();
    const saving = world.emulator.edit.addNotebook({ name: 'saving', status: 'SNAPSHOTTING' });
    world.followed.add(saving.id);
    await world.list().read();
    world.emulator.resetJournal();
    await world.pass(50_000);
    expect(world.emulator.count('*')).toBe(0);
  });

  test('that disappear while they are looked at disappear', async () => {
    const world = await quietWorld();
    const leaving = world.emulator.edit.addNotebook({ name: 'leaving', status: 'DELETING' });
    await world.list().read();
    world.emulator.edit.removeNotebook(leaving.id);
    await world.pass(5000);
    expect(world.list().get(leaving.id)).toBeUndefined();
  });

  test('leave no request behind when the window closes', async () => {
    const world = await quietWorld();
    world.emulator.latencyMs = 200;
    const reading = world.list().read();
    world.lists.dispose();
    await reading;
    expect(world.list().size).toBeGreaterThan(0);
    world.emulator.latencyMs = 0;
  });
});
