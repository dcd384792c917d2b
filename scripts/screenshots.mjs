// Takes screenshots of the packaged extension, after `npm run package`. `npx node scripts/screenshots.mjs` records the animated
// image of the README. With `--gallery` it writes every view and step in light, dark and high contrast to test/e2e/screenshots
// for review; `--chinese` uses the Chinese display language.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { encodeGif } from './lib/gif.mjs';
import './lib/typescript.mjs';

const { CodeServer } = await import('../test/support/vscode/codeServer.ts');
const { connectionTo } = await import('../test/support/vscode/connectionTo.ts');
const { installExtensions } = await import('../test/support/vscode/installExtensions.ts');
const { openBrowser } = await import('../test/support/vscode/openBrowser.ts');
const { Workbench } = await import('../test/support/vscode/workbench.ts');

const root = path.join(import.meta.dirname, '..');
const { startEmulator } = createRequire(import.meta.url)(path.join(root, 'dist/emulator.js'));
const title = (step) => `Save Notebook as Image: ${step}`;

const chinese = process.argv.includes('--chinese');
const gallery = process.argv.includes('--gallery');

const ends = [];
try {
  const emulator = await startEmulator({ speed: 9 });
  ends.push(() => emulator.close());
  const extensions = await installExtensions([path.join(root, 'dist/modelarts-notebook-images.vsix')]);
  ends.push(() => fs.rmSync(extensions, { recursive: true, force: true }));
  const code = CodeServer.create({
    extensions,
    ...(chinese ? { language: 'zh-cn' } : {}),
    ...connectionTo(emulator, 'CN North-Beijing4'),
  });
  ends.push(() => code.remove());
  await code.start();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'pictures-'));
  ends.push(() => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  fs.mkdirSync(path.join(home, 'tmp'));
  const browser = await openBrowser(home, { width: 1100, height: 640, scale: gallery ? 1.5 : 1, chinese });
  ends.push(() => browser.close());
  const workbench = await Workbench.open(browser, code.url);
  if (gallery) await takeGallery(workbench, code.host);
  else await recordSave(workbench, emulator.edit.organizations[0].name);
} finally {
  for (const end of ends.reverse()) await end();
}
process.exit();

/** Records a save for the README, from the context menu to its end. */
async function recordSave(workbench, organization) {
  const { page, quickInput } = workbench;
  const frames = [];
  const frame = async (ms) => frames.push({ png: await page.screenshot({ caret: 'initial' }), ms });
  await workbench.showViews('ModelArts');
  const row = workbench.tree('Notebooks').row('pytorch-experiments');
  await row.waitFor();
  await page.mouse.move(700, 400);
  await page.waitForTimeout(2000);
  await frame(1200);
  await row.root.click({ button: 'right' });
  await page.locator('.monaco-menu').getByText('Save Notebook as Image...', { exact: true }).hover();
  await frame(1500);
  await page.keyboard.press('Escape');
  await row.choose('Save Notebook as Image...');
  await page.mouse.move(900, 560);
  await quickInput.step(title('Organization'));
  await quickInput.row(organization).waitFor();
  await page.waitForTimeout(500);
  await frame(1500);
  await quickInput.pick(title('Organization'), organization);
  await quickInput.accept(title('Name'));
  await quickInput.step(title('Tag'));
  await quickInput.input.fill('with-flash-attention');
  await page.waitForTimeout(800);
  await frame(1800);
  await quickInput.input.press('Enter');
  await quickInput.accept(title('Description'));
  await quickInput.step(title('Confirm'));
  await quickInput.row('Save Image').waitFor();
  await page.waitForTimeout(500);
  await frame(2200);
  await quickInput.input.press('Enter');
  for (const elapsed of [/0:0[2-4]/, /0:0[6-8]/, /0:1[0-2]/]) {
    await page.locator('.notification-list-item-message', { hasText: elapsed }).waitFor();
    await frame(700);
  }
  await page.locator('.notification-list-item-message', { hasText: /^Saved / }).waitFor({ timeout: 90_000 });
  await page.waitForTimeout(800);
  await frame(3000);
  const file = path.join(root, 'media/readme/save.gif');
  fs.writeFileSync(file, encodeGif(frames));
  console.log(file);
}

/** Captures every view and step in every theme. Uses keys and ids, not texts, so that it works in every language. */
async function takeGallery(workbench, host) {
  const { page, quickInput } = workbench;
  const run = (command, ...args) =>
    void host.executeCommand(`modelartsImages.${command}`, ...args).catch(() => undefined);
  for (const theme of ['Default Light Modern', 'Default Dark Modern', 'Default High Contrast']) {
    const shot = async (name) =>
      console.log(
        await workbench.screenshot(`gallery${chinese ? '-zh' : ''}-${theme.split(' ')[1].toLowerCase()}-${name}`),
      );
    await host.run(
      (vscode, name) => vscode.workspace.getConfiguration('workbench').update('colorTheme', name, true),
      theme,
    );
    await workbench.showViews('ModelArts');
    await workbench.page.locator('.part.sidebar .monaco-list-row').first().waitFor();
    await page.mouse.move(700, 400);
    await shot('views');

    run('saveImage');
    for (const name of ['notebook', 'organization', 'name', 'tag', 'description', 'confirmation']) {
      await nextStep(page, quickInput, name === 'notebook');
      // The first row is the notebook saved last, for which the wizard skips steps. The next row shows every step.
      if (name === 'notebook') await quickInput.input.press('ArrowDown');
      await shot(`save-${name}`);
    }
    await quickInput.input.press('Enter');
    await page.locator('.notification-list-item').first().waitFor();
    await shot('save-progress');

    run('addConnection');
    await nextStep(page, quickInput, true);
    await shot('connection-region');
    await nextStep(page, quickInput, false);
    await shot('connection-credentials');
    await quickInput.cancel();

    run('diagnose');
    await page.locator('.part.editor .view-lines').first().waitFor();
    await page
      .locator('.notification-list-item', { hasText: 'pytorch' })
      .first()
      .waitFor({ state: 'detached', timeout: 1 })
      .catch(() => undefined);
    await shot('diagnosis');
    await host.executeCommand('workbench.action.closeAllEditors');
    await host.executeCommand('workbench.action.closeSidebar');
    await host.executeCommand(
      'workbench.action.openWalkthrough',
      'notebook-images.modelarts-notebook-images#start',
      false,
    );
    await page.locator('.gettingStartedContainer .step-title').first().waitFor();
    await shot('walkthrough');
    await host.executeCommand('workbench.action.closeAllEditors');
    await page
      .locator('.notification-list-item-message', { hasText: /:\d{8}-\d{4}[^·]*\d:\d\d/ })
      .first()
      .waitFor({ timeout: 60_000 });
    await shot('saved');
    await host.executeCommand('notifications.clearAll');
  }
}

/** Waits for the first step, or accepts the proposal of the current step and waits for the next. */
async function nextStep(page, { title, input, rows }, first) {
  const before = first ? '' : await title.innerText();
  if (!first) await input.press('Enter');
  const isNext = (text) => document.querySelector('.quick-input-title')?.textContent !== text;
  await title.waitFor();
  await page.waitForFunction(isNext, before);
  // Pick lists load their rows after they open.
  await Promise.race([rows.first().waitFor(), page.waitForTimeout(3000)]);
  await page.waitForTimeout(300);
}
