import { expect } from 'vitest';
import { test } from '../support/vscode/e2eTest';

test('shows images by organization and name, the newest first, and says in words what became of each', async ({
  workbench,
}) => {
  await workbench.showViews('ModelArts');
  const images = workbench.tree('Images');
  await images.row('pytorch-experiments').root.click();
  await workbench.page.keyboard.press('ArrowRight');
  const failed = images.row('1.3.0');
  await failed.root.waitFor();
  expect((await images.rows()).slice(0, 4)).toEqual([
    'ai-team · 7 images',
    '  colleagues-work · 1 image · 1 being built',
    '  pytorch-experiments · 2 images · 1 failed',
    '    1.3.0 · Creation failed · 2 days ago',
  ]);
  expect(await failed.spoken()).toBe('pytorch-experiments:1.3.0, Creation failed, 2 days ago');
  expect(await failed.menu()).toEqual(['View Image Details', 'Delete Image...']);
  expect(await failed.tooltip()).toContain('container size 41G is greater than threshold 35G');
  await workbench.screenshot('images-failed');
});
