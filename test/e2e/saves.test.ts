import { expect } from 'vitest';
import { answerSave } from '../support/vscode/answerSave';
import { test as e2eTest } from '../support/vscode/e2eTest';
import { until } from '../support/vscode/until';

const STATUS = 'notebook-images.modelarts-notebook-images';

const test = e2eTest.extend('emulatorOptions', { speed: 30 });

test('a save is in the view of saves while it is under way and after it, with what can be done at each time', async ({
  emulator,
  workbench,
}) => {
  const running = emulator.edit.addNotebook({ name: 'evening-work' });
  await workbench.showViews('ModelArts');
  await workbench.tree('Notebooks').row(running.name).choose('Save Notebook as Image...');
  await answerSave(workbench, { namespace: emulator.edit.organizations[0]!.name });
  await workbench.status(STATUS).filter({ hasText: 'Saving evening-work' }).click();

  const row = workbench.tree('Saves').row(running.name);
  await row.root.waitFor();
  await until(async () => /Being saved · 0:0[1-9]/.test(await row.description()), 'a time that passes');
  expect(await row.inlineButtons()).toEqual(['Stop Following a Save']);
  await workbench.screenshot('saves-1-under-way');

  await row.clickInline('Stop Following a Save');
  await workbench.toast('is not followed any more').text();
  await until(
    async () => (await row.description()).startsWith('Not followed any more'),
    'the row of a save left alone',
  );
  await workbench.status(STATUS).waitFor({ state: 'detached' });
  await workbench.screenshot('saves-2-not-followed');
  await row.clickInline('Resume Following a Save');
  await until(async () => /^(Being saved|Saved)/.test(await row.description()), 'the save followed again');

  await workbench.toast('is saved as').text(60_000);
  await until(async () => (await row.description()).startsWith('Saved'), 'the row of a save that ended well');
  await workbench.screenshot('saves-3-saved');
  expect(emulator.count('CreateImage')).toBe(1);

  await row.root.click();
  const tab = workbench.page.getByRole('tab', { name: running.name });
  await tab.waitFor();
  const text = await workbench.page.locator('.part.editor .view-lines').innerText();
  expect(text).toContain('State:');
  await workbench.screenshot('saves-4-document');

  expect(await row.menu()).toEqual(expect.arrayContaining(['Save Again...', 'View Save Details', 'Remove Save']));
  await workbench.page.keyboard.press('Escape');
  await row.choose('Remove Save');
  await row.root.waitFor({ state: 'detached' });
});
