import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { saveImageCommand } from '../../../src/ui/saves/flow/saveImageCommand';
import { type UiWindow, uiWindow } from '../../support/uiWindow';
import { appears, leftovers, shownBox, shownMessage, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

beforeEach(() => {
  screen.clear();
});

async function aWindow(): Promise<UiWindow> {
  const window = await uiWindow();
  onTestFinished(() => window.close());
  await window.rememberAnswers();
  return window;
}

const titled = (step: string): Promise<void> =>
  appears(() => screen.quickInput?.title === `Save Notebook as Image: ${step}`, step);

describe('a save without a tag', () => {
  test('is requested by an empty tag and resolves with the tag chosen by the service', async () => {
    screen.isTrusted = true;
    const window = await aWindow();
    const facts = { notebookId: window.world.notebook.id, namespace: 'ai-team', name: 'base', confirm: false };
    const accepted = await saveImageCommand(window.tools, { ...facts, tag: '' });
    expect(accepted?.reference).toMatch(/\/ai-team\/base:latest$/);
    expect(screen.made).toEqual([]);
  });

  test('is confirmed with a reference without a tag and says that ModelArts chooses it', async () => {
    const window = await aWindow();
    const saving = saveImageCommand(window.tools, { ...argumentOf(window), tag: '', confirm: false });
    const confirmation = await window.confirmation();
    expect(confirmation).toMatch(/^\$\(package\) \S+\/ai-team\/base$/m);
    expect(confirmation).toContain('Tag: chosen by ModelArts');
    shownPick().escape();
    expect(await saving).toBeUndefined();
    expect(leftovers()).toEqual([]);
  });

  test('returns to the tag step when the service requires one', async () => {
    const window = await aWindow();
    const refusal = { status: 400, code: 'ModelArts.6335', message: 'The property tag is missing' };
    window.emulator.fail({ on: 'CreateImage', with: { kind: 'refuse', refusal } });
    const saving = saveImageCommand(window.tools, { ...argumentOf(window), tag: '', confirm: false });
    await window.decide('Save Image');
    await window.message('ModelArts.6335');
    shownMessage().answer('Edit and Retry');
    await titled('Tag');
    expect(shownBox().value).toBe('');
    shownBox().escape();
    await saving;
  });
});

/** Moves the notebook to the account's workspace *research*. Resolves with its id. */
async function inResearch(window: UiWindow): Promise<string> {
  const client = await window.tools.clientFor('Work');
  const research = (await client.listWorkspaces(AbortSignal.timeout(5000))).find(({ name }) => name === 'research');
  const workspaceId = research?.id ?? '';
  window.emulator.edit.alterNotebook(window.world.notebook.id, { workspaceId });
  return workspaceId;
}

/** Workspace ids of the saved images. */
const savedIn = (window: UiWindow) =>
  window.saves.list.map(({ state }) => ('image' in state ? (state.image?.workspaceId ?? '') : state.phase)).toSorted();

/** Accepts every step from the organization to the description. */
async function enterAll(count: number): Promise<void> {
  const counts: string[] = [];
  for (const step of ['Organization', 'Name', 'Tag', 'Description']) {
    await titled(step);
    if (step === 'Organization') {
      await appears(() => shownPick().items.some(({ label }) => label.includes('ai-team')), 'the organizations');
      shownPick().enter();
    } else {
      const box = shownBox();
      counts.push(`${box.step}/${box.totalSteps}`);
      box.enter();
    }
  }
  expect(counts.at(-1)).toBe(`4/${count}`);
}

describe('the workspace of a save', () => {
  test('is that of the notebook and shown in the confirmation', async () => {
    const window = await aWindow();
    const id = await inResearch(window);
    const saving = window.save();
    expect(await window.confirmation()).toContain('Workspace: research');
    await window.decide('Save Image');
    expect(await saving).toBeDefined();
    expect(savedIn(window)).toEqual([id]);
  });

  test('is neither shown nor requested when it is the default one', async () => {
    const window = await aWindow();
    const saving = window.save();
    expect(await window.confirmation()).not.toContain('Workspace');
    await window.decide('Save Image');
    await saving;
    expect([window.emulator.count('ListWorkspaces'), ...savedIn(window)]).toEqual([0, '0']);
  });

  test('is shown by id when listing workspaces fails', async () => {
    const window = await aWindow();
    const id = await inResearch(window);
    window.emulator.fail({ on: 'ListWorkspaces', with: 'forbidden', times: 99 });
    const saving = window.save();
    expect(await window.confirmation()).toContain(`Workspace: ${id}`);
    shownPick().escape();
    await saving;
  });

  test('is asked for only after Edit, from the workspaces of the account', async () => {
    const window = await aWindow();
    const id = await inResearch(window);
    window.emulator.edit.alterNotebook(window.world.notebook.id, { workspaceId: '0' });
    const saving = window.save();
    await window.decide('Edit…');
    await enterAll(6);
    await titled('Workspace');
    expect(shownPick().items.map(({ label, description }) => [label, description])).toEqual([
      ['Default workspace', '0'],
      ['research', id],
    ]);
    expect(shownPick().activeItems).toMatchObject([{ label: 'Default workspace' }]);
    shownPick().moveTo('research');
    shownPick().enter();
    expect(await window.confirmation()).toContain('Workspace: research');
    shownPick().back();
    await titled('Workspace');
    shownPick().enter();
    await window.decide('Save Image');
    await saving;
    expect(savedIn(window)).toEqual([id]);
    expect(leftovers()).toEqual([]);
  });

  test.each(['workspaceFeatureOff', 'happy'])(
    'is not asked for after Edit when the account has only the default one (%s)',
    async (scenario) => {
      const window = await aWindow();
      window.emulator.setScenario(scenario);
      const only = { workspaces: [{ id: '0', name: 'default' }] };
      const page = { kind: 'page', status: 200, contentType: 'application/json', body: JSON.stringify(only) } as const;
      if (scenario === 'happy') window.emulator.fail({ on: 'ListWorkspaces', with: page, times: 99 });
      const saving = window.save();
      await window.decide('Edit…');
      await enterAll(5);
      await window.confirmation();
      expect(window.emulator.count('ListWorkspaces')).toBe(1);
      shownPick().escape();
      await saving;
    },
  );

  test('is asked for again after an error about it, with the reason in the title', async () => {
    const window = await aWindow();
    window.emulator.edit.alterNotebook(window.world.notebook.id, { workspaceId: 'f'.repeat(32) });
    const saving = window.save();
    await window.decide('Save Image');
    await window.message('ModelArts.0102');
    shownMessage().answer('Edit and Retry');
    await appears(() => screen.quickInput?.title === 'The workspace does not exist.', 'the workspaces');
    expect(shownPick().items.map(({ label }) => label)).toEqual(['Default workspace', 'research', 'f'.repeat(32)]);
    shownPick().moveTo('Default workspace');
    shownPick().enter();
    await window.decide('Save Image');
    expect(await saving).toBeDefined();
    expect(savedIn(window)).toEqual(['0', 'refused']);
  });

  test('is that of each notebook in a batch', async () => {
    const window = await aWindow();
    const id = await inResearch(window);
    const other = window.emulator.edit.addNotebook({ name: 'other' });
    const rows = [window.row(), { kind: 'notebook', notebook: { id: other.id, name: 'other' } }];
    const saving = saveImageCommand(window.tools, window.row(), rows);
    await enterAll(5);
    expect(await window.confirmation()).toContain('Workspaces: research, Default workspace');
    await window.decide('Save Image');
    await window.message('2 of 2 notebooks are being saved.');
    shownMessage().answer(undefined);
    await saving;
    expect(savedIn(window)).toEqual(['0', id].toSorted());
  });
});

test('a refused batch names all permissions a save needs', async () => {
  const window = await aWindow();
  const other = window.emulator.edit.addNotebook({ name: 'other' });
  window.emulator.setScenario('forbidden');
  const rows = [window.row(), { kind: 'notebook', notebook: { id: other.id, name: 'other' } }];
  const saving = saveImageCommand(window.tools, window.row(), rows);
  await enterAll(5);
  await window.decide('Save Image');
  const text = await window.message('0 of 2 notebooks are being saved.');
  expect(text).toMatch(/permissions modelarts:image:create, swr:.*swr:repo:listRepoTags/);
  shownMessage().answer(undefined);
  await saving;
});

describe('the summary of a batch', () => {
  /** The rows of the running notebook and of others. */
  const rowsOf = (window: UiWindow, ...others: readonly { readonly id: string; readonly name: string }[]) => [
    window.row(),
    ...others.map(({ id, name }) => ({ kind: 'notebook', notebook: { id, name } })),
  ];

  test('offers Start and Save for a notebook that is not running, and saves it with the same answers', async () => {
    const window = await aWindow();
    const stopped = window.emulator.edit.addNotebook({ name: 'stopped-one', status: 'STOPPED' });
    const saving = saveImageCommand(window.tools, window.row(), rowsOf(window, stopped));
    await enterAll(5);
    await window.decide('Save Image');
    const text = await window.message('1 of 2 notebooks are being saved.');
    expect(text.match(/stopped-one/g)).toHaveLength(1);
    expect(shownMessage().actions).toEqual(['Start and Save']);
    shownMessage().answer('Start and Save');
    await window.world.until(() => shownMessage().text.startsWith('1 of 1 notebooks'));
    shownMessage().answer(undefined);
    await saving;
    expect(window.emulator.count('CreateImage')).toBe(2);
  });

  test('asks first, then starts and saves when no notebook is running', async () => {
    const window = await aWindow();
    const stopped = ['one', 'two'].map((name) => window.emulator.edit.addNotebook({ name, status: 'STOPPED' }));
    const saving = saveImageCommand(window.tools, window.row(), rowsOf(window, ...stopped).slice(1));
    await window.message('0 of 2 notebooks are being saved.');
    shownMessage().answer('Start and Save');
    await enterAll(5);
    await window.decide('Start and Save');
    await window.world.until(() => shownMessage().text.startsWith('2 of 2 notebooks'));
    shownMessage().answer(undefined);
    await saving;
    expect(window.emulator.count('CreateImage')).toBe(2);
  });

  test('names an unreadable notebook like its row', async () => {
    const window = await aWindow();
    const deleted = { id: 'f'.repeat(8), name: 'deleted-elsewhere' };
    const saving = saveImageCommand(window.tools, window.row(), rowsOf(window, deleted));
    await enterAll(5);
    await window.decide('Save Image');
    const text = await window.message('1 of 2 notebooks are being saved.');
    expect(text).toContain('deleted-elsewhere');
    expect(text).not.toContain(deleted.id);
    expect(shownMessage().actions).toEqual([]);
    shownMessage().answer(undefined);
    await saving;
  });
});

function argumentOf(window: UiWindow) {
  return { notebookId: window.world.notebook.id, namespace: 'ai-team', name: 'base' };
}
