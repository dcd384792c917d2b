import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import { manageConnectionsCommand } from '../../../src/ui/connections/manageConnections';
import { errorText } from '../../../src/ui/text/errorText';
import { settled } from '../../support/manualClock';
import { appears, leftovers, shownMessage, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';
import { anEmulator, aWindow, entryOf } from './signIn';

vi.mock('vscode', () => import('../../support/vscodeStub'));
beforeEach(() => screen.clear());

const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const loginOf = ({ credentials: { login } }: Emulator) => ({ kind: 'login', login }) as const;

describe('a stored password', () => {
  test.each(['iam', 'modelarts', 'swr'] as const)(
    'is not sent when the settings change the %s endpoint: the error names both URLs, and no request is sent',
    async (service) => {
      const [own, other] = [await anEmulator(), await anEmulator()];
      const { clients, connections, secrets, state } = aWindow({ connections: [entryOf(own)], connection: '' });
      await secrets.store(connections.get('Work'), loginOf(own));
      await (await clients.for('Work')).readNotebooks({}, soon());
      own.resetJournal();

      const endpoints = { modelarts: own.url, swr: own.url, iam: own.url, [service]: other.url };
      state.settings = { connections: [entryOf(own, { endpoints })], connection: '' };
      connections.reload();
      const error = await clients.for('Work').catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ kind: 'notConnected', reason: 'otherAddress' });
      expect(errorText(error)).toContain(own.url);
      expect(errorText(error)).toContain(other.url);
      expect([own.count('*'), other.count('*')]).toEqual([0, 0]);
    },
  );

  test('is used again when it is entered for the other endpoint or the settings are restored', async () => {
    const [own, other] = [await anEmulator(), await anEmulator()];
    const { clients, connections, secrets, state } = aWindow({ connections: [entryOf(own)], connection: '' });
    await secrets.store(connections.get('Work'), loginOf(own));
    const useEndpointsOf = (emulator: Emulator): void => {
      state.settings = { connections: [entryOf(emulator)], connection: '' };
      connections.reload();
    };
    useEndpointsOf(other);
    await expect(clients.for('Work')).rejects.toMatchObject({ reason: 'otherAddress' });
    useEndpointsOf(own);
    await (await clients.for('Work')).readNotebooks({}, soon());
    useEndpointsOf(other);
    await secrets.store(connections.get('Work'), loginOf(other));
    await (await clients.for('Work')).readNotebooks({}, soon());
    expect(other.count('ListNotebooks')).toBe(1);
  });
});

/** A window with the connection *Work*, and a secret of *Gone*, which is not in the settings. */
async function withUnusedSecret() {
  const emulator = await anEmulator();
  const window = aWindow({ connections: [entryOf(emulator)], connection: '' });
  screen.settings = { 'modelartsImages.connections': [entryOf(emulator)] };
  for (const name of ['Work', 'Gone']) {
    await window.secrets.store({ ...window.connections.get('Work'), name }, loginOf(emulator));
  }
  const options = { ...window, clock: { now: () => Date.now(), sleep: () => Promise.resolve() } };
  return { options, storage: window.storage };
}

/** The two ways to delete a secret. */
const CHOICES = [
  ['Enter', () => (shownPick().moveTo('Gone'), shownPick().enter())],
  ['the row button', () => shownPick().pressItemButton('Gone', 'Delete Credentials')],
] as const;

describe.each(CHOICES)('Manage Connections, with %s', (_title, choose) => {
  test('offers to delete only secrets without a connection in the settings', async () => {
    const { options, storage } = await withUnusedSecret();
    const done = manageConnectionsCommand(options);
    await appears(() => screen.quickInput, 'the list of connections');
    expect(shownPick().labels.filter((label) => label.startsWith('$(key)'))).toEqual(['$(key) Gone']);
    choose();
    await settled();
    expect(shownMessage()).toMatchObject({ modal: true, text: 'Delete the stored credentials for Gone?' });
    shownMessage().answer('Delete Credentials');
    await done;
    expect([...storage.values.keys()]).toEqual(['connection:Work']);
    expect(leftovers()).toEqual([]);
  });

  test('deletes no secret unless the user confirms', async () => {
    const { options, storage } = await withUnusedSecret();
    const done = manageConnectionsCommand(options);
    await appears(() => screen.quickInput, 'the list of connections');
    choose();
    await settled();
    shownMessage().answer(undefined);
    await done;
    expect([...storage.values.keys()]).toEqual(['connection:Work', 'connection:Gone']);
  });

  test('warns when the secret could not be deleted', async () => {
    const { options, storage } = await withUnusedSecret();
    storage.delete = () => Promise.reject(new Error('denied'));
    const done = manageConnectionsCommand(options);
    await appears(() => screen.quickInput, 'the list of connections');
    choose();
    await settled();
    shownMessage().answer('Delete Credentials');
    await done;
    expect(shownMessage()).toMatchObject({
      severity: 'warning',
      text: expect.stringContaining("Couldn't delete the credentials of Gone"),
    });
  });
});

test('Manage Connections warns when the secret of a removed connection could not be deleted', async () => {
  const { options, storage } = await withUnusedSecret();
  storage.delete = () => Promise.reject(new Error('denied'));
  const done = manageConnectionsCommand(options);
  await appears(() => screen.quickInput, 'the list of connections');
  shownPick().pressItemButton('Work', 'Remove Connection');
  await settled();
  shownMessage().answer('Remove');
  await done;
  expect(shownMessage()).toMatchObject({
    severity: 'warning',
    text: expect.stringContaining("Couldn't delete the credentials of Work"),
  });
});

describe('Manage Connections', () => {
  /** A window with the connections *Work* (in use) and *Home*. */
  async function twoConnections() {
    const emulator = await anEmulator();
    const entries = [entryOf(emulator), { ...entryOf(emulator), name: 'Home' }];
    const window = aWindow({ connections: entries, connection: '' });
    screen.settings = { 'modelartsImages.connections': entries };
    return { ...window, clock: { now: () => Date.now(), sleep: () => Promise.resolve() } };
  }

  async function opened(options: Awaited<ReturnType<typeof twoConnections>>) {
    const done = manageConnectionsCommand(options);
    await appears(() => screen.quickInput, 'the list of connections');
    return { done, pick: shownPick() };
  }

  test('lists each connection with its state, starts on the one in use, and ends with Add Connection', async () => {
    const options = await twoConnections();
    options.health.report('Work', 'ok');
    options.health.report('Home', 'expired');
    const { done, pick } = await opened(options);
    expect(pick.labels).toEqual(['$(check) Work', '$(warning) Home', '-- ', '$(add) Add Connection...']);
    expect(pick.row('Work').detail).toBe('in use · connected');
    expect(pick.row('Home').detail).toBe('credentials expired');
    expect(pick.activeItems).toEqual([pick.row('Work')]);
    expect(pick.row('Home').buttons?.map(({ tooltip }) => tooltip)).toEqual([
      'Update Credentials',
      'Remove Connection',
    ]);
    pick.escape();
    await done;
    expect([leftovers(), screen.commands]).toEqual([[], []]);
  });

  test('switches to the connection when the user presses Enter', async () => {
    const options = await twoConnections();
    const { done, pick } = await opened(options);
    pick.moveTo('Home');
    pick.enter();
    await done;
    expect(screen.commands).toEqual(['modelartsImages.notebooks.focus']);
  });

  test('the Update Credentials button asks for other credentials of its connection', async () => {
    const options = await twoConnections();
    const { done, pick } = await opened(options);
    pick.pressItemButton('Home', 'Update Credentials');
    await appears(() => screen.quickInput !== undefined && screen.quickInput !== pick, 'the next step');
    expect(shownPick().title).toContain('Update Credentials for Home');
    shownPick().escape();
    await done;
  });

  test('does not remove a connection unless the user confirms', async () => {
    const options = await twoConnections();
    const { done, pick } = await opened(options);
    pick.pressItemButton('Home', 'Remove Connection');
    await settled();
    expect(shownMessage()).toMatchObject({ modal: true, text: 'Remove the connection Home?' });
    shownMessage().answer(undefined);
    await done;
    expect(leftovers()).toEqual([]);
  });
});
