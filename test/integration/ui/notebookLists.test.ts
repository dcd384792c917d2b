import { afterEach, describe, expect, test } from 'vitest';
import type { NotebookChange } from '../../../src/ui/notebooks/notebookList';
import { aNotebookWorld, type NotebookWorld, type NotebookWorldOptions } from '../../support/notebookWorld';

const never = new AbortController().signal;
const worlds: NotebookWorld[] = [];

async function aWorld(options: NotebookWorldOptions = {}): Promise<NotebookWorld> {
  const world = await aNotebookWorld({ notebooks: 7, ...options });
  worlds.push(world);
  return world;
}

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
});

describe('a list of ten thousand notebooks', () => {
  test('is there from the first page on, and is drawn about twice over until it is complete', async () => {
    const world = await aWorld({ notebooks: 10_000 });
    const sizes: number[] = [];
    world.list().onDidChange((change) => {
      if (change === undefined) sizes.push(world.list().size);
    });
    await world.list().read();
    expect(sizes[0]).toBe(50);
    expect(sizes.at(-1)).toBe(10_001);
    expect(sizes.length).toBeLessThanOrEqual(10);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2.5 * 10_001);
    expect(world.emulator.count('ListNotebooks')).toBe(201);
    expect(world.emulator.connectionsOpened).toBeLessThanOrEqual(8);
  });

  test('that is read again tells of nothing when nothing changed, and else of what did', async () => {
    const world = await aWorld({ notebooks: 120 });
    await world.list().read();
    const changes: NotebookChange[] = [];
    world.list().onDidChange((change) => changes.push(change));
    await world.list().read();
    expect(changes).toEqual([new Set()]);
    const [first] = [...world.list().notebooks];
    world.emulator.edit.alterNotebook(first!.id, { status: 'STOPPED' });
    await world.list().read();
    expect(changes.at(-1)).toEqual(new Set([first!.id]));
    world.emulator.edit.removeNotebook(first!.id);
    await world.list().read();
    expect(changes.at(-1)).toBeUndefined();
  });

  test('keeps what it has while it is read again and when that fails', async () => {
    const world = await aWorld();
    await world.list().read();
    const { size } = world.list();
    world.emulator.fail({ on: 'ListNotebooks', with: 'forbidden', times: 1 });
    await world.list().read();
    expect([world.list().state.kind, world.list().size, world.list().failures]).toEqual(['failed', size, 1]);
    await world.list().read();
    expect([world.list().state.kind, world.list().failures]).toEqual(['read', 0]);
  });
});

describe('free notebooks', () => {
  test('are listed with the others', async () => {
    const world = await aWorld();
    await world.list().read();
    expect([...world.list().notebooks].filter(({ feature }) => feature === 'DEFAULT')).toHaveLength(1);
  });

  test('that cannot be listed take nothing from the others', async () => {
    const world = await aWorld();
    world.emulator.fail({ on: 'ListNotebooks', with: 'forbidden', times: 1, after: 1 });
    await world.list().read();
    expect([world.list().state.kind, world.list().size]).toEqual(['read', 7]);
    expect(world.log.lines.join('\n')).toContain('Free notebooks could not be listed');
  });
});

describe('the notebooks of all users', () => {
  test('are listed where the account may, with their owners', async () => {
    const world = await aWorld();
    world.wants.allUsers = true;
    await world.list().read();
    const owners = new Set([...world.list().notebooks].map(({ ownerName }) => ownerName));
    expect(owners).toEqual(new Set(['demo-user', 'chen.xiao', 'maria.silva', '王伟']));
    expect(world.list().isOwnOnly).toBe(false);
    expect(world.emulator.count('ListNotebooks')).toBe(0);
  });

  test('are its own where it may not, which is no failure, and it does not ask again', async () => {
    const world = await aWorld();
    world.wants.allUsers = true;
    world.emulator.fail({ on: 'ListAllNotebooks', with: 'forbidden', times: Infinity });
    await world.list().read();
    expect([world.list().state.kind, world.list().size, world.list().isOwnOnly]).toEqual(['read', 8, true]);
    await world.list().read();
    expect(world.emulator.count('ListAllNotebooks')).toBe(1);
  });
});

describe('several connections', () => {
  test('each have a list of their own: one that fails leaves the others alone', async () => {
    const world = await aWorld({ connections: ['Work', 'Home'] });
    world.broken.add('Home');
    await Promise.all(world.lists.all.map(({ list }) => list.read()));
    expect(world.lists.all.map(({ connection, list }) => [connection, list.state.kind, list.size])).toEqual([
      ['Work', 'read', 8],
      ['Home', 'notConnected', 0],
    ]);
    world.broken.clear();
    await world.list('Home').read();
    expect(world.list('Home').size).toBe(8);
  });

  test('that change drop what was read, and no late answer is shown', async () => {
    const world = await aWorld();
    await world.list().read();
    world.emulator.latencyMs = 50;
    const old = world.list();
    const reading = old.read();
    world.reconnect();
    await reading;
    expect(world.list()).not.toBe(old);
    expect([world.list().state.kind, world.list().size]).toEqual(['unread', 0]);
  });

  test('of which one changes lose the rows of that one alone, and a reading of another goes on', async () => {
    const world = await aWorld({ connections: ['Work', 'Home', 'Archive'] });
    await Promise.all(['Work', 'Archive'].map((name) => world.list(name).read()));
    const reading = world.list('Home').read();
    world.reconnect(['Archive']);
    await reading;
    expect(world.lists.all.map(({ connection, list }) => [connection, list.state.kind, list.size])).toEqual([
      ['Work', 'read', 8],
      ['Home', 'read', 8],
      ['Archive', 'unread', 0],
    ]);
  });

  test('one that could not be read is asked anew when any changes', async () => {
    const world = await aWorld({ connections: ['Work', 'Home'] });
    world.broken.add('Home');
    await world.list('Home').read();
    world.reconnect(['Work']);
    expect(world.list('Home').state.kind).toBe('unread');
  });

  test('none is one list that says so', async () => {
    const world = await aWorld({ connections: [] });
    await world.lists.all[0]!.list.read();
    expect(world.lists.all[0]!.list.state).toMatchObject({ kind: 'notConnected', error: { reason: 'noConnection' } });
  });
});

describe('what a person did', () => {
  test('is shown before the service says it, and put back', async () => {
    const world = await aWorld();
    await world.list().read();
    const [first] = [...world.list().notebooks];
    const pretended = world.list().pretend(first!.id, 'STOPPING');
    expect(world.list().get(first!.id)?.status).toBe('STOPPING');
    expect([...world.list().notebooks].find(({ id }) => id === first!.id)?.status).toBe('STOPPING');
    pretended.dispose();
    expect(world.list().get(first!.id)?.status).toBe('RUNNING');
  });

  test('is shown while the service still says what was, and no longer when it says something else', async () => {
    const world = await aWorld();
    await world.list().read();
    const [first] = [...world.list().notebooks];
    world.list().expect(first!.id, 'RUNNING', 'STOPPING');
    await world.list().readOne(first!.id);
    await world.list().read();
    expect(world.list().get(first!.id)?.status).toBe('STOPPING');
    world.emulator.edit.alterNotebook(first!.id, { status: 'ERROR' });
    await world.list().readOne(first!.id);
    expect(world.list().get(first!.id)?.status).toBe('ERROR');
  });

  test('is not shown for longer than half a minute against what the service says', async () => {
    const world = await aWorld();
    await world.list().read();
    const [first] = [...world.list().notebooks];
    const changes: NotebookChange[] = [];
    world.list().expect(first!.id, 'RUNNING', 'STOPPING');
    world.list().onDidChange((change) => changes.push(change));
    await world.clock.advance(30_000);
    await world.list().readOne(first!.id);
    expect(world.list().get(first!.id)?.status).toBe('RUNNING');
    expect(changes).toEqual([new Set([first!.id])]);
  });

  test('is not undone by a reading of the whole list that began before', async () => {
    const world = await aWorld();
    await world.list().read();
    const [first] = [...world.list().notebooks];
    world.emulator.latencyMs = 100;
    const reading = world.list().read();
    world.list().put({ ...(await world.client.getNotebook(first!.id, never)), status: 'STOPPING' });
    await reading;
    expect(world.list().get(first!.id)?.status).toBe('STOPPING');
    await world.list().read();
    expect(world.list().get(first!.id)?.status).toBe('RUNNING');
  });
});

test('the address with the token is read for the browser alone: neither lists, details nor the log have it', async () => {
  const world = await aWorld();
  await world.list().read();
  const [first] = [...world.list().notebooks];
  const { token } = world.emulator.edit.notebooks.find(({ id }) => id === first!.id)!;
  const details = await world.client.getNotebook(first!.id, never);
  const address = await world.client.getNotebookAddress(first!.id, never);
  expect(address).toContain(`token=${token}`);
  expect(address?.match(/token=/g)).toHaveLength(1);
  const kept = JSON.stringify([[...world.list().notebooks], details]) + world.log.lines.join('\n');
  expect(kept).not.toContain(token);
});

test.each([
  [{ url: 'https://nb.example/lab', token: 't-1' }, 'https://nb.example/lab?token=t-1'],
  [{ url: 'https://nb.example/lab?token=t-1', token: 't-2' }, 'https://nb.example/lab?token=t-1'],
  [{ url: 'https://nb.example/lab', token: null }, 'https://nb.example/lab'],
  [{ url: 'http://nb.example/lab', token: 't-1' }, undefined],
  [{ url: 'command:workbench.action.quit', token: 't-1' }, undefined],
  [{ url: null, token: 't-1' }, undefined],
  [{ url: 'not an address' }, undefined],
])('of %j the address is %s', async (overlay, address) => {
  const world = await aWorld();
  const { id } = world.emulator.edit.addNotebook({ overlay });
  expect(await world.client.getNotebookAddress(id, never)).toBe(address);
});
