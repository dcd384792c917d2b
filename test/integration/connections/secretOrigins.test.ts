import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import { removeConnectionCommand } from '../../../src/ui/connecting/removeConnection';
import { switchConnectionCommand } from '../../../src/ui/connecting/switchConnection';
import { errorText } from '../../../src/ui/messages/errorText';
import { appears, leftovers, settled, shownMessage, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';
import { anEmulator, aWindow, entryOf } from './signIn';

vi.mock('vscode', () => import('../../support/vscodeStub'));
beforeEach(() => screen.clear());

const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const loginOf = ({ credentials: { login } }: Emulator) => ({ kind: 'login', login }) as const;

describe('a stored password', () => {
  test.each(['iam', 'modelarts', 'swr'] as const)(
    'is not sent when the settings lead %s to another host: both addresses are named, and no request is made',
    async (service) => {
      const [own, other] = [await anEmulator(), await anEmulator()];
      const { clients, connections, secrets, state } = aWindow({ connections: [entryOf(own)], connection: '' });
      await secrets.keep(connections.get('Work'), loginOf(own));
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

  test('is used again when it is entered for the other address, or the settings lead back', async () => {
    const [own, other] = [await anEmulator(), await anEmulator()];
    const { clients, connections, secrets, state } = aWindow({ connections: [entryOf(own)], connection: '' });
    await secrets.keep(connections.get('Work'), loginOf(own));
    const lead = (emulator: Emulator): void => {
      state.settings = { connections: [entryOf(emulator)], connection: '' };
      connections.reload();
    };
    lead(other);
    await expect(clients.for('Work')).rejects.toMatchObject({ reason: 'otherAddress' });
    lead(own);
    await (await clients.for('Work')).readNotebooks({}, soon());
    lead(other);
    await secrets.keep(connections.get('Work'), loginOf(other));
    await (await clients.for('Work')).readNotebooks({}, soon());
    expect(other.count('ListNotebooks')).toBe(1);
  });
});

/** A window with the connection *Work*, and a secret of *Gone*, which the settings do not have. */
async function withUnusedSecret() {
  const emulator = await anEmulator();
  const window = aWindow({ connections: [entryOf(emulator)], connection: '' });
  screen.settings = { 'modelartsImages.connections': [entryOf(emulator)] };
  for (const name of ['Work', 'Gone']) {
    await window.secrets.keep({ ...window.connections.get('Work'), name }, loginOf(emulator));
  }
  const options = { ...window, clock: { now: () => Date.now(), sleep: () => Promise.resolve() } };
  return { options, storage: window.storage };
}

const COMMANDS = [
  ['Remove Connection', removeConnectionCommand],
  ['Switch Connection', switchConnectionCommand],
] as const;

describe.each(COMMANDS)('%s', (_title, command) => {
  test('offers to delete a secret whose connection is gone from the settings, and of no other', async () => {
    const { options, storage } = await withUnusedSecret();
    const done = command(options);
    await appears(() => screen.quickInput, 'the list of connections');
    expect(shownPick().labels.filter((label) => label.startsWith('$(key)'))).toEqual(['$(key) Gone']);
    shownPick().moveTo('Gone');
    shownPick().enter();
    await settled();
    expect(shownMessage()).toMatchObject({ modal: true, text: 'Delete the stored credentials of Gone?' });
    shownMessage().answer('Delete Credentials');
    await done;
    expect([...storage.values.keys()]).toEqual(['connection:Work']);
    expect(leftovers()).toEqual([]);
  });

  test('deletes no secret without that answer', async () => {
    const { options, storage } = await withUnusedSecret();
    const done = command(options);
    await appears(() => screen.quickInput, 'the list of connections');
    shownPick().moveTo('Gone');
    shownPick().enter();
    await settled();
    shownMessage().answer(undefined);
    await done;
    expect([...storage.values.keys()]).toEqual(['connection:Work', 'connection:Gone']);
  });

  test('reports a secret that could not be deleted', async () => {
    const { options, storage } = await withUnusedSecret();
    storage.delete = () => Promise.reject(new Error('denied'));
    const done = command(options);
    await appears(() => screen.quickInput, 'the list of connections');
    shownPick().moveTo('Gone');
    shownPick().enter();
    await settled();
    shownMessage().answer('Delete Credentials');
    await done;
    expect(shownMessage()).toMatchObject({
      severity: 'warning',
      text: expect.stringContaining('Gone could not be deleted'),
    });
  });
});

test('Remove Connection reports when the secret of the removed connection could not be deleted', async () => {
  const { options, storage } = await withUnusedSecret();
  storage.delete = () => Promise.reject(new Error('denied'));
  const done = removeConnectionCommand(options);
  await appears(() => screen.quickInput, 'the list of connections');
  shownPick().moveTo('Work');
  shownPick().enter();
  await settled();
  shownMessage().answer('Remove');
  await done;
  expect(shownMessage()).toMatchObject({
    severity: 'warning',
    text: expect.stringContaining('Work could not be deleted'),
  });
});
