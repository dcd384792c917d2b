import { afterEach, describe, expect, test, vi } from 'vitest';
import type { NotebookChange } from '../../../src/ui/notebooks/notebookList';
import { type UiWindow, type UiWindowOptions, uiWindow } from '../../support/uiWindow';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const never = new AbortController().signal;
const windows: UiWindow[] = [];

async function aWindow(options: UiWindowOptions = {}): Promise<UiWindow> {
  const window = await uiWindow({ notebooks: 7, ...options });
  windows.push(window);
  return window;
}

afterEach(async () => {
  await Promise.all(windows.splice(0).map((window) => window.close()));
});

describe('a list of ten thousand notebooks', () => {
  test('shows its first page at once and redraws about twice its rows in total', async () => {
    const window = await aWindow({ notebooks: 10_000 });
    const sizes: number[] = [];
    window.list().onDidChange((change) => {
      if (change === undefined) sizes.push(window.list().size);
    });
    await window.list().read();
    expect(sizes[0]).toBe(50);
    expect(sizes.at(-1)).toBe(10_001);
    expect(sizes.length).toBeLessThanOrEqual(10);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2.5 * 10_001);
    expect(window.emulator.count('ListNotebooks')).toBe(201);
    expect(window.emulator.connectionsOpened).toBeLessThanOrEqual(8);
  });

  test('reports only the changed notebooks after a reload', async () => {
    const window = await aWindow({ notebooks: 120 });
    await window.list().read();
    const changes: NotebookChange[] = [];
    window.list().onDidChange((change) => changes.push(change));
    await window.list().read();
    expect(changes).toEqual([new Set()]);
    const [first] = [...window.list().notebooks];
    window.emulator.edit.alterNotebook(first!.id, { status: 'STOPPED' });
    await window.list().read();
    expect(changes.at(-1)).toEqual(new Set([first!.id]));
    window.emulator.edit.removeNotebook(first!.id);
    await window.list().read();
    expect(changes.at(-1)).toBeUndefined();
  });

  test('keeps its notebooks during a reload and after a failed one', async () => {
    const window = await aWindow();
    await window.list().read();
    const { size } = window.list();
    window.emulator.fail({ on: 'ListNotebooks', with: 'forbidden', times: 1 });
    await window.list().read();
    expect([window.list().state.kind, window.list().size, window.list().failures]).toEqual(['failed', size, 1]);
    await window.list().read();
    expect([window.list().state.kind, window.list().failures]).toEqual(['read', 0]);
  });
});

describe('free notebooks', () => {
  test('are listed with billed ones', async () => {
    const window = await aWindow();
    await window.list().read();
    expect([...window.list().notebooks].filter(({ feature }) => feature === 'DEFAULT')).toHaveLength(1);
  });

  test('do not affect the others when listing them fails', async () => {
    const window = await aWindow();
    window.emulator.fail({ on: 'ListNotebooks', with: 'forbidden', times: 1, after: 1 });
    await window.list().read();
    expect([window.list().state.kind, window.list().size]).toEqual(['read', 7]);
    expect(window.log.lines.join('\n')).toContain('Free notebooks could not be listed');
  });
});

describe('the notebooks of all users', () => {
  test('are listed with their owners when the account has permission', async () => {
    const window = await aWindow();
    window.wants.allUsers = true;
    await window.list().read();
    const owners = new Set([...window.list().notebooks].map(({ ownerName }) => ownerName));
    expect(owners).toEqual(new Set(['demo-user', 'chen.xiao', 'maria.silva', '王伟']));
    expect(window.list().isOwnOnly).toBe(false);
    expect(window.emulator.count('ListNotebooks')).toBe(0);
  });

  test("are limited to the account's own, without an error or a retry, when the account lacks permission", async () => {
    const window = await aWindow();
    window.wants.allUsers = true;
    window.emulator.fail({ on: 'ListAllNotebooks', with: 'forbidden', times: Infinity });
    await window.list().read();
    expect([window.list().state.kind, window.list().size, window.list().isOwnOnly]).toEqual(['read', 8, true]);
    await window.list().read();
    expect(window.emulator.count('ListAllNotebooks')).toBe(1);
  });
});

describe('several connections', () => {
  test('have one list each, and a failing one does not affect the others', async () => {
    const window = await aWindow({ connections: ['Work', 'Home'] });
    window.broken.add('Home');
    await Promise.all(window.lists.all.map(({ list }) => list.read()));
    expect(window.lists.all.map(({ connection, list }) => [connection, list.state.kind, list.size])).toEqual([
      ['Work', 'read', 8],
      ['Home', 'notConnected', 0],
    ]);
    window.broken.clear();
    await window.list('Home').read();
    expect(window.list('Home').size).toBe(8);
  });

  test('drop their notebooks and late responses when they change', async () => {
    const window = await aWindow();
    await window.list().read();
    window.emulator.latencyMs = 50;
    const old = window.list();
    const reading = old.read();
    window.reconnect();
    await reading;
    expect(window.list()).not.toBe(old);
    expect([window.list().state.kind, window.list().size]).toEqual(['unread', 0]);
  });

  test('lose only the rows of the changed one, and loading another continues', async () => {
    const window = await aWindow({ connections: ['Work', 'Home', 'Archive'] });
    await Promise.all(['Work', 'Archive'].map((name) => window.list(name).read()));
    const reading = window.list('Home').read();
    window.reconnect(['Archive']);
    await reading;
    expect(window.lists.all.map(({ connection, list }) => [connection, list.state.kind, list.size])).toEqual([
      ['Work', 'read', 8],
      ['Home', 'read', 8],
      ['Archive', 'unread', 0],
    ]);
  });

  test('reload a failed list when any connection changes', async () => {
    const window = await aWindow({ connections: ['Work', 'Home'] });
    window.broken.add('Home');
    await window.list('Home').read();
    window.reconnect(['Work']);
    expect(window.list('Home').state.kind).toBe('unread');
  });

  test('have one list with the state not connected when there are none', async () => {
    const window = await aWindow({ connections: [] });
    await window.lists.all[0]!.list.read();
    expect(window.lists.all[0]!.list.state).toMatchObject({ kind: 'notConnected', error: { reason: 'noConnection' } });
  });
});

describe('the status after a command', () => {
  test('is shown before the service reports it and reset afterwards', async () => {
    const window = await aWindow();
    await window.list().read();
    const [first] = [...window.list().notebooks];
    const optimistic = window.list().setOptimisticStatus(first!.id, 'STOPPING');
    expect(window.list().get(first!.id)?.status).toBe('STOPPING');
    expect([...window.list().notebooks].find(({ id }) => id === first!.id)?.status).toBe('STOPPING');
    optimistic.dispose();
    expect(window.list().get(first!.id)?.status).toBe('RUNNING');
  });

  test('is shown until the service reports a status other than the previous one', async () => {
    const window = await aWindow();
    await window.list().read();
    const [first] = [...window.list().notebooks];
    window.list().expectStatus(first!.id, 'RUNNING', 'STOPPING');
    await window.list().readOne(first!.id);
    await window.list().read();
    expect(window.list().get(first!.id)?.status).toBe('STOPPING');
    window.emulator.edit.alterNotebook(first!.id, { status: 'ERROR' });
    await window.list().readOne(first!.id);
    expect(window.list().get(first!.id)?.status).toBe('ERROR');
  });

  test('is shown for at most half a minute while the service reports the previous one', async () => {
    const window = await aWindow();
    await window.list().read();
    const [first] = [...window.list().notebooks];
    const changes: NotebookChange[] = [];
    window.list().expectStatus(first!.id, 'RUNNING', 'STOPPING');
    window.list().onDidChange((change) => changes.push(change));
    await window.clock.advance(30_000);
    await window.list().readOne(first!.id);
    expect(window.list().get(first!.id)?.status).toBe('RUNNING');
    expect(changes).toEqual([new Set([first!.id])]);
  });

  test('is not overwritten by a list reload that started before', async () => {
    const window = await aWindow();
    await window.list().read();
    const [first] = [...window.list().notebooks];
    window.emulator.latencyMs = 100;
    const reading = window.list().read();
    window.list().put({ ...(await window.client.getNotebook(first!.id, never)), status: 'STOPPING' });
    await reading;
    expect(window.list().get(first!.id)?.status).toBe('STOPPING');
    await window.list().read();
    expect(window.list().get(first!.id)?.status).toBe('RUNNING');
  });
});

test('the browser address with its token appears in no list, details or log', async () => {
  const window = await aWindow();
  await window.list().read();
  const [first] = [...window.list().notebooks];
  const { token } = window.emulator.edit.notebooks.find(({ id }) => id === first!.id)!;
  const details = await window.client.getNotebook(first!.id, never);
  const address = await window.client.getNotebookAddress(first!.id, never);
  expect(address).toContain(`token=${token}`);
  expect(address?.match(/token=/g)).toHaveLength(1);
  const kept = JSON.stringify([[...window.list().notebooks], details]) + window.log.lines.join('\n');
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
])('a notebook with %j has the address %s', async (overlay, address) => {
  const window = await aWindow();
  const { id } = window.emulator.edit.addNotebook({ overlay });
  expect(await window.client.getNotebookAddress(id, never)).toBe(address);
});
