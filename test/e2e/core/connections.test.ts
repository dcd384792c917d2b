import { describe, expect } from 'vitest';
import { test } from '../../support/vscode/e2eTest';
import { addTitle, answerAddresses, answerConfirmation, answerKeys } from '../../support/vscode/flows';
import { everythingWritten, expectNoSecrets } from '../../support/vscode/written';

// In a describe block, because a top-level override would also apply to later files.
describe('connections', () => {
  test.override('fresh', true);
  test.override('connected', false);
  test.override('logLevel', 'trace');

  test('a connection is added with keys, survives closing the window, and is removed with its secret', async ({
    emulator,
    code,
    workbench,
  }) => {
    await workbench.showViews('ModelArts');
    await workbench.welcome().getByRole('button', { name: 'Add Connection' }).waitFor();
    await workbench.screenshot('welcome');
    await workbench.welcome().getByRole('button', { name: 'Add Connection' }).click();
    await workbench.quickInput.step(addTitle('Region'));
    await workbench.screenshot('connect-region');
    await answerAddresses(workbench, emulator);
    await workbench.quickInput.step(addTitle('Credentials'));
    await workbench.screenshot('connect-credentials');
    await answerKeys(workbench, emulator.accessKey, emulator.secretKey);
    await workbench.quickInput.step(addTitle('Confirm'));
    expect((await workbench.quickInput.rowTexts())[0]).toContain('Connected:');
    await workbench.screenshot('connect-confirm');
    await answerConfirmation(workbench, 'Typed');
    const notebook = workbench.tree('Notebooks').row('pytorch-experiments');
    await notebook.waitFor();
    await workbench.screenshot('connected');
    await code.restart();
    await workbench.reload();
    await workbench.showViews('ModelArts');
    await notebook.waitFor();
    await workbench.run('modelartsImages.manageConnections', 'ModelArts: Manage Connections...');
    await workbench.quickInput.step('Manage Connections');
    await workbench.quickInput.pressRowButton('Typed', 'Remove Connection');
    await workbench.dialog.waitFor();
    await workbench.screenshot('remove-connection');
    expect(await workbench.answerDialog('Remove')).toContain('Remove the connection Typed?');
    await workbench.welcome().getByText('Save a running ModelArts notebook').waitFor();
    await notebook.root.waitFor({ state: 'detached' });
    const left = await code.host.run((vscode) =>
      vscode.workspace.getConfiguration('modelartsImages').get('connections'),
    );
    expect(left).toEqual([]);
    // The secret is deleted too: a new entry with the same name has none.
    const entry = { name: 'Typed', region: emulator.region, projectId: emulator.projectId, credentials: 'stored' };
    await code.host.run(
      (vscode, connections) =>
        vscode.workspace
          .getConfiguration('modelartsImages')
          .update('connections', connections, vscode.ConfigurationTarget.Global),
      [{ ...entry, endpoints: { modelarts: emulator.url, swr: emulator.url, iam: emulator.url } }],
    );
    const missing = workbench.tree('Notebooks').row('Credentials missing');
    await missing.waitFor();
    await expect.poll(() => missing.description()).toBe('Update Credentials');
    await expect.poll(() => missing.spoken()).toContain('No credentials are stored for Typed.');
    expect(await workbench.toasts()).toEqual([]);
    await workbench.screenshot('secret-gone');
    const written = everythingWritten(code);
    expect(written).toContain('"name": "Typed"');
    expect(written).toContain('GET 127.0.0.1');
    expectNoSecrets(written, emulator);
  });
});
