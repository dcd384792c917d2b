import { expect } from 'vitest';
import { test } from '../support/vscode/e2eTest';
import { until } from '../support/vscode/until';

test('a report is opened from a message about the connection, and holds no secret', async ({
  code,
  emulator,
  workbench,
}) => {
  await workbench.showViews('ModelArts');
  await workbench.tree('Notebooks').row('llm-finetune').waitFor();
  await emulator.close();
  await workbench.run('modelartsImages.saveImage', 'ModelArts: Save Notebook as Image...');
  const toast = workbench.toast('refuses connections');
  await toast.text();
  expect(await toast.buttons()).toEqual(['Diagnose', 'Show Log']);
  await toast.click('Diagnose');
  const report = await until(
    () =>
      code.host.run((vscode) => {
        const { document } = vscode.window.activeTextEditor ?? {};
        return document?.uri.scheme === 'modelarts-report' ? document.getText() : '';
      }),
    'the report',
    40_000,
  );
  await workbench.toast('Looking at the connection').gone();
  await workbench.screenshot('diagnose-refused');
  expect(report).toMatch(/- Connection: 127\.0\.0\.1:\d+ refuses connections/);
  expect(report).toMatch(/- List notebooks: no: /);
  for (const secret of [emulator.accessKey, emulator.secretKey, emulator.projectId])
    expect(report).not.toContain(secret);
});

test('a report of a connection that works is opened from the palette', async ({ code, emulator, workbench }) => {
  await workbench.run('modelartsImages.diagnose', 'ModelArts: Diagnose Connection');
  const text = (): Promise<string> =>
    code.host.run((vscode) => vscode.window.activeTextEditor?.document.getText() ?? '');
  const report = await until(async () => ((await text()).includes('## What') ? text() : ''), 'the report', 40_000);
  await workbench.screenshot('diagnose-works');
  expect(report).toMatch(/- List organizations: yes, after \d+ ms/);
  expect(report).toContain('- Way: directly: it is this computer');
  expect(report).toMatch(/- Extension: `\d+\.\d+\.\d+`/);
  for (const secret of [emulator.accessKey, emulator.secretKey, emulator.projectId])
    expect(report).not.toContain(secret);
});
