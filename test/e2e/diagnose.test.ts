import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CodeServer } from '../support/vscode/codeServer';
import { test } from '../support/vscode/e2eTest';
import { until } from '../support/vscode/until';

/** Returns the source of the report with this verdict. */
async function reportText(code: CodeServer, verdict: string): Promise<string> {
  return until(
    () =>
      code.host.run(
        (vscode, start) =>
          vscode.workspace.textDocuments
            .filter(({ uri }) => uri.scheme === 'modelarts-report')
            .map((document) => document.getText())
            .find((text) => text.startsWith(start)) ?? '',
        `# ${verdict}`,
      ),
    'the report',
    40_000,
  );
}

/** Returns the headings of the rendered report. */
async function renderedHeadings(page: Page): Promise<readonly string[]> {
  const none: readonly string[] = [];
  let found = none;
  await until(async () => {
    for (const frame of page.frames()) {
      const headings = await frame
        .locator('h1, h2')
        .allInnerTexts()
        .catch(() => none);
      if (headings.includes('Versions')) found = headings;
    }
    return found.length > 0;
  }, 'the rendered report');
  return found;
}

test('a report opened from a connection error starts with the cause and contains no secrets', async ({
  code,
  emulator,
  workbench,
}) => {
  await workbench.showViews('ModelArts');
  await workbench.tree('Notebooks').row('llm-finetune').waitFor();
  await emulator.close();
  await workbench.run('modelartsImages.saveImage', 'ModelArts: Save Notebook as Image...');
  const toast = workbench.toast('refused the connection');
  await toast.text();
  expect(await toast.buttons()).toEqual(['Diagnose', 'Show Log']);
  await toast.click('Diagnose');
  const report = await reportText(code, 'Connection refused by');
  const verdict = workbench.toast('Connection refused by');
  expect(await verdict.buttons()).toEqual(['Copy', 'Report Issue']);
  const [first] = await renderedHeadings(workbench.page);
  expect(first).toMatch(/^Connection refused by 127\.0\.0\.1:\d+$/);
  await workbench.screenshot('diagnose-refused');
  expect(report).toMatch(/- Connection: 127\.0\.0\.1:\d+ refused the connection/);
  expect(report).toMatch(/- List notebooks: no: /);
  for (const secret of [emulator.accessKey, emulator.secretKey, emulator.projectId])
    expect(report).not.toContain(secret);
  await verdict.click('Copy');
  await until(async () => (await workbench.clipboard()) === report, 'the report on the clipboard');
});

test('a report of a working connection can be opened from the palette and used to report an issue', async ({
  code,
  emulator,
  workbench,
}) => {
  await workbench.run('modelartsImages.diagnose', 'ModelArts: Diagnose Connection');
  const report = await reportText(code, 'Everything works');
  expect((await renderedHeadings(workbench.page))[0]).toBe('Everything works');
  await workbench.screenshot('diagnose-works');
  expect(report).toMatch(/- List organizations: yes, after \d+ ms/);
  expect(report).toContain('- Route: direct: this computer');
  expect(report).toMatch(/- Extension: `\d+\.\d+\.\d+`/);
  for (const secret of [emulator.accessKey, emulator.secretKey, emulator.projectId])
    expect(report).not.toContain(secret);
  await workbench.toast('Everything works').click('Report Issue');
  expect(await workbench.dialogText()).toMatch(/modelarts-notebook-images\/issues\/new\?title=Everything.works&body=/);
  await workbench.screenshot('diagnose-issue');
});
