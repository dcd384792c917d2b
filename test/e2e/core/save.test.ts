import { expect } from 'vitest';
import { test as e2eTest } from '../../support/vscode/e2eTest';
import { answerSave, saveTitle } from '../../support/vscode/flows';
import { until } from '../../support/vscode/until';

const STATUS = 'notebook-images.modelarts-notebook-images';
/** Shortens a save from six minutes to a few seconds. */
const test = e2eTest.extend('emulatorOptions', { speed: 60 });

test('a notebook is saved from the palette: six steps back and forth, progress, copied reference', async ({
  emulator,
  workbench,
}) => {
  const { quickInput } = workbench;
  const running = emulator.edit.notebooks.find(({ name }) => name === 'llm-finetune')!;
  await workbench.run('modelartsImages.saveImage', 'ModelArts: Save Notebook as Image...');
  const pick = await quickInput.step(saveTitle('Notebook'));
  await expect.poll(() => pick.titleText()).toContain('(1/6)');
  await pick.input.fill(running.name);
  await workbench.screenshot('save-1-notebook');
  await pick.row(running.name).click();

  const organization = await quickInput.step(saveTitle('Organization'));
  await expect.poll(() => organization.titleText()).toContain('(2/6)');
  await expect
    .poll(async () => (await organization.rowTexts()).join('\n'))
    .toMatch(/ai-team\W*admin · swr\.cn-north-4\.myhuaweicloud\.com\/ai-team\/llm-finetune:\d{8}-\d{4}/);
  await workbench.screenshot('save-2-organization');
  await organization.row('shared-readonly').click();
  await organization.title.filter({ hasText: 'need edit permission' }).waitFor();
  await quickInput.back();
  await quickInput.pick(saveTitle('Notebook'), running.name);
  await quickInput.pick(saveTitle('Organization'), 'ai-team');

  const name = await quickInput.step(saveTitle('Name'));
  await name.input.fill('Base');
  await name.message.filter({ hasText: '“B”' }).waitFor();
  await expect.poll(() => name.severity()).toBe('error');
  await expect.poll(() => name.message.innerText()).toContain('/ai-team/Base:');
  await workbench.screenshot('save-3-name-wrong');
  await name.input.press('Enter');
  await name.input.fill('base._x');
  await name.message.filter({ hasText: 'SWR may reject' }).waitFor();
  await expect.poll(() => name.severity()).toBe('warning');
  await name.input.fill('base');
  await workbench.screenshot('save-3-name');
  await name.input.press('Enter');

  await quickInput.step(saveTitle('Tag'));
  await quickInput.back();
  await expect.poll(async () => (await quickInput.step(saveTitle('Name'))).input.inputValue()).toBe('base');
  await quickInput.back();
  await quickInput.pick(saveTitle('Organization'), 'ai-team');
  await quickInput.accept(saveTitle('Name'));
  await (await quickInput.step(saveTitle('Tag'))).input.fill('v1');
  await workbench.screenshot('save-4-tag');
  await quickInput.accept(saveTitle('Tag'));
  const description = await quickInput.step(saveTitle('Description'));
  await expect.poll(() => description.input.inputValue()).toContain('From notebook llm-finetune');
  await expect
    .poll(() => description.message.innerText())
    .toContain('swr.cn-north-4.myhuaweicloud.com/ai-team/base:v1');
  await workbench.screenshot('save-5-description');
  await quickInput.accept(saveTitle('Description'));

  const confirm = await quickInput.step(saveTitle('Confirm'));
  await expect.poll(() => confirm.titleText()).toContain('(6/6)');
  await expect
    .poll(async () => (await confirm.rowTexts())[0])
    .toMatch(/ai-team\/base:v1.*Usually several minutes\. Can't be canceled\. Excludes \/home\/ma-user\/work\./);
  await workbench.screenshot('save-6-confirmation');
  await confirm.row('Save Image').click();

  const progress = workbench.toast('Saving ');
  await progress.text();
  await workbench.status(STATUS).filter({ hasText: 'Saving' }).waitFor();
  await workbench.screenshot('save-7-progress');
  expect(emulator.count('CreateImage')).toBe(1);

  const done = workbench.toast(/Saved \S+ as /);
  expect(await done.text(60_000)).toContain('/base:v1');
  await workbench.screenshot('save-8-saved');
  await done.click('Copy Reference');
  await until(async () => (await workbench.clipboard()).endsWith('/base:v1'), 'the reference on the clipboard');
  await workbench.status(STATUS).waitFor({ state: 'detached' });
});

test('a save from the tree shows why the build failed', async ({ emulator, workbench }) => {
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
  const failed = workbench.toast("Couldn't save");
  const text = await failed.text(60_000);
  expect(text).toContain('greater than threshold');
  expect(text).toContain('Remove data');
  await workbench.screenshot('save-failed');
});

test('a refused save shows the error code and request ID, and rejects for calling code', async ({
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
  expect(await call(running.id)).toMatch(/don't have permission.*ModelArts\.0112.*request/);
  expect(await call(stopped.id)).toContain("isn't running");
  expect(emulator.count('CreateImage')).toBe(1);
  expect(await call(running.id)).toMatchObject({
    imageId: expect.any(String),
    reference: expect.stringMatching(/base:v2$/),
  });
  await workbench.toast(/Saved \S+ as /).text(60_000);
});
