import { expect } from 'vitest';
import { test as e2eTest } from '../support/vscode/e2eTest';
import { saveTitle } from '../support/vscode/flows';

/** Shortens a save to a few seconds. */
const test = e2eTest.extend('emulatorOptions', { speed: 60 });

const BACK = 'Control+Alt+Minus';

test('a notebook can be saved by keyboard only, back and forth, and screen readers get the same information', async ({
  emulator,
  workbench,
}) => {
  const { page, quickInput } = workbench;
  const { keyboard } = page;
  await page.evaluate("self.clicks = 0; addEventListener('pointerdown', () => (self.clicks += 1), true)");
  /** The title of a step with its number, as VS Code joins them. */
  const hears = async (question: string, step: Parameters<typeof saveTitle>[0]): Promise<void> => {
    await quickInput.step(saveTitle(step));
    await expect.poll(() => quickInput.spoken()).toBe(`${question} - ${saveTitle(step)}`);
  };
  await keyboard.press('F1');
  await quickInput.input.waitFor();
  await keyboard.type('ModelArts: Save Notebook as Image');
  await quickInput.row('Save Notebook as Image...').waitFor();
  await keyboard.press('Enter');

  await hears('Select a notebook', 'Notebook');
  await quickInput.row('llm-finetune').waitFor();
  expect(await quickInput.unspoken()).toEqual([]);
  await keyboard.type('llm-finetune');
  await expect.poll(() => quickInput.spokenRows()).toEqual([expect.stringMatching(/llm-finetune, Running · /)]);
  await keyboard.press('Enter');

  await hears('Select an SWR organization', 'Organization');
  await quickInput.row('can edit').waitFor();
  expect(await quickInput.unspoken()).toEqual([]);
  // Down past an enabled item, and up again.
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');

  await hears('Image name', 'Name');
  await keyboard.press(BACK);
  await hears('Select an SWR organization', 'Organization');
  await quickInput.row('can edit').waitFor();
  await keyboard.type('vision');
  await keyboard.press('Enter');
  await hears('Image name', 'Name');
  await keyboard.press('Control+A');
  await keyboard.type('Base');
  const wrong = quickInput.message.filter({ hasText: '“B”' });
  await wrong.waitFor();
  // The input refers to its error message (aria-describedby).
  await expect.poll(() => quickInput.input.getAttribute('aria-describedby')).toBe(await wrong.getAttribute('id'));
  await keyboard.press('Control+A');
  await keyboard.type('by-keyboard');
  await keyboard.press('Enter');

  await hears('Tag (optional)', 'Tag');
  await keyboard.press('Control+A');
  await keyboard.type('v1');
  await keyboard.press('Enter');
  await hears('Description (optional)', 'Description');
  await keyboard.press('Enter');

  await hears('Save llm-finetune as an image?', 'Confirm');
  await quickInput.row('Save Image').waitFor();
  expect(await quickInput.unspoken()).toEqual([]);
  await workbench.screenshot('keyboard-confirmation');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');

  expect(await workbench.toast(/Saved \S+ as /).text(60_000)).toContain('vision.lab/by-keyboard:v1');
  expect(emulator.count('CreateImage')).toBe(1);
  // The first button of the latest message.
  await keyboard.press('F1');
  await quickInput.input.waitFor();
  await keyboard.type('Accept Notification Primary Action');
  await quickInput.row('Accept Notification Primary Action').waitFor();
  await keyboard.press('Enter');
  await expect.poll(() => workbench.clipboard()).toMatch(/\/vision\.lab\/by-keyboard:v1$/);
  expect(await page.evaluate('self.clicks')).toBe(0);
});
