// Takes the README's pictures from the running product: `npm run package && node scripts/screenshots.mjs`.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import './lib/typescript.mjs';

const { CodeServer } = await import('../test/support/vscode/codeServer.ts');
const { connectionTo } = await import('../test/support/vscode/connectionTo.ts');
const { installExtensions } = await import('../test/support/vscode/installExtensions.ts');
const { openBrowser } = await import('../test/support/vscode/openBrowser.ts');
const { Workbench } = await import('../test/support/vscode/workbench.ts');

const root = path.join(import.meta.dirname, '..');
const { startEmulator } = createRequire(import.meta.url)(path.join(root, 'dist/emulator.js'));
const title = (step) => `Save Notebook as Image: ${step}`;

const ends = [];
try {
  const emulator = await startEmulator({ speed: 9 });
  ends.push(() => emulator.close());
  const extensions = await installExtensions([path.join(root, 'dist/modelarts-notebook-images.vsix')]);
  ends.push(() => fs.rmSync(extensions, { recursive: true, force: true }));
  const code = CodeServer.create({ extensions, ...connectionTo(emulator, 'Demo') });
  ends.push(() => code.remove());
  await code.start();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'pictures-'));
  ends.push(() => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  fs.mkdirSync(path.join(home, 'tmp'));
  const browser = await openBrowser(home, { width: 1100, height: 640, scale: 1.5 });
  ends.push(() => browser.close());
  await takePictures(await Workbench.open(browser, code.url), emulator.edit.organizations[0].name);
} finally {
  for (const end of ends.reverse()) await end();
}
process.exit();

async function takePictures(workbench, organization) {
  await workbench.showViews('ModelArts');
  const row = workbench.tree('Notebooks').row('pytorch-experiments');
  await row.waitFor();
  await row.choose('Save Notebook as Image...');
  await workbench.quickInput.pick(title('Organization'), organization);
  await workbench.quickInput.accept(title('Name'));
  await workbench.quickInput.step(title('Tag'));
  await workbench.quickInput.input.fill('with-flash-attention');
  await picture(workbench, 'asking');
  await workbench.quickInput.input.press('Enter');
  await workbench.quickInput.accept(title('Description'));
  await workbench.quickInput.pick(title('Confirm'), 'Save Image');
  await workbench.page.locator('.notification-list-item-message', { hasText: /0:1\d/ }).waitFor();
  await workbench.page.mouse.move(700, 300);
  await picture(workbench, 'saving');
}

async function picture(workbench, name) {
  console.log(await workbench.screenshot(path.join(root, `media/readme/${name}.png`)));
}
