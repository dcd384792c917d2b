import { describe, expect } from 'vitest';
import { test as e2eTest } from '../../support/vscode/e2eTest';
import { answerSave, saveTitle } from '../../support/vscode/flows';

const STATUS = 'notebook-images.modelarts-notebook-images';
const test = e2eTest.extend('emulatorOptions', { speed: 60 });

test('a notebook that cannot be made savable is disabled in the list, with the reason', async ({
  emulator,
  workbench,
}) => {
  await workbench.run('modelartsImages.saveImage', 'ModelArts: Save Notebook as Image...');
  const list = await workbench.quickInput.step(saveTitle('Notebook'));
  await list.input.fill('nb-frozen');
  const frozen = list.row('nb-frozen');
  await expect.poll(() => frozen.innerText()).toContain('is frozen');
  await workbench.screenshot('pick-frozen');
  await list.input.press('Enter');
  await list.title.filter({ hasText: 'nb-frozen is frozen' }).waitFor();
  await list.cancel();
  expect(await workbench.toasts()).toEqual([]);
  expect(emulator.count('CreateImage')).toBe(0);
});

test('Escape cancels silently at every step, without a save request', async ({ emulator, workbench }) => {
  await workbench.showViews('ModelArts');
  const row = await workbench.tree('Notebooks').row('llm-finetune').waitFor();
  await row.clickInline('Save Notebook as Image...');
  await (await workbench.quickInput.step(saveTitle('Organization'))).cancel();
  await row.clickInline('Save Notebook as Image...');
  await answerSave(workbench, { namespace: 'ai-team', decision: undefined });
  expect(await workbench.toasts()).toEqual([]);
  expect(emulator.count('CreateImage')).toBe(0);
});

describe('a save request', () => {
  test('that is refused shows the reason, what to do, the error code and the request ID', async ({
    emulator,
    workbench,
  }) => {
    await workbench.showViews('ModelArts');
    const row = await workbench.tree('Notebooks').row('llm-finetune').waitFor();
    emulator.setScenario('notRunning');
    await row.clickInline('Save Notebook as Image...');
    await answerSave(workbench, { namespace: 'ai-team' });
    const toast = workbench.toast('ModelArts.6327');
    const text = await toast.text();
    const { requestId } = emulator.journal.find(({ operation }) => operation === 'CreateImage')!;
    expect(text).toContain(`(ModelArts.6327, request ${requestId})`);
    expect(text).toMatch(/isn't running.*Start it first/);
    expect(await toast.buttons()).toEqual(['Start and Save', 'Show Log']);
    expect(text).toMatch(/^llm-finetune: /);
    await workbench.toast('Cancel hides').gone();
    await workbench.status(STATUS).waitFor({ state: 'detached' });
    await workbench.screenshot('refused');
    await expect.poll(() => row.spoken()).toContain('Running');
    expect(emulator.count('CreateImage')).toBe(1);
  });

  test('is not repeated when its response is lost: the image is found and followed', async ({
    emulator,
    workbench,
  }) => {
    await workbench.showViews('ModelArts');
    const row = await workbench.tree('Notebooks').row('llm-finetune').waitFor();
    emulator.setScenario('lostAnswer');
    await row.clickInline('Save Notebook as Image...');
    await answerSave(workbench, { namespace: 'ai-team' });
    expect(await workbench.toast(/Saved \S+ as /).text()).toContain('llm-finetune');
    await workbench.screenshot('lost-answer');
    expect(emulator.count('CreateImage')).toBe(1);
  });
});
