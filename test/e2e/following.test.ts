import { expect } from 'vitest';
import { test as e2eTest } from '../support/vscode/e2eTest';
import { answerSave } from '../support/vscode/flows';
import { until } from '../support/vscode/until';
import type { Workbench } from '../support/vscode/workbench';

const STATUS = 'notebook-images.modelarts-notebook-images';
const test = e2eTest.extend('emulatorOptions', { speed: 30 });

test('Cancel closes the notification, and the save is still followed to its end', async ({ emulator, workbench }) => {
  await workbench.showViews('ModelArts');
  const row = await workbench.tree('Notebooks').row('pytorch-experiments').waitFor();
  await row.choose('Save Notebook as Image...');
  await answerSave(workbench, { namespace: 'ai-team', tag: 'v8' });
  const progress = workbench.toast('(Cancel hides)');
  await workbench.toast(/· 0:0[2-9]/).text();
  await progress.click('Cancel');
  await progress.gone();
  const polls = emulator.count('ShowImage');
  await until(() => emulator.count('ShowImage') > polls, 'another poll of the image');
  expect(await workbench.toasts()).toEqual([]);
  await workbench
    .status(STATUS)
    .filter({ hasText: /Saving pytorch-experiments as \S+ · 0:\d\d/ })
    .waitFor();
  await workbench.screenshot('notification-closed');
  expect(await workbench.toast(/Saved \S+ as /).text(60_000)).toContain('ai-team/pytorch-experiments:v8');
  await workbench.status(STATUS).waitFor({ state: 'detached' });
});

test('ten concurrent saves have one notification of two lines and one status bar item', async ({
  code,
  emulator,
  workbench,
}) => {
  await workbench.showViews('ModelArts');
  for (let index = 0; index < 10; index += 1) {
    const name = `nightly-run-of-the-week-${index}`;
    const { id } = emulator.edit.addNotebook({ name });
    const facts = { notebookId: id, name, namespace: 'ai-team', tag: '20261231-2359', confirm: false };
    await code.host.executeCommand('modelartsImages.saveImage', facts);
    if (index === 0) {
      await workbench.toast(/· 0:0[1-9]/).text();
      await workbench.screenshot('saving-one');
      expect(await lines(workbench)).toBeLessThanOrEqual(2);
    }
  }
  await workbench.toast(/Saving 10 notebooks · longest 0:\d\d \(Cancel hides\)/).text();
  expect(await workbench.toasts()).toHaveLength(1);
  expect(await lines(workbench)).toBeLessThanOrEqual(2);
  expect(await workbench.status(STATUS).filter({ hasText: 'Saving 10 notebooks' }).count()).toBe(1);
  await workbench.screenshot('saving-ten');
});

/** Returns the wrapped lines of the notification. */
function lines({ page }: Workbench): Promise<number> {
  return page
    .locator('.notifications-toasts .notification-list-item-message')
    .evaluate((message) => Math.round(message.getBoundingClientRect().height / 22));
}

test('a refresh keeps the selected row and shows changes', async ({ emulator, workbench }) => {
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
  await tree.row('always-on').says(', Stopped');
  await expect.poll(() => row.root.getAttribute('aria-selected')).toBe('true');
});
