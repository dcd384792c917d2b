import { expect } from 'vitest';
import { test as e2eTest } from '../support/vscode/e2eTest';
import { answerSave } from '../support/vscode/flows';
import { until } from '../support/vscode/until';

const STATUS = 'notebook-images.modelarts-notebook-images';

const test = e2eTest.extend('emulatorOptions', { speed: 30 });

test('the Saves view shows a save during and after it, with the actions available at each time', async ({
  emulator,
  workbench,
}) => {
  const running = emulator.edit.addNotebook({ name: 'evening-work' });
  await workbench.showViews('ModelArts');
  await workbench.tree('Notebooks').row(running.name).choose('Save Notebook as Image...');
  await answerSave(workbench, { namespace: emulator.edit.organizations[0]!.name });
  await workbench.status(STATUS).filter({ hasText: 'Saving evening-work' }).click();

  const row = workbench.tree('Saves').row(running.name);
  // The click selects the row of the save.
  await row.root.and(workbench.page.locator('.selected')).waitFor();
  await until(async () => /^0:0[1-9]/.test(await row.description()), 'a time that passes');
  await expect.poll(() => row.inlineButtons()).toEqual(['Stop Following']);
  await workbench.screenshot('saves-1-under-way');

  await row.clickInline('Stop Following');
  await workbench.toast('Stopped following').text();
  await until(
    async () => (await row.description()).startsWith('No longer followed'),
    'the row of a save no longer followed',
  );
  await workbench.status(STATUS).waitFor({ state: 'detached' });
  await workbench.screenshot('saves-2-not-followed');
  await row.clickInline('Check Status');
  await until(async () => /, (Saving|Saved), /.test(await row.spoken()), 'the save followed again');

  await workbench.toast(/Saved \S+ as /).text(60_000);
  await until(async () => (await row.spoken()).includes(', Saved, '), 'the row of a successful save');
  await workbench.screenshot('saves-3-saved');
  expect(emulator.count('CreateImage')).toBe(1);

  await row.click();
  const tab = workbench.page.getByRole('tab', { name: running.name });
  await tab.waitFor();
  const text = await workbench.page.locator('.part.editor .view-lines').innerText();
  expect(text).toContain('State:');
  await workbench.screenshot('saves-4-document');

  expect(await row.menu()).toEqual(expect.arrayContaining(['Save Again...', 'View Details', 'Remove from List']));
  await workbench.page.keyboard.press('Escape');
  await row.choose('Remove from List');
  await row.root.waitFor({ state: 'detached' });
});

test('two concurrent saves have one status bar item, which counts them and opens both', async ({
  code,
  emulator,
  workbench,
}) => {
  await workbench.showViews('ModelArts');
  for (const name of ['evening-work', 'morning-work']) {
    const { id } = emulator.edit.addNotebook({ name });
    const facts = { notebookId: id, name, namespace: 'ai-team', tag: 'v1', confirm: false };
    await code.host.executeCommand('modelartsImages.saveImage', facts);
  }
  const status = workbench.status(STATUS).filter({ hasText: /Saving 2 notebooks · longest 0:\d\d/ });
  await status.waitFor();
  await status.click();
  for (const name of ['evening-work', 'morning-work']) await workbench.tree('Saves').row(name).waitFor();
  await workbench.page
    .locator('.activitybar .badge[aria-hidden], .activitybar .badge')
    .filter({ hasText: '2' })
    .first()
    .waitFor();
  await workbench.screenshot('saves-5-two-at-once');
});

test('Check Status resumes the search for a save whose response was lost and that is no longer followed', async ({
  emulator,
  workbench,
}) => {
  const running = emulator.edit.addNotebook({ name: 'evening-work' });
  emulator.fail({ on: 'CreateImage', with: 'resetBefore', accept: false });
  await workbench.showViews('ModelArts');
  await workbench.tree('Notebooks').row(running.name).choose('Save Notebook as Image...');
  await answerSave(workbench, { namespace: emulator.edit.organizations[0]!.name });
  await workbench.status(STATUS).filter({ hasText: 'Saving evening-work' }).click();
  const row = workbench.tree('Saves').row(running.name);
  await until(async () => (await row.description()).startsWith('No response; looking'), 'the search for the image');
  await row.clickInline('Stop Following');
  await workbench.toast("Couldn't confirm whether evening-work was saved").text();
  await until(async () => (await workbench.toasts()).length === 1, 'one notification and no other');
  await expect.poll(() => row.inlineButtons()).toEqual(['Check Status']);
  await workbench.screenshot('saves-6-outcome-unknown');
  const lists = emulator.count('ListImage');
  await workbench.toast("Couldn't confirm whether").click('Check Status');
  await until(async () => emulator.count('ListImage') > lists, 'another search');
  await until(async () => (await row.description()).startsWith('No response; looking'), 'the search to continue');
  expect(emulator.count('CreateImage')).toBe(1);
});
