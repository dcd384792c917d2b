import { describe, expect } from 'vitest';
import { test } from '../support/vscode/e2eTest';
import { until } from '../support/vscode/until';

test('a notification from the extension host is shown and answered in the window', async ({ code, workbench }) => {
  const answer = code.host.run((vscode) => vscode.window.showInformationMessage('Saved', 'Copy', 'Open'));
  const toast = workbench.toast('Saved');
  expect(await toast.text()).toBe('Saved');
  expect(await toast.buttons()).toEqual(['Copy', 'Open']);
  await toast.click('Copy');
  expect(await answer).toBe('Copy');
});

test('an input box is found by its title, and the severity of its message is readable', async ({ code, workbench }) => {
  const answer = code.host.run((vscode) =>
    vscode.window.showInputBox({
      title: 'Name',
      validateInput: (text) =>
        text.includes(',')
          ? { message: 'Hm', severity: vscode.InputBoxValidationSeverity.Warning }
          : text
            ? undefined
            : 'No',
    }),
  );
  const box = await workbench.quickInput.step('Name');
  await box.input.fill('a,b');
  await box.message.filter({ hasText: 'Hm' }).waitFor();
  expect(await box.severity()).toBe('warning');
  await box.input.fill('');
  await box.message.filter({ hasText: 'No' }).waitFor();
  expect(await box.severity()).toBe('error');
  await box.answer('Name', 'base');
  expect(await answer).toBe('base');
});

describe('a separate window', () => {
  test.override('fresh', true);

  test('restarts a crashed extension host', async ({ code, workbench }) => {
    const first = await code.host.run(() => process.pid);
    await code.host.kill();
    const second = await until(async () => {
      const pid = await code.host.run(() => process.pid);
      return pid === first ? undefined : pid;
    }, 'another extension host');
    expect(second).not.toBe(first);
    await workbench.run('workbench.action.showAboutDialog', 'Help: About');
    expect(await workbench.dialogText()).toContain('code-server');
  });

  test('reconnects to a restarted server', async ({ code, workbench }) => {
    await code.stop();
    await expect(fetch(code.url)).rejects.toThrow();
    await code.start();
    await workbench.reload();
    expect(await code.host.run((vscode) => vscode.workspace.workspaceFolders?.[0]?.uri.path)).toBe(code.workspace);
  });
});
