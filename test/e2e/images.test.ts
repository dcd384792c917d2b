import { describe, expect } from 'vitest';
import { test as e2eTest } from '../support/vscode/e2eTest';
import { answerSave } from '../support/vscode/flows';
import type { TreeView } from '../support/vscode/treeView';
import { until } from '../support/vscode/until';
import type { Workbench } from '../support/vscode/workbench';

/** Shortens a save from six minutes to a few seconds. */
const test = e2eTest.extend('emulatorOptions', { speed: 60 });

/** Expands the images of one name. */
async function expandName(workbench: Workbench, name: string): Promise<TreeView> {
  await workbench.showViews('ModelArts');
  const images = workbench.tree('Images');
  await images.row(name).unfold();
  return images;
}

describe('the Images view shows', () => {
  test('images by organization and name, the newest first, with their status in words', async ({ workbench }) => {
    const images = await expandName(workbench, 'pytorch-experiments');
    const failed = images.row('1.3.0');
    await failed.root.waitFor();
    await expect
      .poll(async () => (await images.rows()).slice(0, 4))
      .toEqual([
        'ai-team · 7 images',
        '  colleagues-work · 1 of 1 building',
        '  pytorch-experiments · 1 of 2 failed',
        '    1.3.0 · Build failed · 2 days ago',
      ]);
    await expect.poll(() => failed.spoken()).toBe('pytorch-experiments:1.3.0, Build failed, 2 days ago');
    // The emulator has no console, and a failed image cannot be pulled.
    expect(await failed.menu()).toEqual(['View Details', 'Delete Image...']);
    expect(await failed.tooltip()).toContain('container size 41G is greater than threshold 35G');
    await workbench.screenshot('images-failed');
    await failed.choose('View Details');
    const text = workbench.page.locator('.editor-instance .view-lines');
    await text.getByText('container size 41G is greater than threshold 35G').waitFor();
    await workbench.screenshot('images-details');
    await expect
      .poll(() => workbench.page.locator('.tab.active').getAttribute('aria-label'))
      .toContain('pytorch-experiments:1.3.0');
  });

  test('the same in light and high contrast themes', async ({ workbench }) => {
    const images = await expandName(workbench, 'pytorch-experiments');
    await images.row('1.3.0').root.waitFor();
    const themes = [
      ['Light Modern', 'vs'],
      ['Dark High Contrast', 'hc-black'],
      ['Light High Contrast', 'hc-light'],
    ] as const;
    for (const [theme, themeClass] of themes) {
      await workbench.useTheme(theme);
      await workbench.page.locator(`.monaco-workbench.${themeClass}`).waitFor();
      await workbench.screenshot(`images-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    await expect.poll(() => images.row('1.3.0').icon()).toBe('error');
    await expect.poll(() => images.row('1.2.0').icon()).toBe('pass');
  });

  test('names that look like icons, links or commands as text', async ({ emulator, workbench }) => {
    const name = '$(flame) [x](command:y) <b>';
    emulator.edit.addImage({
      name,
      tag: '$(zap)',
      status: 'CREATE_FAILED',
      statusMessage: '[x](command:y) $(zap) <img>',
    });
    // With a space, so that VS Code renders no icon.
    const images = await expandName(workbench, '$ (flame) [x](command:y) <b>');
    const row = images.row('$ (zap)');
    await row.root.waitFor();
    expect(await row.tooltip()).toContain('[x](command:y) $(zap) <img>');
    await workbench.screenshot('images-hostile');
  });

  test('the progress of an image being built, polled while the view is visible', async ({ emulator, workbench }) => {
    const building = emulator.edit.addImage({ name: 'elsewhere', tag: 'v1', status: 'CREATING', size: undefined });
    const images = await expandName(workbench, 'elsewhere');
    const row = images.row('v1');
    await row.root.waitFor();
    await expect.poll(() => row.description()).toMatch(/^Building/);
    expect(await row.menu()).not.toContain('Delete Image...');
    emulator.edit.alterImage(building.id, { status: 'ACTIVE', size: 5_000_000_000 });
    await until(async () => (await row.description()).endsWith(' · 5 GB'), 'the image to be ready', 30_000);
    expect(emulator.count('ListImage')).toBe(1);
  });
});

describe('a save', () => {
  test('is in the view as soon as it is accepted, and its final message links to it', async ({
    emulator,
    workbench,
  }) => {
    const running = emulator.edit.notebooks.find(
      ({ status, name }) => status === 'RUNNING' && /^[a-z0-9-]+$/.test(name),
    )!;
    await expandName(workbench, 'legacy');
    // The check of existing tags names the image too.
    const lists = () =>
      emulator.journal.filter(({ operation, query }) => operation === 'ListImage' && !/(?:^|&)name=/.test(query))
        .length;
    const before = lists();
    await workbench.tree('Notebooks').row(running.name).choose('Save Notebook as Image...');
    await answerSave(workbench, { namespace: 'ai-team', name: 'fresh', tag: 'v1' });
    const images = workbench.tree('Images');
    await images.row('fresh').root.waitFor();
    await workbench.screenshot('images-saving');
    const done = workbench.toast(/Saved \S+ as /);
    await done.text(60_000);
    await done.click('Show Image');
    const row = images.row('v1').root;
    await row.waitFor();
    await until(async () => /\bselected\b/.test((await row.getAttribute('class')) ?? ''), 'the image to be selected');
    await expect
      .poll(() => images.row('v1').description())
      .toMatch(new RegExp(`^.+ · [\\d.]+ GB · from ${running.name}$`));
    await workbench.screenshot('images-revealed');
    // The events of the save are enough, so the list is not requested.
    expect(lists()).toBe(before);
  });
});

describe('deleting', () => {
  test('only the image requires typing its tag, and keeps the content in SWR', async ({ emulator, workbench }) => {
    const images = await expandName(workbench, 'llm-finetune');
    await images.row('v2').choose('Delete Image...');
    await workbench.quickInput.step('Delete ai-team/llm-finetune:v2');
    await workbench.screenshot('images-delete-1');
    await workbench.quickInput.pick('Delete ai-team/llm-finetune:v2', 'Only from ModelArts');
    await workbench.quickInput.answer('Delete Image: Confirmation', 'v1');
    await workbench.quickInput.message.filter({ hasText: "The text doesn't match." }).waitFor();
    await workbench.screenshot('images-delete-2');
    await workbench.quickInput.cancel();
    expect(emulator.count('DeleteImage')).toBe(0);

    await images.row('v2').choose('Delete Image...');
    await workbench.quickInput.pick('Delete ai-team/llm-finetune:v2', 'Only from ModelArts');
    await workbench.quickInput.answer('Delete Image: Confirmation', 'v2');
    await images.row('v2').root.waitFor({ state: 'detached' });
    await expect.poll(() => images.row('llm-finetune').description()).toBe('2 images');
    expect(emulator.edit.tags.filter(({ repository }) => repository === 'llm-finetune')).toHaveLength(3);
  });

  test('an image with its content from a row removes both', async ({ emulator, workbench }) => {
    const images = await expandName(workbench, 'llm-finetune');
    await images.row('v2').root.waitFor();
    await images.row('v2').choose('Delete Image...');
    await workbench.quickInput.pick('Delete ai-team/llm-finetune:v2', 'From ModelArts and SWR');
    await workbench.quickInput.answer('Delete Image: Confirmation', 'llm-finetune:v2');
    await images.row('v2').root.waitFor({ state: 'detached' });
    expect(emulator.edit.tags.filter(({ repository }) => repository === 'llm-finetune')).toHaveLength(2);
  });

  test('that is refused shows its progress, then restores the image with an error', async ({ emulator, workbench }) => {
    const images = await expandName(workbench, 'llm-finetune');
    emulator.fail({ on: 'DeleteImage', with: 'forbidden' });
    emulator.latencyMs = 1500;
    await images.row('v2').choose('Delete Image...');
    await workbench.quickInput.pick('Delete ai-team/llm-finetune:v2', 'Only from ModelArts');
    await workbench.quickInput.answer('Delete Image: Confirmation', 'v2');
    await until(
      async () => (await images.row('v2').description()).startsWith('Deleting'),
      'the row to show the deletion',
    );
    await workbench.screenshot('images-deleting');
    expect(await workbench.toast("don't have permission").text()).toContain('ModelArts.0112');
    await until(async () => (await images.row('v2').spoken()).includes('Ready'), 'the image to be restored');
  });
});

describe('a filter', () => {
  test('shows images with all its words, appears in the title, and is cleared with one click', async ({
    workbench,
  }) => {
    await expandName(workbench, 'llm-finetune');
    await workbench.clickViewAction('Images', 'Filter Images...');
    await workbench.quickInput.answer('Filter Images', 'llm v2');
    const images = workbench.tree('Images');
    await images.row('detector').root.waitFor({ state: 'detached' });
    await images.row('v2').root.waitFor();
    await expect
      .poll(() => images.rows())
      .toEqual(['ai-team · 1 image', '  llm-finetune · 1 image', expect.stringMatching(/^ {4}v2 · .+ ago/)]);
    await workbench.page.getByText('“llm v2”: 1 of 8').waitFor();
    await workbench.screenshot('images-filter');
    await workbench.clickViewAction('Images', 'Clear Filter');
    await images.row('detector').root.waitFor();

    await workbench.clickViewAction('Images', 'Filter Images...');
    await workbench.quickInput.answer('Filter Images', 'no such image');
    await workbench.welcome().getByText('No images match the filter.').waitFor();
    await workbench.screenshot('images-filtered-out');
    await workbench.welcome().getByRole('button', { name: 'Clear Filter' }).click();
    await images.row('detector').root.waitFor();
  });
});

describe('a refresh', () => {
  test('keeps expanded and selected rows', async ({ emulator, workbench }) => {
    const images = await expandName(workbench, 'llm-finetune');
    await images.row('v2').click();
    emulator.edit.addImage({ name: 'llm-finetune', tag: 'v4' });
    await workbench.clickViewAction('Images', 'Refresh');
    await images.row('v4').root.waitFor();
    await expect.poll(() => images.row('v2').root.getAttribute('class')).toMatch(/\bselected\b/);
    await workbench.clickViewAction('Images', 'Collapse All');
    await images.row('v4').root.waitFor({ state: 'detached' });
  });

  test('of ten thousand images keeps them too, and shows the newest after one page', async ({
    emulator,
    workbench,
  }) => {
    const start = emulator.now();
    for (let index = 0; index < 10_000; index += 1) {
      const at = start - 1000 - index * 1000;
      emulator.edit.addImage({ name: `name-${index % 50}`, tag: `t${index}`, createdAt: at });
    }
    emulator.latencyMs = 800;
    const images = await expandName(workbench, 'name-0');
    await images.row('t0').root.waitFor();
    expect(emulator.count('ListImage')).toBeLessThan(51);
    await until(() => emulator.count('ListImage') >= 51, 'all pages', 60_000);
    emulator.latencyMs = 0;
    // VS Code may collapse it again when redraws overlap.
    await images.row('name-0').unfold();
    await images.row('t50').click();
    await workbench.screenshot('images-10000');
    emulator.edit.addImage({ name: 'name-0', tag: 'fresh' });
    await workbench.clickViewAction('Images', 'Refresh');
    await images.row('fresh').root.waitFor({ timeout: 30_000 });
    await expect.poll(() => images.row('t50').root.getAttribute('class')).toMatch(/\bselected\b/);
  });
});

describe('an empty view', () => {
  test('shows why the list cannot be read, and retries on a click', async ({ emulator, workbench }) => {
    emulator.fail({ on: 'ListImage', with: 'forbidden', times: 1 });
    await workbench.showViews('ModelArts');
    const failed = workbench.tree('Images').row('Permission denied');
    await failed.root.waitFor();
    await expect.poll(() => failed.spoken()).toContain('Retry');
    await workbench.screenshot('images-failed-list');
    await failed.click();
    await workbench.tree('Images').row('llm-finetune').root.waitFor();
    await failed.root.waitFor({ state: 'detached' });
  });

  test('states that there are no images', async ({ emulator, workbench }) => {
    for (const { id, type } of emulator.edit.images) if (type === 'DEDICATED') emulator.edit.removeImage(id);
    await workbench.showViews('ModelArts');
    await workbench.welcome().getByText('This account has no images yet.').waitFor();
    await workbench.screenshot('images-empty');
  });

  describe('without a connection', () => {
    test.override('fresh', true);
    test.override('connected', false);

    test('is hidden, and shows the demo’s images after the demo starts', async ({ workbench }) => {
      await workbench.showViews('ModelArts');
      await workbench.welcome().getByText('try the demo').click();
      await workbench.tree('Images').row('llm-finetune').root.waitFor();
    });
  });
});
