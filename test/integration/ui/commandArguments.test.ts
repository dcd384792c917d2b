import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/index';
import { byUser } from '../../../src/ui/commandArguments';
import { anImage } from '../../support/builders';
import { COMMANDS_WITHOUT_TARGET } from '../../support/contributedCommands';
import { settled } from '../../support/manualClock';
import { type OpenExtension, openExtension, SAVE_FOR, savesForCommands } from '../../support/openExtension';
import { appears, shownMessage, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

type Subject = 'notebook' | 'image' | 'save' | 'connection' | 'nothing';

/** Commands whose arguments may be of other kinds than their question in the palette. */
const SUBJECTS: Readonly<Record<string, readonly Subject[]>> = {
  viewDetails: ['notebook', 'image', 'save'],
  copyAs: ['notebook', 'image', 'save'],
  copyImageReference: ['image', 'save'],
  openImageConsole: ['image'],
  updateCredentials: ['connection'],
};
const BY_QUESTION: Readonly<Record<string, Subject>> = {
  'Select a notebook': 'notebook',
  'Select an image': 'image',
  'Select a save': 'save',
};
const commands = Object.entries(COMMANDS_WITHOUT_TARGET).map(
  ([name, question]) => [name, SUBJECTS[name] ?? [BY_QUESTION[question] ?? 'nothing']] as const,
);

const image = anImage({ id: 'image-1', status: 'ACTIVE', reference: 'swr.example.com/team/base:1.0' });
let emulator: Emulator;
let extension: OpenExtension;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

beforeEach(() => {
  const notebook = { id: emulator.edit.notebooks[0]?.id ?? '', name: 'experiments' };
  const saves = savesForCommands({ notebook }).map((save) =>
    save.id === 'saved' ? { ...save, state: { phase: 'saved', image } as const } : save,
  );
  extension = openExtension(emulator, { saves });
});

/** Every documented form of a command's argument, by name. */
function formsOf(subject: Subject, name: string): Readonly<Record<string, unknown>> {
  switch (subject) {
    case 'notebook': {
      const { id, name: called } = emulator.edit.addNotebook(name === 'startNotebook' ? { status: 'STOPPED' } : {});
      const row = { kind: 'notebook', connection: 'Work', notebook: { id, name: called } };
      const named = { notebookId: id };
      return {
        id,
        row: byUser({ ...row }),
        imitatedRow: row,
        named,
        namedWithConnection: { ...named, connection: 'Work' },
      };
    }
    case 'image': {
      const { id } = emulator.edit.addImage();
      const row = { kind: 'image', image: anImage({ id }) };
      return { id, row: byUser({ ...row }), imitatedRow: row, named: { imageId: id } };
    }
    case 'save': {
      const id = SAVE_FOR[name] ?? 'saved';
      return { id, row: byUser({ kind: 'save', id }), imitatedRow: { kind: 'save', id }, named: { saveId: id } };
    }
    case 'connection':
      return {
        name: 'Work',
        row: byUser({ kind: 'connection', connection: 'Work' }),
        imitatedRow: { kind: 'connection', connection: 'Work' },
        errorRow: byUser({ kind: 'error', connection: 'Work' }),
        errorRowOfImages: byUser({ kind: 'error' }),
        named: { connection: 'Work' },
      };
    case 'nothing':
      // The title of a view passes the row that has the focus there.
      return { row: byUser({ kind: 'group', connection: 'Work', key: 'RUNNING' }), noRow: null };
  }
}

const FORMS: Readonly<Record<Subject, readonly string[]>> = {
  notebook: ['id', 'row', 'imitatedRow', 'named', 'namedWithConnection'],
  image: ['id', 'row', 'imitatedRow', 'named'],
  save: ['id', 'row', 'imitatedRow', 'named'],
  connection: ['name', 'row', 'imitatedRow', 'errorRow', 'errorRowOfImages', 'named'],
  nothing: ['row', 'noRow'],
};

/** Arguments that no command accepts. */
const WRONG: Readonly<Record<string, unknown>> = {
  'an empty text': '',
  'a blank': ' \n',
  'a number': 7,
  'a boolean': true,
  'a function': () => 'n1',
  'an array': ['n1'],
  'an id of another name': { id: 'n1' },
  'an unknown field': { notebookID: 'n1' },
  'an id that is a number': { notebookId: 7, imageId: 7, saveId: 7, connection: 7 },
  'an empty id': { notebookId: '', imageId: '', saveId: '', connection: '' },
  'a notebook’s row without its id': { kind: 'notebook', notebook: {} },
  'an image’s row without its id': { kind: 'image', image: null },
  'a save’s row without its id': { kind: 'save' },
  'a row of an unknown kind': { kind: 'toString', id: 'n1', notebook: { id: 7 } },
};

/** Runs a command until it shows something or ends. Resolves with the rejection and the questions asked. */
async function run(
  name: string,
  argument: unknown,
): Promise<{ readonly rejected: string | undefined; readonly asked: readonly string[] }> {
  let hasEnded = false;
  let rejected: string | undefined;
  extension.run(`modelartsImages.${name}`, argument).then(
    () => (hasEnded = true),
    (error: unknown) => {
      rejected = error instanceof Error ? error.message : 'not an Error';
      hasEnded = true;
    },
  );
  await appears(() => hasEnded || screen.quickInput !== undefined || screen.messages.length > 0, 'Anything');
  await settled();
  return { rejected, asked: screen.made.map(({ placeholder = '' }) => placeholder) };
}

/** An ID alone does not identify its kind. */
const takesId = (name: string): boolean => name !== 'viewDetails';

const cases = commands.flatMap(([name, subjects]) =>
  subjects.flatMap((subject) =>
    FORMS[subject].filter((form) => form !== 'id' || takesId(name)).map((form) => [name, subject, form] as const),
  ),
);

test.each(cases)('%s accepts a %s as %s without asking which one', async (name, subject, form) => {
  const { rejected, asked } = await run(name, formsOf(subject, name)[form]);
  expect(rejected).toBeUndefined();
  const which = subject === 'nothing' ? [] : asked.filter((each) => each.startsWith('Which'));
  expect(which).toEqual([]);
  expect(screen.messages.filter(({ text }) => /There is no save|unexpected|argument/.test(text))).toEqual([]);
});

/** Requests that change something. */
const changes = (): number => emulator.journal.filter(({ method }) => method !== 'GET').length;

test.each(commands)('%s (%j) rejects any other argument with a message and does nothing', async (name) => {
  const before = changes();
  for (const [what, argument] of Object.entries(WRONG)) {
    const { rejected, asked } = await run(name, argument);
    expect(rejected, what).toMatch(/README/);
    expect([asked, screen.messages, changes()], what).toEqual([[], [], before]);
  }
});

const others: Readonly<Record<string, unknown>> = {
  notebook: { kind: 'notebook', connection: 'Work', notebook: { id: 'n1', name: 'nb' } },
  image: { kind: 'image', image: anImage({ id: 'i1' }) },
  save: { kind: 'save', id: 'saved' },
  organization: { kind: 'organization', organization: { namespace: 'team', repositories: [] } },
};
test.each(commands.filter(([, [subject]]) => subject !== 'connection'))(
  '%s (%j) rejects a row of another kind',
  async (name, subjects) => {
    for (const [kind, row] of Object.entries(others)) {
      if (subjects.some((subject) => subject === kind)) continue;
      const { rejected, asked } = await run(name, row);
      expect(rejected, kind).toMatch(/README/);
      expect(asked, kind).toEqual([]);
    }
  },
);

test('saveImage rejects a field of the wrong type and an unknown field', async () => {
  for (const args of [
    { name: 7 },
    { namespace: null },
    { tag: ['v1'] },
    { description: {} },
    { workspaceId: 0 },
    { confirm: 'no' },
    { notebookId: 'n1', swr: 'x' },
  ]) {
    const { rejected } = await run('saveImage', args);
    expect(rejected).toMatch(new RegExp(`\\b${Object.keys(args).at(-1)}\\b.*README`));
  }
});

test.each(commands.filter(([, [subject]]) => subject === 'save'))(
  '%s rejects the ID of a save that does not exist',
  async (name) => {
    expect((await run(name, 'no such save')).rejected).toBe('No saves are available for this action.');
  },
);

test('a command shows a failure when run on a row of the tree, and rejects for an object that imitates the row', async () => {
  const rows = await screen.trees.get('modelartsImages.saves')?.getChildren();
  const row = rows?.find((each) => 'id' in each && each.id === 'saved');
  const clicked = await run('checkSave', row);
  expect([clicked.rejected, shownMessage().text]).toEqual([undefined, 'No saves are available for this action.']);
  screen.clear();
  const called = await run('checkSave', { kind: 'save', id: 'saved' });
  expect([called.rejected, screen.messages]).toEqual(['No saves are available for this action.', []]);
});

test('a failure of Save First, in the question before a stop, is shown once', async () => {
  const { id } = emulator.edit.addNotebook();
  void extension.run('modelartsImages.stopNotebook', id);
  await appears(() => screen.messages.length > 0, 'the question');
  shownMessage().answer('Save First...');
  await settled();
  const [argument] = screen.calls.find(([command]) => command === 'modelartsImages.saveImage')?.slice(1) ?? [];
  emulator.edit.removeNotebook(id);
  screen.clear();
  expect((await run('saveImage', argument)).rejected).toBeUndefined();
  expect(screen.messages.map(({ severity }) => severity)).toEqual(['error']);
});

test.each(['copyAs', 'copyImageReference'])('%s requests no image when the named save does not exist', async (name) => {
  const { rejected, asked } = await run(name, { saveId: 'no such save' });
  expect([rejected, asked]).toEqual(['No saves are available for this action.', []]);
});

test('copyAs offers the texts of a notebook for its ID, and rejects an unknown ID', async () => {
  const { id, name } = emulator.edit.addNotebook();
  expect((await run('copyAs', id)).rejected).toBeUndefined();
  expect(shownPick().items.map(({ detail }) => detail)).toEqual(expect.arrayContaining([name, id]));
  shownPick().escape();
  expect((await run('copyAs', 'no-such-id')).rejected).toBeTypeOf('string');
});

test('a save without permission rejects with all permissions a save needs', async () => {
  screen.isTrusted = true;
  const { id } = emulator.edit.addNotebook();
  emulator.fail({ on: 'CreateImage', with: 'forbidden' });
  const args = { notebookId: id, name: 'base', namespace: 'ai-team', confirm: false };
  const { rejected } = await run('saveImage', args);
  expect(rejected).toMatch(/permissions: modelarts:image:create, swr:.*swr:repo:listRepoTags/);
});

test('a save rejected by a 404 without a code names both possible causes', async () => {
  const body = JSON.stringify({ error_msg: 'Not found' });
  emulator.fail({ on: 'ShowNotebook', with: { kind: 'page', status: 404, contentType: 'application/json', body } });
  const args = { notebookId: 'gone', name: 'base', namespace: 'ai-team', confirm: false };
  expect((await run('saveImage', args)).rejected).toMatch(/may have been deleted.*check the region and endpoints/);
});

test('updateCredentials rejects the name of an unknown connection', async () => {
  const { rejected, asked } = await run('updateCredentials', 'Elsewhere');
  expect(rejected).toContain('There is no connection named Elsewhere.');
  expect(asked).toEqual([]);
});

describe('saveImage with the ID of a stopped notebook', () => {
  test('uses that notebook even when another one is running', async () => {
    const stopped = emulator.edit.addNotebook({ name: 'asleep', status: 'STOPPED' });
    const before = emulator.journal.length;
    const { rejected } = await run('saveImage', stopped.id);
    expect(rejected).toBeUndefined();
    const read = emulator.journal.slice(before).filter(({ path }) => path.includes('/notebooks/'));
    expect(read.map(({ path }) => path.split('/').at(-1))).toEqual([stopped.id]);
  });
});
