import { expect } from 'vitest';
import { test as e2eTest } from '../support/vscode/e2eTest';

const TITLE = 'Save a ModelArts Notebook as an Image';
/** Titles of the images, by step. */
const IMAGES = [
  'Selecting a region while adding a connection',
  'A local emulator of the cloud',
  'A notebook with its save button',
  'Progress in a notification and the status bar',
  'Copying the reference of an image',
];
const STEPS = [
  'Connect to your account',
  'Try the demo',
  'Save a running notebook',
  'Follow the save while you keep working',
  'Use the image',
];

const test = e2eTest.extend('connected', false).extend('fresh', true);

test('five steps lead from the installation to an image, and the action of a step completes it', async ({
  workbench,
  code,
}) => {
  // With a side bar there is no space for the images.
  await code.host.executeCommand('workbench.action.closeSidebar');
  await code.host.run((vscode) =>
    vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      'notebook-images.modelarts-notebook-images#start',
      false,
    ),
  );
  const page = workbench.page.locator('.gettingStartedContainer');
  await page.getByText(TITLE).first().waitFor();
  await expect.poll(() => page.locator('.step-title').allInnerTexts()).toEqual(STEPS);

  for (const [index, title] of STEPS.entries()) {
    await page.locator('.getting-started-step', { hasText: title }).click();
    const outer = workbench.page.locator('iframe.webview.ready').last().contentFrame();
    const picture = outer.locator('#active-frame').contentFrame().locator('svg', { hasText: IMAGES[index]! });
    await picture.first().waitFor();
    await workbench.screenshot(`walkthrough-${index + 1}`);
  }

  const step = (title: string) => page.locator('.getting-started-step', { hasText: title });
  await step('Try the demo').click();
  await page.getByRole('button', { name: 'Try the Demo', exact: true }).click();
  await workbench.tree('Notebooks').row('llm-finetune').root.waitFor();
  await step('Try the demo').locator('.complete').first().waitFor();
  // The demo does not count as the user's own connection.
  const connected = step('Connect to your account').locator('.complete');
  expect(await connected.count()).toBe(0);
  await code.host.run(
    (vscode, connections) =>
      vscode.workspace
        .getConfiguration('modelartsImages')
        .update('connections', connections, vscode.ConfigurationTarget.Global),
    [{ name: 'By hand', region: 'cn-north-4', credentials: 'environment' }],
  );
  await connected.first().waitFor();
  await code.host.executeCommand('workbench.action.closeSidebar');
  await step('Follow the save while you keep working').click();
  await page.getByRole('button', { name: 'Show Saves', exact: true }).click();
  await step('Follow the save while you keep working').locator('.complete').first().waitFor();
});
