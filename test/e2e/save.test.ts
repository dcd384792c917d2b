import { expect } from 'vitest';
import { answerSave, saveTitle } from '../support/vscode/answerSave';
import { test } from '../support/vscode/e2eTest';
import { until } from '../support/vscode/until';

const STATUS = 'notebook-images.modelarts-notebook-images';
/** A save takes a few seconds: six minutes of the service, played fast. */
test.override('emulatorOptions', { speed: 60 });

test('saves a notebook from the palette: pick, four boxes, confirmation, progress, reference on the clipboard', async ({
  emulator,
  workbench,
}) => {
  const running = emulator.edit.notebooks.find(({ status }) => status === 'RUNNING')!;
  await workbench.run('modelartsImages.saveImage', 'ModelArts: Save Notebook as Image...');
  await workbench.quickInput.step(saveTitle('Notebook'));
  await workbench.quickInput.input.fill(running.id);
  await workbench.quickInput.row(running.id).click();

  const name = await workbench.quickInput.step(saveTitle('Name'));
  await name.input.fill('Base');
  await name.message.filter({ hasText: '“B”' }).waitFor();
  expect(await name.severity()).toBe('error');
  await name.input.press('Enter');
  await name.input.fill('base._x');
  await name.message.filter({ hasText: 'SWR may refuse' }).waitFor();
  expect(await name.severity()).toBe('warning');
  await name.input.fill('base');
  await workbench.screenshot('save-1-name');
  await name.input.press('Enter');

  await workbench.quickInput.step(saveTitle('Organization'));
  await workbench.quickInput.back();
  expect(await (await workbench.quickInput.step(saveTitle('Name'))).input.inputValue()).toBe('base');
  await workbench.quickInput.accept(saveTitle('Name'));
  await workbench.quickInput.answer(saveTitle('Organization'), emulator.edit.organizations[0]!.name);
  await workbench.quickInput.answer(saveTitle('Tag'), 'v1');
  await workbench.quickInput.step(saveTitle('Description'));
  await workbench.screenshot('save-2-description');
  await workbench.quickInput.accept(saveTitle('Description'));

  await workbench.dialog.waitFor();
  await workbench.screenshot('save-3-confirmation');
  expect(await workbench.answerDialog('Save Image')).toContain('/home/ma-user/work');

  const progress = workbench.toast('Saving ');
  await progress.text();
  await workbench.status(STATUS).filter({ hasText: 'Saving' }).waitFor();
  await workbench.screenshot('save-4-progress');
  expect(emulator.count('CreateImage')).toBe(1);

  const done = workbench.toast('is saved as');
  expect(await done.text(60_000)).toContain('/base:v1');
  await workbench.screenshot('save-5-saved');
  await done.click('Copy Reference');
  await until(async () => (await workbench.clipboard()).endsWith('/base:v1'), 'the reference on the clipboard');
  await workbench.status(STATUS).waitFor({ state: 'detached' });
});

test('saves from the tree, and says why a build failed', async ({ emulator, workbench }) => {
  const running = emulator.edit.notebooks.find(
    ({ status, name }) => status === 'RUNNING' && /^[a-z0-9-]+$/.test(name),
  )!;
  await workbench.showViews('ModelArts');
  const row = workbench.tree('Notebooks').row(running.name);
  await row.root.waitFor();
  await workbench.screenshot('tree');
  emulator.setScenario('createFails');
  await row.choose('Save Notebook as Image...');
  await answerSave(workbench, { namespace: emulator.edit.organizations[0]!.name });
  const failed = workbench.toast('could not be saved');
  const text = await failed.text(60_000);
  expect(text).toContain('greater than threshold');
  expect(text).toContain('Remove data');
  await workbench.screenshot('save-failed');
});

test('tells a refusal of the service with its code and request id, and code that called with a rejection', async ({
  emulator,
  workbench,
  code,
}) => {
  const running = emulator.edit.notebooks.find(({ status }) => status === 'RUNNING')!;
  const stopped = emulator.edit.notebooks.find(({ status }) => status === 'STOPPED')!;
  emulator.fail({ on: 'CreateImage', with: 'forbidden' });
  const call = (notebookId: string) =>
    code.host.run(
      async (vscode, id, namespace) => {
        const order = { notebookId: id, name: 'base', namespace, tag: 'v2', confirm: false };
        try {
          return await vscode.commands.executeCommand('modelartsImages.saveImage', order);
        } catch (error) {
          return String(error);
        }
      },
      notebookId,
      emulator.edit.organizations[0]!.name,
    );
  expect(await call(running.id)).toMatch(/may not do that.*ModelArts\.0112.*request/);
  expect(await call(stopped.id)).toContain('is not running');
  expect(emulator.count('CreateImage')).toBe(1);
  expect(await call(running.id)).toMatchObject({
    imageId: expect.any(String),
    reference: expect.stringMatching(/base:v2$/),
  });
  await workbench.toast('is saved as').text(60_000);
});
