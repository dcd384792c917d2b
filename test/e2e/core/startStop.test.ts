import { describe, expect } from 'vitest';
import { test } from '../../support/vscode/e2eTest';
import { until } from '../../support/vscode/until';

describe('for a notebook', () => {
  test.override('emulatorOptions', { speed: 10 });

  test('a start is shown immediately and followed until the notebook runs', async ({ emulator, workbench }) => {
    await workbench.showViews('ModelArts');
    const row = await workbench.tree('Notebooks').row('nb-stopped').reveal();
    emulator.latencyMs = 400;
    await row.clickInline('Start Notebook');
    await row.says(', Starting');
    expect(emulator.count('StartNotebook')).toBeLessThanOrEqual(1);
    emulator.latencyMs = 0;
    // A running notebook is sorted among the running ones.
    await row.says(', Running');
    await expect.poll(() => row.inlineButtons()).toEqual(['Save Notebook as Image...', 'Open in Browser']);
    expect(emulator.count('ListNotebooks')).toBe(2);
  });

  test('a refused start restores the row and shows an error', async ({ emulator, workbench }) => {
    await workbench.showViews('ModelArts');
    const row = await workbench.tree('Notebooks').row('nb-stopped').reveal();
    emulator.fail({ on: 'StartNotebook', with: 'forbidden', times: 1 });
    await row.clickInline('Start Notebook');
    expect(await workbench.toast('ModelArts.0112').text()).toContain('request ');
    await until(async () => (await row.description()).startsWith('Stopped'), 'the row to be restored');
  });

  test('a stop warns about unsaved changes and offers to save first', async ({ emulator, workbench }) => {
    await workbench.showViews('ModelArts');
    const row = await workbench.tree('Notebooks').row('speech-demo').waitFor();
    await row.choose('Stop Notebook');
    expect(await workbench.dialogText()).toContain('Stop speech-demo?');
    await workbench.screenshot('views-stop');
    await workbench.answerDialog('Save First...');
    await (await workbench.quickInput.step('Save Notebook as Image')).cancel();
    expect(emulator.count('StopNotebook')).toBe(0);
    await row.choose('Stop Notebook');
    await workbench.answerDialog('Stop');
    await row.says(', Stopped');
  });
});
