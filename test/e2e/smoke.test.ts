import { expect } from 'vitest';
import packageJson from '../../package.json';
import { test as usualTest } from '../support/vscode/e2eTest';
import { answerSave } from '../support/vscode/flows';
import { until } from '../support/vscode/until';

/** The oldest supported VS Code, e.g. `1.105`. */
const oldestSupported = packageJson.engines.vscode.replace('^', '').split('.', 2).join('.');

// The shortest path through all features, on the oldest and the newest supported VS Code.
for (const [which, version] of [
  ['oldest', oldestSupported],
  ['newest', '1'],
] as const) {
  const test = usualTest.extend('vsCode', { scope: 'worker' }, which).extend('fresh', true);
  test.override('emulatorOptions', { speed: 20 });

  test(`the ${which} VS Code lists the notebooks, saves one, and completes the save after a reload`, async ({
    code,
    emulator,
    workbench,
  }) => {
    expect(await code.host.run((vscode) => vscode.version)).toMatch(RegExp(`^${version.replace('.', '\\.')}\\.`));
    const running = emulator.edit.notebooks.find(
      ({ status, name }) => status === 'RUNNING' && /^[a-z0-9-]+$/.test(name),
    )!;
    await workbench.showViews('ModelArts');
    const row = workbench.tree('Notebooks').row(running.name);
    await row.waitFor();
    await row.choose('Save Notebook as Image...');
    await answerSave(workbench, { namespace: emulator.edit.organizations[0]!.name, name: 'base', tag: 'v1' });
    await workbench.toast('Saving ').text();
    await workbench.reload();
    const done = workbench.toast(/Saved \S+ as /);
    expect(await done.text(90_000)).toContain('/base:v1');
    await workbench.screenshot(`smoke-${which}`);
    await done.click('Copy Reference');
    await until(async () => (await workbench.clipboard()).endsWith('/base:v1'), 'the reference on the clipboard');
    expect(emulator.count('CreateImage')).toBe(1);
  });
}
