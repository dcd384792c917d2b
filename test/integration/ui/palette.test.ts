import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/index';
import { INTERNAL_COMMANDS } from '../../../src/ui/ids';
import { COMMANDS_WITHOUT_TARGET } from '../../support/contributedCommands';
import { settled } from '../../support/manualClock';
import { type OpenExtension, openExtension, savesForCommands } from '../../support/openExtension';
import { appears, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

let emulator: Emulator;
let extension: OpenExtension;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

beforeEach(() => {
  extension = openExtension(emulator, { saves: savesForCommands() });
});

/** Requests that change something. */
function changes(): readonly string[] {
  return emulator.journal.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
}

/** Commands that ran, except `setContext`. */
function ran(): readonly string[] {
  return screen.commands.filter((id) => id !== 'setContext');
}

/** Waits until a prompt or a message is shown, or the command ends. */
async function waitForUi(running: Promise<unknown>): Promise<void> {
  let hasEnded = false;
  void running.finally(() => (hasEnded = true));
  await appears(() => hasEnded || screen.quickInput !== undefined || screen.messages.length > 0, 'Anything');
  await settled();
}

const interactive = Object.entries(COMMANDS_WITHOUT_TARGET).filter(([, without]) => without.startsWith('Select'));

test('every contributed command is registered', () => {
  const contributed = Object.keys(COMMANDS_WITHOUT_TARGET).map((name) => `modelartsImages.${name}`);
  const internal: readonly string[] = Object.values(INTERNAL_COMMANDS);
  expect(extension.commands.filter((id) => !internal.includes(id)).toSorted()).toEqual(contributed.toSorted());
});

test.each(interactive)(
  '%s run without an argument asks for its target and does nothing when canceled',
  async (name, question) => {
    const running = extension.run(`modelartsImages.${name}`);
    await waitForUi(running);
    expect([shownPick().placeholder, screen.messages]).toEqual([question, []]);
    await vi.waitFor(() => expect(shownPick().items).not.toEqual([]));
    shownPick().escape();
    await running;
    expect([screen.quickInput, screen.messages, ran(), changes()]).toEqual([undefined, [], [], []]);
  },
);

test('viewDetails run without an argument rejects', async () => {
  await expect(extension.run('modelartsImages.viewDetails')).rejects.toThrow('README');
  expect(screen.quickInput).toBeUndefined();
});

const withoutArgument = Object.entries(COMMANDS_WITHOUT_TARGET).filter(([, without]) => without === 'nothing');

test.each(withoutArgument)('%s needs no argument', async (name) => {
  await waitForUi(extension.run(`modelartsImages.${name}`));
  expect(screen.made.filter(({ placeholder = '' }) => placeholder.startsWith('Which'))).toEqual([]);
  expect(screen.messages.filter(({ severity }) => severity === 'error')).toEqual([]);
});

describe('without a connection', () => {
  beforeEach(() => {
    extension = openExtension(emulator, { isConnected: false });
  });

  test.each(['saveImage', 'startNotebook', 'deleteImage', 'copyImageReference', 'diagnose'])(
    '%s offers to add one or to try the demo',
    async (name) => {
      await waitForUi(extension.run(`modelartsImages.${name}`));
      expect(screen.messages.map(({ severity, text, actions }) => ({ severity, text, actions }))).toEqual([
        {
          severity: 'information',
          text: 'Connect to ModelArts first.',
          actions: ['Add Connection', 'Try the Demo'],
        },
      ]);
      screen.messages[0]?.answer('Add Connection');
      await settled();
      expect(ran()).toContain('modelartsImages.addConnection');
    },
  );
});

test('the notebook picker lists the notebooks of the tree, including the free one', async () => {
  const running = extension.run('modelartsImages.saveImage');
  await waitForUi(running);
  const labels = (): readonly string[] => shownPick().items.map(({ label }) => label);
  await vi.waitFor(() => expect(labels()).toContain('$(vm-running) codelab-free'));
  shownPick().escape();
  await running;
});
