import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/index';
import { INTERNAL_COMMANDS } from '../../../src/ui/ids';
import { anImage } from '../../support/builders';
import { COMMANDS_WITHOUT_TARGET } from '../../support/contributedCommands';
import { settled } from '../../support/manualClock';
import { type OpenExtension, openExtension, SAVE_FOR, savesForCommands } from '../../support/openExtension';
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

/** What asks for something to be done. */
function changes(): readonly string[] {
  return emulator.journal.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
}

/** A row of the view that a command's question is about, in a state in which the command can do something. */
function rowFor(name: string, question: string): object {
  if (question === 'Select a save') return { kind: 'save', id: SAVE_FOR[name] ?? 'saved' };
  if (question === 'Select an image') return { kind: 'image', image: anImage({ id: emulator.edit.addImage().id }) };
  const { id, name: called } = emulator.edit.addNotebook();
  return { kind: 'notebook', connection: 'Work', notebook: { id, name: called } };
}

/** Commands that were run by it, but for what tells `when` clauses. */
function ran(): readonly string[] {
  return screen.commands.filter((id) => id !== 'setContext');
}

/** Waits until something is on the screen, or the command is over. */
async function sees(running: Promise<unknown>): Promise<void> {
  let isOver = false;
  void running.finally(() => (isOver = true));
  await appears(() => isOver || screen.quickInput !== undefined || screen.messages.length > 0, 'Anything');
  await settled();
}

const asking = Object.entries(COMMANDS_WITHOUT_TARGET).filter(([, without]) => /^(?:Which|Select)/.test(without));

test('every command is here', () => {
  const known = Object.keys(COMMANDS_WITHOUT_TARGET).map((name) => `modelartsImages.${name}`);
  const internal: readonly string[] = Object.values(INTERNAL_COMMANDS);
  expect(extension.commands.filter((id) => !internal.includes(id)).toSorted()).toEqual(known.toSorted());
});

describe.each(asking)('%s, run without saying of what,', (name, question) => {
  test(`asks “${question}” before anything else, and does nothing for whoever backs out`, async () => {
    const running = extension.run(`modelartsImages.${name}`);
    await sees(running);
    expect([shownPick().placeholder, screen.messages]).toEqual([question, []]);
    await vi.waitFor(() => expect(shownPick().items).not.toEqual([]));
    shownPick().escape();
    await running;
    expect([screen.quickInput, screen.messages, ran(), changes()]).toEqual([undefined, [], [], []]);
  });
});

describe.each(asking.filter(([, question]) => !question.startsWith('Select')))(
  '%s, run at a row,',
  (name, question) => {
    test('is about that row, and does not ask which', async () => {
      const running = extension.run(`modelartsImages.${name}`, rowFor(name, question));
      await sees(running);
      expect(screen.made.map(({ placeholder }) => placeholder)).not.toContain(question);
      const said = screen.messages.map(({ text }) => text);
      expect(said.filter((text) => /^(?:There is no save|Something unexpected)/.test(text))).toEqual([]);
    });
  },
);

const plain = Object.entries(COMMANDS_WITHOUT_TARGET).filter(([, without]) => without === 'nothing');

test.each(plain)('%s has no need to be told of what', async (name) => {
  await sees(extension.run(`modelartsImages.${name}`));
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
      await sees(extension.run(`modelartsImages.${name}`));
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

test('the notebooks to choose from are those of the tree: the free one is among them', async () => {
  const running = extension.run('modelartsImages.saveImage');
  await sees(running);
  const labels = (): readonly string[] => shownPick().items.map(({ label }) => label);
  await vi.waitFor(() => expect(labels()).toContain('$(vm-running) codelab-free'));
  shownPick().escape();
  await running;
});
