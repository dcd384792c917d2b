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

function factsOf(desk: SavingDesk) {
  return { notebookId: desk.world.notebook.id, namespace: 'ai-team', name: 'base' };
}
