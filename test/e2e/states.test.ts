import { describe, expect } from 'vitest';
import { test } from '../support/vscode/e2eTest';

describe('when the service fails', () => {
  test('the list shows the reason and offers to retry, and shows the notebooks after recovery', async ({
    emulator,
    workbench,
  }) => {
    emulator.fail({ on: 'ListNotebooks', with: 'forbidden', times: 1 });
    await workbench.showViews('ModelArts');
    const failed = workbench.tree('Notebooks').row('Permission denied');
    await failed.root.waitFor();
    await expect.poll(() => failed.spoken()).toContain('Retry');
    await workbench.screenshot('failed-list');
    await failed.click();
    await workbench.tree('Notebooks').row('pytorch-experiments').root.waitFor();
    await failed.root.waitFor({ state: 'detached' });
  });
});

describe('without notebooks', () => {
  test.override('emulatorOptions', { notebooks: 0 });

  test('the view states that there are none', async ({ workbench }) => {
    await workbench.showViews('ModelArts');
    await workbench.welcome().getByText('This project has no notebooks.').waitFor();
  });
});

test('rows show their state as text, for screen readers too, and only savable notebooks have a save button', async ({
  workbench,
}) => {
  await workbench.showViews('ModelArts');
  const tree = workbench.tree('Notebooks');
  const running = tree.row('pytorch-experiments');
  await running.root.waitFor();
  await expect.poll(() => running.spoken()).toContain('Running');
  await expect.poll(() => running.inlineButtons()).toEqual(['Save Notebook as Image...', 'Open in Browser']);
  const stopped = tree.row('nb-stopped');
  await stopped.reveal();
  await expect.poll(() => stopped.spoken()).toContain('Stopped');
  await expect.poll(() => stopped.inlineButtons()).toEqual(['Start Notebook']);
});
