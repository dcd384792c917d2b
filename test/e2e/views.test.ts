import { describe, expect } from 'vitest';
import { test } from '../support/vscode/e2eTest';
import { until } from '../support/vscode/until';

const MANY = 10_000;

describe('with ten thousand notebooks', () => {
  test.override('fresh', true);
  test.override('emulatorOptions', { notebooks: MANY });

  test('the first rows appear after one page, all rows can be reached, and the selection stays', async ({
    emulator,
    workbench,
  }) => {
    emulator.latencyMs = 100;
    await workbench.showViews('ModelArts');
    const tree = workbench.tree('Notebooks');
    await tree.row('llm-finetune').waitFor();
    const shownAfter = emulator.count('ListNotebooks');
    expect(shownAfter).toBeLessThan(MANY / 50 / 2);
    await until(async () => emulator.count('ListNotebooks') >= MANY / 50 + 1, 'the last page');
    emulator.latencyMs = 0;
    const chosen = tree.row('pytorch-experiments');
    await chosen.click();
    await until(async () => (await tree.root.locator('.monaco-list-row.selected').count()) === 1, 'the selection');
    // Notebooks that are not running, starting or stopped come last, the oldest at the end.
    const sooner = /^(?:RUNNING|SNAPSHOTTING|STARTING|CREATING|INIT|STOPPING|STOPPED)$/;
    const oldest = emulator.edit.notebooks
      .filter(({ owner, status }) => owner.name === 'demo-user' && !sooner.test(status))
      .reduce((one, other) => (other.createdAt < one.createdAt ? other : one));
    const last = tree.row(oldest.name);
    await until(async () => {
      await workbench.page.keyboard.press('End');
      return (await last.root.count()) > 0;
    }, 'the last row');
    await workbench.screenshot('views-many-end');
    await workbench.page.keyboard.press('Home');
    await chosen.waitFor();

    await workbench.run('modelartsImages.filterNotebooks', 'ModelArts: Filter Notebooks...');
    await workbench.quickInput.step('Filter Notebooks');
    await workbench.quickInput.input.fill('experiments');
    await workbench.quickInput.row('Filter by “').waitFor();
    await workbench.quickInput.input.press('Enter');
    await workbench.quickInput.closed();
    await until(async () => (await tree.rows()).length === 1, 'the matching row');
    const message = workbench.page.locator('.part.sidebar .message').filter({ hasText: '10,0' });
    await expect
      .poll(async () => (await message.innerText()).replaceAll('\u00a0', ' '))
      .toMatch(/^Filter: with “experiments” \(1 of 10,0\d\d\)/);
    await workbench.screenshot('views-filtered');
    await workbench.clickViewAction('Notebooks', 'Clear Filter');
    await tree.row('llm-finetune').waitFor();
    await message.waitFor({ state: 'detached' });

    await workbench.run('modelartsImages.arrangeNotebooks', 'ModelArts: Group and Sort Notebooks...');
    await workbench.quickInput.pick('Group and Sort Notebooks', 'Status');
    await tree.row('Running').waitFor();
    await expect.poll(() => tree.row('Running').spoken()).toMatch(/^Running, \d+ notebooks/);
    await workbench.screenshot('views-grouped');
    await chosen.waitFor();
    await chosen.click();
    emulator.resetJournal();
    await workbench.clickViewAction('Notebooks', 'Refresh');
    await until(
      async () => emulator.count('ListNotebooks') >= MANY / 50 + 1,
      'the complete list to be requested again',
    );
    await expect.poll(() => chosen.root.getAttribute('class')).toContain('selected');
    await expect.poll(() => chosen.spoken()).toContain('Running');
  });
});

describe('for a notebook', () => {
  test.override('emulatorOptions', { speed: 10 });

  test('Open in Browser opens exactly the address from the service', async ({ emulator, workbench }) => {
    const [running] = emulator.edit.notebooks.filter(({ name }) => name === 'llm-finetune');
    emulator.edit.alterNotebook(running?.id ?? '', { token: 'ab+c/d&e=f%20g#h' });
    await workbench.showViews('ModelArts');
    const row = workbench.tree('Notebooks').row('llm-finetune');
    await row.waitFor();
    const opened = workbench.page.context().waitForEvent('request', (request) => request.url().includes('/lab?'));
    await row.root.click({ button: 'right' });
    const menu = workbench.page.locator('.monaco-menu');
    await menu.getByText('Open', { exact: true }).hover();
    await menu.getByText('Open SSH Window', { exact: true }).waitFor();
    await workbench.screenshot('views-open-menu');
    await menu.getByText('Open in Browser', { exact: true }).click();
    await workbench.dialog.waitFor();
    await workbench.screenshot('open-in-browser');
    await workbench.dialog.getByRole('button', { name: 'Open', exact: true }).click();
    expect(new URL((await opened).url()).searchParams.get('token')).toBe('ab+c/d&e=f%20g#h');
  });

  test('renewing the lease, showing details and copying the ID work, and show no secrets', async ({
    emulator,
    workbench,
  }) => {
    await workbench.showViews('ModelArts');
    const row = await workbench.tree('Notebooks').row('speech-demo').waitFor();
    await row.choose('Renew Lease...');
    await workbench.quickInput.answer('Renew Lease', '73');
    await workbench.quickInput.message.filter({ hasText: 'from 1 to 72' }).waitFor();
    await workbench.quickInput.answer('Renew Lease', '24');
    await until(async () => /2[34] h left/.test(await row.description()), 'the new lease');
    await row.choose('Copy As...');
    await workbench.quickInput.pick('Copy As', 'Notebook ID');
    const { id, token } = emulator.edit.notebooks.find(({ name }) => name === 'speech-demo')!;
    await until(async () => (await workbench.clipboard()) === id, 'the id on the clipboard');
    await row.click();
    const text = workbench.page.locator('.part.editor .view-lines').first();
    await until(async () => (await text.innerText()).includes(id), 'the details');
    expect(await text.innerText()).not.toContain(token);
    await workbench.screenshot('views-details');
  });
});

describe('notebooks by workspace', () => {
  test.override('fresh', true);

  test('are listed under its name, which is requested only then', async ({ emulator, workbench }) => {
    await workbench.showViews('ModelArts');
    const tree = workbench.tree('Notebooks');
    await tree.row('codelab-free').reveal();
    expect(emulator.count('ListWorkspaces')).toBe(0);
    await workbench.run('modelartsImages.arrangeNotebooks', 'ModelArts: Group and Sort Notebooks...');
    await workbench.quickInput.pick('Group and Sort Notebooks', 'Workspace');
    await tree.row('research').reveal();
    await expect.poll(() => tree.row('research').spoken()).toMatch(/^research, \d+ notebooks/);
    expect(emulator.count('ListWorkspaces')).toBe(1);
    await workbench.screenshot('views-by-workspace');
  });
});

describe('polling of a view', () => {
  test.override('userSettings', { 'modelartsImages.refreshIntervalSeconds': 5 });
  test.override('emulatorOptions', { notebooks: 7 });

  test('sends no requests while hidden, and one per interval while visible', async ({ emulator, workbench }) => {
    await workbench.showViews('ModelArts');
    await workbench.tree('Notebooks').row('llm-finetune').waitFor();
    const requestCount = (): number => emulator.count('ListNotebooks');
    await until(async () => requestCount() >= 4, 'a second request');
    await workbench.page.locator('.part.activitybar').getByRole('tab', { name: 'Explorer' }).click();
    await workbench.page.waitForTimeout(500);
    const hiddenFrom = requestCount();
    await workbench.page.waitForTimeout(12_000);
    expect(requestCount()).toBe(hiddenFrom);
    await workbench.showViews('ModelArts');
    await until(async () => requestCount() > hiddenFrom, 'the overdue request');
  });

  test('sends no requests while the window has no focus, and resumes when it is focused', async ({
    emulator,
    code,
    workbench,
  }) => {
    const isFocused = (): Promise<boolean> => code.host.run((vscode) => vscode.window.state.focused);
    await workbench.showViews('ModelArts');
    const row = workbench.tree('Notebooks').row('llm-finetune');
    await until(async () => emulator.count('ListNotebooks') >= 4, 'a second request');
    await workbench.setFocus(false);
    await until(async () => !(await isFocused()), 'the window to be without the focus');
    await until(() => emulator.journal.every(({ status }) => status !== undefined), 'the last response');
    const asked = emulator.count('*');
    const { id } = emulator.edit.notebooks.find(({ name }) => name === 'llm-finetune')!;
    emulator.edit.alterNotebook(id, { status: 'STOPPED' });
    await workbench.page.waitForTimeout(12_000);
    expect(emulator.count('*')).toBe(asked);
    expect(await row.spoken()).toContain('Running');
    await workbench.setFocus(true);
    await expect.poll(async () => (await row.reveal()).description()).toContain('Stopped');
    const back = emulator.count('ListNotebooks');
    await until(async () => emulator.count('ListNotebooks') > back, 'the request after an interval');
  });
});

describe('colors', () => {
  test('convey nothing that shapes and words do not', async ({ workbench }) => {
    await workbench.showViews('ModelArts');
    await (await workbench.tree('Notebooks').row('llm-finetune').waitFor()).root.hover();
    await (await workbench.tree('Notebooks').row('codelab-free').reveal()).waitFor();
    await expect.poll(() => workbench.tree('Notebooks').row('codelab-free').description()).toContain('Free');
    await workbench.tree('Notebooks').row('nb-error').reveal();
    for (const [theme, themeClass, picture] of [
      ['Dark Modern', 'vs-dark', 'views-dark'],
      ['Light Modern', 'vs', 'views-light'],
      ['Dark High Contrast', 'hc-black', 'views-high-contrast'],
    ] as const) {
      await workbench.useTheme(theme);
      await workbench.page.locator(`.monaco-workbench.${themeClass}`).waitFor();
      await workbench.screenshot(picture);
    }
    await expect.poll(() => workbench.tree('Notebooks').row('nb-error').icon()).toBe('error');
  });
});
