import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/index';
import { connectionTo } from '../support/vscode/connectionTo';
import { test as e2eTest } from '../support/vscode/e2eTest';
import { answerSave } from '../support/vscode/flows';
import { until } from '../support/vscode/until';

function entryOf(cloud: Emulator, name: string, credentials: 'environment' | 'profileFile' | 'stored'): object {
  const { url, region, projectId } = cloud;
  return { name, region, projectId, credentials, endpoints: { modelarts: url, swr: url, iam: url } };
}

/** Two accounts, each with its own cloud and keys. The third connection has no keys yet. */
const test = e2eTest
  .extend('fresh', true)
  .extend('emulatorOptions', { notebooks: 1, speed: 60 })
  .extend('lab', async ({ emulatorOptions }, { onCleanup }) => {
    const lab = await startEmulator({
      ...emulatorOptions,
      seed: 7,
      notebooks: 0,
      projectId: 'f'.repeat(32),
      region: 'cn-southwest-2',
    });
    lab.edit.addNotebook({ name: 'of-the-lab' });
    onCleanup(() => lab.close());
    return lab;
  })
  .extend('profileFile', ({ lab }, { onCleanup }) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profile-'));
    onCleanup(() => fs.rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'credentials');
    fs.writeFileSync(file, `[basic]\nak = ${lab.accessKey}\nsk = ${lab.secretKey}\n`, { mode: 0o600 });
    return file;
  })
  .override('codeOptions', ({ emulator, lab, profileFile }) => ({
    settings: {
      'modelartsImages.connections': [
        entryOf(emulator, 'Work', 'environment'),
        entryOf(lab, 'Lab', 'profileFile'),
        entryOf(lab, 'Archive', 'stored'),
      ],
    },
    env: { ...connectionTo(emulator).env, HUAWEICLOUD_SDK_CREDENTIALS_FILE: profileFile },
  }));

test('each connection is a root with its own rows, keys and state, and is loaded when expanded', async ({
  emulator,
  lab,
  code,
  workbench,
}) => {
  const { quickInput } = workbench;
  await workbench.showViews('ModelArts');
  const tree = workbench.tree('Notebooks');
  await tree.row('codelab-free').waitFor();
  await workbench.clickViewAction('Notebooks', 'Refresh');
  await until(() => emulator.count('ListNotebooks') >= 4, 'the current connection to be refreshed');
  expect(lab.count('*')).toBe(0);
  await tree.row('Lab').unfold();
  await tree.row('of-the-lab').waitFor();
  await tree.row('Archive').unfold();
  const missing = await tree.row('Credentials missing').waitFor();
  await expect
    .poll(() => tree.rows())
    .toEqual([
      'Work · cn-north-4 · in use',
      expect.stringMatching(/^ {2}llm-finetune · 7 h left/),
      expect.stringMatching(/^ {2}codelab-free · .*Free/),
      'Lab · cn-southwest-2',
      expect.stringMatching(/^ {2}of-the-lab · /),
      'Archive · cn-southwest-2',
      '  Credentials missing · Update Credentials',
    ]);
  await expect.poll(() => tree.row('Archive').icon()).toBe('warning');
  expect(await tree.row('Lab').icon()).toBe('cloud');
  expect(await tree.row('Archive').spoken()).toBe('Archive, cn-southwest-2, No credentials are stored for Archive.');
  expect(await workbench.toasts()).toEqual([]);
  await workbench.screenshot('side-by-side');

  // The wizard asks for the credentials of the chosen root, not of the current connection.
  await missing.click();
  await quickInput.step('Update Credentials for Archive: Credentials');
  await workbench.screenshot('side-by-side-credentials');
  await quickInput.pick('Update Credentials for Archive: Credentials', /^\s*Access Keys/);
  await quickInput.answer('Update Credentials for Archive: Access Key', lab.accessKey);
  await quickInput.answer('Update Credentials for Archive: Secret Key', lab.secretKey);
  await quickInput.closed();
  const ofTheLab = expect.stringMatching(/^ {2}of-the-lab · /);
  await expect
    .poll(async () => (await tree.rows()).slice(-4))
    .toEqual(['Lab · cn-southwest-2', ofTheLab, 'Archive · cn-southwest-2', ofTheLab]);
  const settings = await code.host.run((vscode) =>
    vscode.workspace.getConfiguration('modelartsImages').get<{ name: string; credentials: string }[]>('connections'),
  );
  expect(settings?.map(({ name, credentials }) => [name, credentials])).toEqual([
    ['Work', 'environment'],
    ['Lab', 'profileFile'],
    ['Archive', 'stored'],
  ]);
});

test('a failing connection shows its error under its root, while rows of the others stay and can be saved', async ({
  emulator,
  lab,
  workbench,
}) => {
  await workbench.showViews('ModelArts');
  const tree = workbench.tree('Notebooks');
  const healthy = tree.row('llm-finetune');
  await tree.row('codelab-free').waitFor();
  await tree.row('Lab').unfold();
  await tree.row('of-the-lab').waitFor();
  const before = await tree.rows();
  await lab.close();
  await workbench.clickViewAction('Notebooks', 'Refresh');
  const says = 'Connection refused';
  const failed = await tree.row(says).waitFor();
  await expect.poll(() => failed.description()).toBe('Retry');
  const after = before.flatMap((row) => (row.startsWith('Lab') ? [row, `  ${says} · Retry`] : [row]));
  await expect.poll(() => tree.rows()).toEqual(after);
  await expect.poll(() => failed.spoken()).toContain(`127.0.0.1:${lab.port} refused the connection.`);
  expect(await workbench.tree('Images').row('ai-team').root.count()).toBe(1);
  await workbench.screenshot('side-by-side-failed');

  await healthy.clickInline('Save Notebook as Image...');
  await answerSave(workbench, { namespace: 'ai-team', name: 'beside', tag: 'v1' });
  expect(await workbench.toast(/Saved \S+ as /).text(60_000)).toContain('beside:v1');
  expect(emulator.count('CreateImage')).toBe(1);
  await workbench.screenshot('side-by-side-saved');

  await lab.open();
  await failed.click();
  await failed.root.waitFor({ state: 'detached' });
  await expect.poll(() => tree.row('Lab').description()).toBe('cn-southwest-2');
  await tree.row('of-the-lab').waitFor();
});
