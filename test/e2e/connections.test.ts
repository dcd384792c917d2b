import { describe, expect } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/index';
import { test } from '../support/vscode/e2eTest';
import { addTitle, answerAddresses, answerConfirmation, answerKeys } from '../support/vscode/flows';
import { until } from '../support/vscode/until';
import type { Workbench } from '../support/vscode/workbench';
import { everythingWritten, expectNoSecrets } from '../support/vscode/written';

const STATUS = 'notebook-images.modelarts-notebook-images';

async function answerLogin({ quickInput }: Workbench, { credentials: { login } }: Emulator): Promise<void> {
  await quickInput.pick(addTitle('Credentials'), 'IAM User and Password');
  await quickInput.answer(addTitle('Account'), login.domain);
  await quickInput.answer(addTitle('IAM User'), login.user);
  await quickInput.answer(addTitle('Password'), login.password);
}

async function addConnection(
  workbench: Workbench,
  emulator: Emulator,
  name: string,
  by: 'keys' | 'login' = 'keys',
): Promise<void> {
  await workbench.run('modelartsImages.addConnection', 'ModelArts: Add Connection...');
  await answerAddresses(workbench, emulator);
  if (by === 'login') await answerLogin(workbench, emulator);
  else await answerKeys(workbench, emulator.accessKey, emulator.secretKey);
  await answerConfirmation(workbench, name);
  await workbench.quickInput.closed();
}

async function switchTo(workbench: Workbench, name: string): Promise<void> {
  await workbench.run('modelartsImages.manageConnections', 'ModelArts: Manage Connections...');
  await workbench.quickInput.step('Manage Connections');
  await workbench.screenshot('manage-connections');
  await workbench.quickInput.pick('Manage Connections', name);
  await workbench.quickInput.closed();
}

// In a describe block, because a top-level override would also apply to later files.
describe('connections', () => {
  test.override('fresh', true);
  test.override('connected', false);
  test.override('logLevel', 'trace');

  test('wrong keys are explained and can be corrected, and only secrets have to be entered again', async ({
    emulator,
    code,
    workbench,
  }) => {
    const { quickInput } = workbench;
    await workbench.run('modelartsImages.addConnection', 'ModelArts: Add Connection...');
    await answerAddresses(workbench, emulator);
    await answerKeys(workbench, emulator.accessKey, 'not-the-secret-key-of-this-account');
    await quickInput.step(addTitle('Connection Failed'));
    await workbench.screenshot('connect-wrong-keys');
    const rows = await quickInput.rowTexts();
    expect(rows[0]).toContain("The secret key doesn't match the access key.");
    expect(rows[0]).toContain('APIGW.0301');
    expect(rows.join()).not.toContain('Add Anyway');
    await quickInput.pick(addTitle('Connection Failed'), 'Edit');
    await quickInput.step(addTitle('Secret Key'));
    await expect.poll(() => quickInput.input.getAttribute('type')).toBe('password');
    await expect.poll(() => quickInput.input.inputValue()).toBe('');
    await workbench.screenshot('connect-secret-key');
    await quickInput.back();
    await quickInput.step(addTitle('Access Key'));
    await expect.poll(() => quickInput.input.inputValue()).toBe(emulator.accessKey);
    await quickInput.accept(addTitle('Access Key'));
    await quickInput.answer(addTitle('Secret Key'), emulator.secretKey);
    await quickInput.step(addTitle('Confirm'));
    await quickInput.cancel();
    expect(await workbench.toasts()).toEqual([]);
    const written = await code.host.run(
      (vscode) => vscode.workspace.getConfiguration('modelartsImages').inspect('connections')?.globalValue ?? 'none',
    );
    expect(written).toBe('none');
  });

  describe('two accounts', () => {
    test('are switched without leftover rows, and a late response of the first is ignored', async ({
      emulator,
      code,
      workbench,
    }) => {
      const other = await startEmulator({ seed: 7, notebooks: 0, projectId: 'f'.repeat(32) });
      try {
        other.edit.addNotebook({ name: 'of-the-other-account' });
        // The Notebooks view shows all connections; the Images view shows only the current one.
        await addConnection(workbench, emulator, 'First');
        const ofFirst = workbench.tree('Images').row('colleagues-work');
        await ofFirst.waitFor();
        await addConnection(workbench, other, 'Second', 'login');
        await ofFirst.root.waitFor({ state: 'detached' });
        await (await workbench.tree('Notebooks').row('Second').reveal()).root.click();
        await workbench.page.keyboard.press('ArrowRight');
        await workbench.tree('Notebooks').row('of-the-other-account').reveal();
        await switchTo(workbench, 'First');
        await ofFirst.waitFor();
        // A response of the first connection that arrives after the switch.
        emulator.latencyMs = 3000;
        emulator.resetJournal();
        await workbench.run('modelartsImages.refresh', 'ModelArts: Refresh');
        await until(() => emulator.count('ListImage') > 0, 'a request to the first account');
        await switchTo(workbench, 'Second');
        await ofFirst.root.waitFor({ state: 'detached' });
        const answered = () =>
          emulator.journal.filter((each) => each.operation === 'ListImage' && each.status !== undefined);
        await until(() => answered().length > 0, 'the late response');
        await workbench.page.waitForTimeout(500);
        expect(await ofFirst.root.count()).toBe(0);
        await workbench.screenshot('switched');
        const connection = await code.host.run((vscode) =>
          vscode.workspace.getConfiguration('modelartsImages').get('connection'),
        );
        expect(connection).toBe('Second');
        expect(other.count('KeystoneCreateUserTokenByPassword')).toBeGreaterThan(0);
        expect(await workbench.toasts()).toEqual([]);
        expectNoSecrets(everythingWritten(code), emulator, other);
      } finally {
        await other.close();
      }
    });
  });

  test('expired credentials are shown without a notification, and can be updated with one click', async ({
    emulator,
    code,
    workbench,
  }) => {
    const { quickInput } = workbench;
    const update = (part: string): string => `Update Credentials for Work: ${part}`;
    await addConnection(workbench, emulator, 'Work');
    const notebook = workbench.tree('Notebooks').row('pytorch-experiments');
    await notebook.waitFor();
    emulator.endCredentials();
    await workbench.run('modelartsImages.refresh', 'ModelArts: Refresh');
    const ended = workbench.tree('Notebooks').row('Access keys expired');
    await ended.waitFor();
    await expect.poll(() => ended.spoken()).toContain('Update Credentials');
    await workbench.status(STATUS).filter({ hasText: 'Work – credentials expired' }).waitFor();
    expect(await workbench.toasts()).toEqual([]);
    await workbench.screenshot('credentials-ended');
    emulator.addAccessKey('FRESHKEY00FRESHKEY00', 'the-fresh-secret-key-of-this-account');
    await ended.click();
    await quickInput.pick(update('Credentials'), /^\s*Access Keys/);
    await quickInput.answer(update('Access Key'), 'FRESHKEY00FRESHKEY00');
    await quickInput.answer(update('Secret Key'), 'the-fresh-secret-key-of-this-account');
    await quickInput.closed();
    await ended.root.waitFor({ state: 'detached' });
    await workbench.status(STATUS).filter({ hasText: 'expired' }).waitFor({ state: 'detached' });
    await notebook.waitFor();
    const written = everythingWritten(code);
    expectNoSecrets(written, emulator);
    expect(written).not.toMatch(/FRESHKEY00|the-fresh-secret-key/);
  });
});
