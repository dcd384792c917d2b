import { describe, expect } from 'vitest';
import { test } from '../../support/vscode/e2eTest';
import { expectOneImage, startSave } from '../../support/vscode/flows';
import { until } from '../../support/vscode/until';
import { Workbench } from '../../support/vscode/workbench';

const STATUS = 'notebook-images.modelarts-notebook-images';
const SAVED = /Saved \S+ as /;
const MINUTE = 60_000;

describe('a save of a minute and a half', () => {
  test.override('fresh', true);
  test.override('emulatorOptions', { speed: 4 });

  test('continues after the window is reloaded, and its end is announced once', async ({
    code,
    emulator,
    workbench,
  }) => {
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

  test('is shown in two windows, followed by one and announced by one', async ({
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
    await until(async () => emulator.count('ShowImage') > before + 1, 'two more polls', 60_000);
    expect(emulator.count('ShowImage') - before).toBeLessThanOrEqual(2 + (Date.now() - began) / 9000);
    emulator.advance(6 * MINUTE);
    await Promise.race([workbench.toast(SAVED).text(60_000), second.toast(SAVED).text(60_000)]);
    await workbench.status(STATUS).waitFor({ state: 'detached' });
    await second.status(STATUS).waitFor({ state: 'detached' });
    const announcements = [...(await workbench.toasts()), ...(await second.toasts())].filter((text) =>
      SAVED.test(text),
    );
    expect(announcements).toHaveLength(1);
    expectOneImage(emulator);
  });
});
