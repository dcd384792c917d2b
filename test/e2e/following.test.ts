import { expect } from 'vitest';
import { answerSave } from '../support/vscode/answerSave';
import { test as e2eTest } from '../support/vscode/e2eTest';

const STATUS = 'notebook-images.modelarts-notebook-images';
const test = e2eTest.extend('emulatorOptions', { speed: 30 });

test('Cancel stops following, says that the save goes on, and lets it', async ({ emulator, workbench }) => {
  await workbench.showViews('ModelArts');
  const row = await workbench.tree('Notebooks').row('pytorch-experiments').waitFor();
  await row.choose('Save Notebook as Image...');
  await answerSave(workbench, { namespace: 'ai-team', tag: 'v8' });
  const progress = workbench.toast('Cancel only stops following');
  await workbench.toast(/0:0[2-9]/).text();
  await progress.click('Cancel');
  expect(await workbench.toast('is not followed any more').text()).toContain('goes on saving it as');
  await workbench.status(STATUS).waitFor({ state: 'detached' });
  await progress.gone();
  await workbench.screenshot('not-followed');
  const looks = emulator.count('ShowImage');
  emulator.advance(6 * 60_000);
  expect(emulator.edit.images.find(({ tag }) => tag === 'v8')).toMatchObject({ status: 'ACTIVE' });
  expect(emulator.count('ShowImage')).toBe(looks);
});

test('a refresh keeps the selected row, and shows what has changed', async ({ emulator, workbench }) => {
  await workbench.showViews('ModelArts');
  const tree = workbench.tree('Notebooks');
  const row = await tree.row('speech-demo').waitFor();
  await row.click();
  await expect.poll(() => row.root.getAttribute('aria-selected')).toBe('true');
  emulator.edit.addNotebook({ name: 'begun-elsewhere' });
  const stopped = emulator.edit.notebooks.find(({ name }) => name === 'always-on')!;
  emulator.edit.alterNotebook(stopped.id, { status: 'STOPPED' });
  await workbench.clickViewAction('Notebooks', 'Refresh');
  await tree.row('begun-elsewhere').waitFor();
  await expect.poll(async () => (await tree.row('always-on').reveal()).description()).toContain('Stopped');
  await expect.poll(() => row.root.getAttribute('aria-selected')).toBe('true');
});
