import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/index';
import { activate } from '../../../src/extension';
import { NoAnswerError, OutcomeUnknownError } from '../../../src/model/errors';
import type { Save } from '../../../src/save/save';
import type { SaveState } from '../../../src/save/saveState';
import { anImage, aSave } from '../../support/builders';
import { COMMANDS_WITHOUT_TARGET } from '../../support/paletteCommands';
import { settled, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';
import { WholeExtension } from '../../support/wholeExtension';

vi.mock('vscode', async () => (await import('../../support/wholeExtension')).wholeVscode());

const lost = new NoAnswerError({ reason: 'reset', host: 'localhost', code: undefined, proxy: undefined });
/** One save for each thing that can be done with one. */
const STATES: Readonly<Record<string, SaveState>> = {
  saving: { phase: 'saving', image: anImage(), trouble: undefined },
  saved: { phase: 'saved', image: anImage({ status: 'ACTIVE' }) },
  unwatched: { phase: 'unwatched', image: anImage(), why: 'deadline' },
  unclear: { phase: 'outcomeUnknown', error: new OutcomeUnknownError('n1', { cause: lost }) },
};
const saves: readonly Save[] = Object.entries(STATES).map(([id, state]) =>
  aSave({ id, state, endedAt: id === 'saving' ? undefined : Date.now(), requestedAt: Date.now() - 60_000 }),
);

/** Which of them a command can be run on, where it is not the one that ended well. */
const SAVE_FOR: Readonly<Record<string, string>> = {
  stopFollowing: 'saving',
  checkSave: 'unclear',
};

let emulator: Emulator;
let extension: WholeExtension;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

beforeEach(() => {
  screen.clear();
  const { url, projectId, accessKey, secretKey } = emulator;
  vi.stubEnv('HUAWEICLOUD_SDK_AK', accessKey);
  vi.stubEnv('HUAWEICLOUD_SDK_SK', secretKey);
  const endpoints = { modelarts: url, swr: url, iam: url };
  const connection = { name: 'Work', region: 'cn-north-4', projectId, credentials: 'environment', endpoints };
  screen.settings = { 'modelartsImages.connections': [connection] };
  extension = new WholeExtension(saves);
  extension.open(activate);
});
afterEach(() => {
  vi.unstubAllEnvs();
  screen.quickInput?.escape();
  extension.close();
});

/** What asks for something to be done. */
function changes(): readonly string[] {
  return emulator.journal.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
}

/** A row of the view that a command's question is about, in a state in which the command can do something. */
function rowFor(name: string, question: string): object {
  if (question === 'Which save?') return { kind: 'save', id: SAVE_FOR[name] ?? 'saved' };
  if (question === 'Which image?') return { kind: 'image', image: anImage({ id: emulator.edit.addImage().id }) };
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
  await vi.waitFor(
    () => expect(isOver || screen.quickInput !== undefined || screen.messages.length > 0).toBe(true),
    5000,
  );
  await settled();
}

const asking = Object.entries(COMMANDS_WITHOUT_TARGET).filter(([, without]) => /^(?:Which|Select)/.test(without));

test('every command is here', () => {
  const known = Object.keys(COMMANDS_WITHOUT_TARGET).map((name) => `modelartsImages.${name}`);
  expect(extension.commands.toSorted()).toEqual(known.toSorted());
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
    extension.close();
    screen.settings = {};
    extension = new WholeExtension([]);
    extension.open(activate);
  });

  test.each(['saveImage', 'startNotebook', 'deleteImage', 'copyImageReference'])(
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
