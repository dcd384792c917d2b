import { describe, expect } from 'vitest';
import { test } from '../support/vscode/e2eTest';
import type { Workbench } from '../support/vscode/workbench';

/** Returns the extension's commands that the palette lists for a search, in order. VS Code adds one for each view. */
async function paletteCommands({ page, quickInput }: Workbench, words: string): Promise<readonly string[]> {
  await page.keyboard.press('F1');
  await quickInput.input.fill(`>${words}`);
  const rows = await quickInput.rowTexts();
  await quickInput.cancel();
  return rows.map((row) => row.split(' · ')[0] ?? '').filter((row) => /^ModelArts: (?!Focus on )/.test(row));
}

const ALWAYS = [
  'ModelArts: Add Connection...',
  'ModelArts: Diagnose Connection',
  'ModelArts: Save Notebook as Image...',
  'ModelArts: Show Log',
  'ModelArts: Try the Demo',
];
const CONNECTED = [
  'ModelArts: Filter Images...',
  'ModelArts: Filter Notebooks...',
  'ModelArts: Group and Sort Notebooks...',
  'ModelArts: Manage Connections...',
  'ModelArts: Refresh',
];

describe('the command palette', () => {
  test('lists ten commands with a connection, and the save command first for “modelarts save”', async ({
    workbench,
  }) => {
    await workbench.showViews('ModelArts');
    await workbench.tree('Notebooks').row('llm-finetune').waitFor();
    const all = await paletteCommands(workbench, 'ModelArts:');
    expect(all.toSorted()).toEqual([...ALWAYS, ...CONNECTED].toSorted());
    expect((await paletteCommands(workbench, 'modelarts save'))[0]).toBe('ModelArts: Save Notebook as Image...');
  });

  describe('without a connection', () => {
    test.override('fresh', true);
    test.override('connected', false);

    test('lists five commands, and the save command offers to add a connection or to try the demo', async ({
      workbench,
    }) => {
      await workbench.showViews('ModelArts');
      await workbench.welcome().getByText('Save a running ModelArts notebook').waitFor();
      expect((await paletteCommands(workbench, 'ModelArts:')).toSorted()).toEqual(ALWAYS);
      await expect.poll(() => workbench.tree('Images').root.count()).toBe(0);
      expect(await workbench.page.locator('.part.sidebar').getByRole('button', { name: 'Refresh' }).count()).toBe(0);
      await workbench.screenshot('first-run');
      await workbench.run('modelartsImages.saveImage', 'ModelArts: Save Notebook as Image...');
      await workbench.toast('Connect to ModelArts first.').click('Try the Demo');
      await workbench.tree('Notebooks').row('llm-finetune').waitFor();
      await workbench.tree('Images').row('llm-finetune').waitFor();
      await workbench.screenshot('first-run-demo');
    });
  });
});
