import { describe, expect } from 'vitest';
import { test as e2eTest } from '../../support/vscode/e2eTest';
import { answerSave } from '../../support/vscode/flows';
import { until } from '../../support/vscode/until';

const STATUS = 'notebook-images.modelarts-notebook-images';
const test = e2eTest.extend('emulatorOptions', { speed: 30 });

test('a save from the inline button shows in its row, the status bar, and a notification until it ends', async ({
  workbench,
}) => {
  await workbench.showViews('ModelArts');
  const row = await workbench.tree('Notebooks').row('pytorch-experiments').waitFor();
  await row.clickInline('Save Notebook as Image...');
  await answerSave(workbench, { namespace: 'ai-team', tag: 'v7' });
  await workbench
    .toast(/Saving pytorch-experiments as ai-team\/pytorch-experiments:v7 · 0:0[2-9] \(Cancel hides\)/)
    .text(30_000);
  await expect.poll(() => workbench.statusText(STATUS)).toMatch(/^Saving pytorch-experiments as \S+ · 0:\d\d$/);
  await expect.poll(() => row.description()).toContain('Saving image');
  await expect.poll(() => row.icon()).toBe('sync');
  expect(await row.inlineButtons()).toEqual([]);
  await workbench.page.mouse.move(700, 300);
  await workbench.screenshot('following');

  await workbench.toast(/Saved pytorch-experiments as ai-team\/pytorch-experiments:v7 in 0:/).text(60_000);
  await workbench.status(STATUS).waitFor({ state: 'detached' });
  await expect.poll(() => row.icon()).toBe('vm-running');
  await workbench.screenshot('followed-to-its-end');
});

describe('at log level Trace', () => {
  test.override('fresh', true);
  test.override('logLevel', 'trace');
  test.override('emulatorOptions', { speed: 120 });

  test('the log contains every request and no secrets', async ({ code, emulator, workbench }) => {
    await workbench.showViews('ModelArts');
    const row = await workbench.tree('Notebooks').row('pytorch-experiments').waitFor();
    await row.clickInline('Save Notebook as Image...');
    await answerSave(workbench, { namespace: 'ai-team' });
    await workbench.toast(/Saved \S+ as /).text(60_000);
    await workbench.toast(/Saved \S+ as /).click('Show Log');
    // Polling of changing notebooks continues, so that any line may have scrolled out of view.
    await until(async () => (await workbench.output()).includes('GET 127.0.0.1'), 'the log in the panel');
    await workbench.screenshot('log');
    const written = () => code.log(/ModelArts Images\.log$/);
    await until(async () => written().includes('saved, image'), 'the end in the log');
    const log = written();
    expect(log).toMatch(/POST \S+\/create-image 200/);
    expect(log).toMatch(/GET \S+\/notebooks 200/);
    const { token } = emulator.edit.notebooks.find(({ name }) => name === 'pytorch-experiments')!;
    for (const secret of [emulator.secretKey, emulator.accessKey, 'Signature=', token])
      expect(log).not.toContain(secret);
  });
});
