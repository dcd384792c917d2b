import { describe, expect } from 'vitest';
import { test } from '../support/vscode/e2eTest';
import { until } from '../support/vscode/until';

describe('a selection', () => {
  test('of images are copied with Ctrl+C and deleted with Delete after one confirmation', async ({
    emulator,
    workbench,
  }) => {
    await workbench.showViews('ModelArts');
    const images = workbench.tree('Images');
    await images.row('llm-finetune').unfold();
    await images.row('v1').click();
    await images.row('v2').click({ modifiers: ['ControlOrMeta'] });
    await workbench.page.keyboard.press('Control+c');
    await until(async () => {
      const lines = (await workbench.clipboard()).split('\n');
      return lines.length === 2 && lines.every((line) => /llm-finetune:v[12]$/.test(line));
    }, 'two references on the clipboard');
    await workbench.page.keyboard.press('Delete');
    await workbench.quickInput.pick('Delete 2 Images', 'Only from ModelArts');
    await workbench.screenshot('images-delete-two');
    await workbench.quickInput.answer('Delete Image: Confirmation', '2');
    for (const tag of ['v1', 'v2']) await images.row(tag).root.waitFor({ state: 'detached' });
    expect(emulator.count('DeleteImage')).toBe(2);
  });

  test('of saves are removed with Delete and restored with Undo', async ({ code, emulator, workbench }) => {
    await workbench.showViews('ModelArts');
    for (const name of ['evening-work', 'morning-work']) {
      const { id } = emulator.edit.addNotebook({ name });
      const facts = { notebookId: id, name, namespace: 'ai-team', tag: 'v1', confirm: false };
      await code.host.executeCommand('modelartsImages.saveImage', facts);
    }
    const saves = workbench.tree('Saves');
    // Each added row moves the rows below it.
    await expect.poll(async () => (await saves.rows()).length).toBe(2);
    for (const name of ['evening-work', 'morning-work']) {
      await saves.row(name).clickInline('Stop Following');
      await until(
        async () => (await saves.row(name).description()).startsWith('No longer followed'),
        'the save to be no longer followed',
      );
    }
    await saves.row('evening-work').click();
    // A click on a row opens its details.
    await workbench.page.getByRole('tab', { name: 'evening-work' }).waitFor();
    await saves.row('morning-work').click({ modifiers: ['ControlOrMeta'] });
    await workbench.page.keyboard.press('Delete');
    const toast = workbench.toast('Removed 2 saves from the list.');
    await toast.text();
    await expect.poll(() => saves.rows()).toEqual([]);
    await workbench.screenshot('saves-removed');
    await toast.click('Undo');
    for (const name of ['evening-work', 'morning-work']) await saves.row(name).waitFor();
  });
});
