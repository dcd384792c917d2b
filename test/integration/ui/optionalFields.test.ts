import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { saveImageCommand } from '../../../src/ui/saving/saveImageCommand';
import { SavingDesk } from '../../support/savingDesk';
import { leftovers, shownBox, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

beforeEach(() => {
  screen.clear();
});

async function aDesk(): Promise<SavingDesk> {
  const desk = await SavingDesk.create();
  onTestFinished(() => desk.close());
  await desk.rememberAnswers();
  return desk;
}

const titled = (desk: SavingDesk, step: string): Promise<void> =>
  desk.sees(() => screen.quickInput?.title === `Save Notebook as Image: ${step}`, step);

describe('a save without a tag', () => {
  test('is what code asks for by an empty tag, and its address has the tag that the service chose', async () => {
    screen.isTrusted = true;
    const desk = await aDesk();
    const facts = { notebookId: desk.world.notebook.id, namespace: 'ai-team', name: 'base', confirm: false };
    const accepted = await saveImageCommand(desk.tools, { ...facts, tag: '' });
    expect(accepted?.reference).toMatch(/\/ai-team\/base:latest$/);
    expect(screen.made).toEqual([]);
  });

  test('is confirmed with an address without a tag, and says who chooses it', async () => {
    const desk = await aDesk();
    const saving = saveImageCommand(desk.tools, { ...factsOf(desk), tag: '', confirm: false });
    const confirmation = await desk.confirmation();
    expect(confirmation).toMatch(/Save Image: \S+\/ai-team\/base\n/);
    expect(confirmation).toContain('Tag: chosen by ModelArts');
    shownPick().escape();
    expect(await saving).toBeUndefined();
    expect(leftovers()).toEqual([]);
  });

  test('leads back to the tag where the service wants one', async () => {
    const desk = await aDesk();
    const refusal = { status: 400, code: 'ModelArts.6335', message: 'The property tag is missing' };
    desk.world.emulator.fail({ on: 'CreateImage', with: { kind: 'refuse', refusal } });
    const saving = saveImageCommand(desk.tools, { ...factsOf(desk), tag: '', confirm: false });
    await desk.decide('Save Image');
    await desk.message('ModelArts.6335');
    desk.answer('ModelArts.6335', 'Edit and Retry');
    await titled(desk, 'Tag');
    expect(shownBox().value).toBe('');
    shownBox().escape();
    await saving;
  });
});

/** The notebook belongs to the workspace *research* of the account; returns the id of that. */
async function inResearch(desk: SavingDesk): Promise<string> {
  const client = await desk.tools.clientFor('Work');
  const research = (await client.listWorkspaces(AbortSignal.timeout(5000))).find(({ name }) => name === 'research');
  const workspaceId = research?.id ?? '';
  desk.world.emulator.edit.alterNotebook(desk.world.notebook.id, { workspaceId });
  return workspaceId;
}

/** Workspace ids of the images that were saved. */
const savedIn = (desk: SavingDesk) =>
  desk.world.saves.list
    .map(({ state }) => ('image' in state ? (state.image?.workspaceId ?? '') : state.phase))
    .toSorted();

/** Answers every step from the organization to the description by Enter. */
async function enterAll(desk: SavingDesk, count: number): Promise<void> {
  const counts: string[] = [];
  for (const step of ['Organization', 'Name', 'Tag', 'Description']) {
    await titled(desk, step);
    if (step === 'Organization') {
      await desk.sees(() => shownPick().items.some(({ label }) => label.includes('ai-team')), 'the organizations');
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
  test('is the notebook’s own, and the confirmation shows it', async () => {
    const desk = await aDesk();
    const id = await inResearch(desk);
    const saving = desk.quickSave();
    expect(await desk.confirmation()).toContain('Workspace: research');
    await desk.decide('Save Image');
    expect(await saving).toBeDefined();
    expect(savedIn(desk)).toEqual([id]);
  });

  test('is not mentioned where it is the default one, and nothing is asked about it', async () => {
    const desk = await aDesk();
    const saving = desk.quickSave();
    expect(await desk.confirmation()).not.toContain('Workspace');
    await desk.decide('Save Image');
    await saving;
    expect([desk.count('ListWorkspaces'), ...savedIn(desk)]).toEqual([0, '0']);
  });

  test('is shown by its id where the list cannot be read', async () => {
    const desk = await aDesk();
    const id = await inResearch(desk);
    desk.world.emulator.fail({ on: 'ListWorkspaces', with: 'forbidden', times: 99 });
    const saving = desk.quickSave();
    expect(await desk.confirmation()).toContain(`Workspace: ${id}`);
    shownPick().escape();
    await saving;
  });

  test('is a step of Edit, with the workspaces of the account, and of nothing else', async () => {
    const desk = await aDesk();
    const id = await inResearch(desk);
    desk.world.emulator.edit.alterNotebook(desk.world.notebook.id, { workspaceId: '0' });
    const saving = desk.quickSave();
    await desk.decide('Edit…');
    await enterAll(desk, 5);
    await titled(desk, 'Workspace');
    expect(shownPick().items.map(({ label, description }) => [label, description])).toEqual([
      ['Default workspace', '0'],
      ['research', id],
    ]);
    expect(shownPick().activeItems).toMatchObject([{ label: 'Default workspace' }]);
    shownPick().moveTo('research');
    shownPick().enter();
    expect(await desk.confirmation()).toContain('Workspace: research');
    shownPick().back();
    await titled(desk, 'Workspace');
    shownPick().enter();
    await desk.decide('Save Image');
    await saving;
    expect(savedIn(desk)).toEqual([id]);
    expect(leftovers()).toEqual([]);
  });

  test.each(['workspaceFeatureOff', 'happy'])(
    'is no step of Edit where the account has only the default one (%s)',
    async (scenario) => {
      const desk = await aDesk();
      desk.world.emulator.setScenario(scenario);
      const only = { workspaces: [{ id: '0', name: 'default' }] };
      const page = { kind: 'page', status: 200, contentType: 'application/json', body: JSON.stringify(only) } as const;
      if (scenario === 'happy') desk.world.emulator.fail({ on: 'ListWorkspaces', with: page, times: 99 });
      const saving = desk.quickSave();
      await desk.decide('Edit…');
      await enterAll(desk, 4);
      await desk.confirmation();
      expect(desk.count('ListWorkspaces')).toBe(1);
      shownPick().escape();
      await saving;
    },
  );

  test('is asked for again after an error about it, with the reason in the title', async () => {
    const desk = await aDesk();
    desk.world.emulator.edit.alterNotebook(desk.world.notebook.id, { workspaceId: 'f'.repeat(32) });
    const saving = desk.quickSave();
    await desk.decide('Save Image');
    await desk.message('ModelArts.0102');
    desk.answer('ModelArts.0102', 'Edit and Retry');
    await desk.sees(() => screen.quickInput?.title === 'The workspace does not exist.', 'the workspaces');
    expect(shownPick().items.map(({ label }) => label)).toEqual(['Default workspace', 'research', 'f'.repeat(32)]);
    shownPick().moveTo('Default workspace');
    shownPick().enter();
    await desk.decide('Save Image');
    expect(await saving).toBeDefined();
    expect(savedIn(desk)).toEqual(['0', 'refused']);
  });

  test('is each notebook’s own where several are saved at once', async () => {
    const desk = await aDesk();
    const id = await inResearch(desk);
    const other = desk.world.emulator.edit.addNotebook({ name: 'other' });
    const rows = [desk.row(), { kind: 'notebook', notebook: { id: other.id, name: 'other' } }];
    const saving = saveImageCommand(desk.tools, desk.row(), rows);
    await enterAll(desk, 4);
    expect(await desk.confirmation()).toContain('Workspaces: research, Default workspace');
    await desk.decide('Save Image');
    await desk.message('2 of 2 notebooks are being saved.');
    desk.answer('2 of 2 notebooks are being saved.', undefined);
    await saving;
    expect(savedIn(desk)).toEqual(['0', id].toSorted());
  });
});

test('a refusal of several saves at once names every permission that a save needs', async () => {
  const desk = await aDesk();
  const other = desk.world.emulator.edit.addNotebook({ name: 'other' });
  desk.world.emulator.setScenario('forbidden');
  const rows = [desk.row(), { kind: 'notebook', notebook: { id: other.id, name: 'other' } }];
  const saving = saveImageCommand(desk.tools, desk.row(), rows);
  await enterAll(desk, 4);
  await desk.decide('Save Image');
  const text = await desk.message('0 of 2 notebooks are being saved.');
  expect(text).toMatch(/permissions modelarts:image:create, swr:.*swr:repo:listRepoTags/);
  desk.answer(text, undefined);
  await saving;
});

function factsOf(desk: SavingDesk) {
  return { notebookId: desk.world.notebook.id, namespace: 'ai-team', name: 'base' };
}
