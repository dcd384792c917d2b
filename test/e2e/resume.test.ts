import fs from 'node:fs';
import path from 'node:path';
import { describe, expect } from 'vitest';
import type { Emulator } from '../../src/emulator/index';
import type { CodeServer } from '../support/vscode/codeServer';
import { test } from '../support/vscode/e2eTest';
import { until } from '../support/vscode/until';
import { Workbench } from '../support/vscode/workbench';

const STATUS = 'notebook-images.modelarts-notebook-images';
const SAVED = 'is saved as';
const MINUTE = 60_000;

/** Starts a save by code, asking nobody; resolves when the service has accepted it. */
async function startSave(code: CodeServer, emulator: Emulator): Promise<void> {
  const notebook = emulator.edit.addNotebook({ name: 'evening-work' });
  const facts = { notebookId: notebook.id, name: 'evening-work', namespace: 'ai-team', tag: 'v1', confirm: false };
  await code.host.executeCommand('modelartsImages.saveImage', facts);
}

function expectOneImage(emulator: Emulator): void {
  expect(emulator.count('CreateImage')).toBe(1);
  expect(emulator.edit.images.filter(({ name }) => name === 'evening-work')).toHaveLength(1);
}

describe('a save of a minute and a half', () => {
  test.override('fresh', true);
  test.override('emulatorOptions', { speed: 4 });

  test('goes on after the window was reloaded, and its end is told once', async ({ code, emulator, workbench }) => {
    await startSave(code, emulator);
    await workbench.status(STATUS).waitFor();
    await workbench.reload();
    await workbench.status(STATUS).filter({ hasText: 'Saving evening-work' }).waitFor();
    await workbench.screenshot('resumed-after-reload');
    emulator.advance(6 * MINUTE);
    await workbench.toast(SAVED).text(60_000);
    await workbench.status(STATUS).waitFor({ state: 'detached' });
    await workbench.screenshot('resumed-to-its-end');
    expectOneImage(emulator);
    await workbench.reload();
    await code.host.ready();
    expect(await workbench.toasts()).toEqual([]);
  });

  test('goes on after the extension host was killed', async ({ code, emulator, workbench }) => {
    await startSave(code, emulator);
    await workbench.status(STATUS).waitFor();
    const looks = emulator.count('ShowImage');
    await code.host.kill();
    await until(async () => emulator.count('ShowImage') > looks, 'somebody to look at the image again', 60_000);
    await workbench.status(STATUS).filter({ hasText: 'Saving evening-work' }).waitFor();
    emulator.advance(6 * MINUTE);
    await workbench.toast(SAVED).text(60_000);
    expectOneImage(emulator);
  });

  test('that ended while VS Code was not running is told of by the next window, once', async ({
    code,
    emulator,
    workbench,
  }) => {
    await startSave(code, emulator);
    await workbench.status(STATUS).waitFor();
    await code.stop();
    emulator.advance(6 * MINUTE);
    await code.start();
    await workbench.reload();
    await workbench.toast(SAVED).text(60_000);
    expect(await workbench.toasts()).toHaveLength(1);
    await workbench.screenshot('ended-meanwhile');
    expectOneImage(emulator);
  });

  test('is drawn by two windows, followed by one and announced by one', async ({
    browser,
    code,
    emulator,
    workbench,
  }) => {
    await startSave(code, emulator);
    await workbench.status(STATUS).waitFor();
    const second = await Workbench.open(browser, code.url);
    await second.status(STATUS).filter({ hasText: 'Saving evening-work' }).waitFor();
    const before = emulator.count('ShowImage');
    const began = Date.now();
    await until(async () => emulator.count('ShowImage') > before + 1, 'two more looks', 60_000);
    expect(emulator.count('ShowImage') - before).toBeLessThanOrEqual(2 + (Date.now() - began) / 9000);
    emulator.advance(6 * MINUTE);
    await Promise.race([workbench.toast(SAVED).text(60_000), second.toast(SAVED).text(60_000)]);
    await workbench.status(STATUS).waitFor({ state: 'detached' });
    await second.status(STATUS).waitFor({ state: 'detached' });
    const told = [...(await workbench.toasts()), ...(await second.toasts())].filter((text) => text.includes(SAVED));
    expect(told).toHaveLength(1);
    expectOneImage(emulator);
  });

  test('is followed and announced where its folder takes no files', async ({ code, emulator, workbench }) => {
    const storage = path.join(code.userData, 'User/globalStorage/notebook-images.modelarts-notebook-images');
    fs.rmSync(storage, { recursive: true, force: true });
    fs.writeFileSync(storage, 'a file where a folder should be');
    await startSave(code, emulator);
    await workbench.toast('followed by this window alone').text();
    await workbench.status(STATUS).click();
    const row = workbench.tree('Saves').row('evening-work');
    await until(async () => (await row.description()).startsWith('Being saved'), 'the row of a save kept in memory');
    await workbench.screenshot('kept-in-memory');
    emulator.advance(6 * MINUTE);
    await workbench.toast(SAVED).text(60_000);
    expectOneImage(emulator);
  });
});
