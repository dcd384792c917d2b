import fs from 'node:fs';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { test } from '../support/vscode/e2eTest';
import { expectOneImage, startSave } from '../support/vscode/flows';
import { until } from '../support/vscode/until';

const STATUS = 'notebook-images.modelarts-notebook-images';
const SAVED = /Saved \S+ as /;
const MINUTE = 60_000;

describe('a save of a minute and a half', () => {
  test.override('fresh', true);
  test.override('emulatorOptions', { speed: 4 });

  test('continues after the extension host is killed', async ({ code, emulator, workbench }) => {
    await startSave(code, emulator);
    await workbench.status(STATUS).waitFor();
    const polls = emulator.count('ShowImage');
    await code.host.kill();
    await until(async () => emulator.count('ShowImage') > polls, 'another poll of the image', 60_000);
    await workbench.status(STATUS).filter({ hasText: 'Saving evening-work' }).waitFor();
    emulator.advance(6 * MINUTE);
    await workbench.toast(SAVED).text(60_000);
    expectOneImage(emulator);
  });

  test('that ended while VS Code was closed is announced once by the next window', async ({
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

  test('is followed and announced when its folder is not writable', async ({ code, emulator, workbench }) => {
    const storage = path.join(code.userData, 'User/globalStorage/notebook-images.modelarts-notebook-images');
    fs.rmSync(storage, { recursive: true, force: true });
    fs.writeFileSync(storage, 'a file where a folder should be');
    await startSave(code, emulator);
    await workbench.toast('followed only in this window').text();
    await workbench.status(STATUS).click();
    const row = workbench.tree('Saves').row('evening-work');
    await until(async () => (await row.spoken()).includes('Saving'), 'the row of a save kept in memory');
    await workbench.screenshot('kept-in-memory');
    emulator.advance(6 * MINUTE);
    await workbench.toast(SAVED).text(60_000);
    expectOneImage(emulator);
  });
});
