import { describe, expect } from 'vitest';
import { chooseFromMenuOf } from '../support/vscode/contextMenu';
import { test as e2eTest } from '../support/vscode/e2eTest';
import { answerSave, saveTitle } from '../support/vscode/flows';

/** Shortens a save and a start to a few seconds. */
const test = e2eTest.extend('emulatorOptions', { speed: 60 });

const SAVE = 'Save Notebook as Image...';

/** Counts user interactions: clicks, and keys that accept an input. */
class InteractionCounter {
  count = 0;

  async perform(action: () => Promise<void>): Promise<void> {
    this.count += 1;
    await action();
  }
}

test('the first save takes six interactions from the inline button, the next one two, Save Again two', async ({
  emulator,
  workbench,
}) => {
  const { quickInput } = workbench;
  await workbench.showViews('ModelArts');
  const row = await workbench.tree('Notebooks').row('pytorch-experiments').waitFor();
  const first = new InteractionCounter();
  await first.perform(() => row.clickInline(SAVE));
  const organization = await quickInput.step(saveTitle('Organization'));
  await organization.row('admin').waitFor();
  await workbench.screenshot('first-organization');
  for (const step of ['Organization', 'Name', 'Tag', 'Description', 'Confirm'] as const) {
    await first.perform(() => quickInput.accept(saveTitle(step)));
  }
  const name = /Saved pytorch-experiments as ai-team\/pytorch-experiments:/;
  await workbench.toast(name).text(60_000);
  expect(await workbench.toast(name).buttons()).toEqual(['Copy Reference', 'Show Image', 'Show Log']);
  await workbench.toast(name).close();
  expect(first.count).toBe(6);

  const second = new InteractionCounter();
  await second.perform(() => row.clickInline(SAVE));
  const confirm = await quickInput.step(saveTitle('Confirm'));
  await expect.poll(async () => (await confirm.rowTexts())[1]).toMatch(/^Edit…/);
  const { page } = workbench;
  const size = page.viewportSize()!;
  await page.setViewportSize({ ...size, height: 640 });
  const rows = await confirm.rows.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().bottom));
  expect(Math.max(...rows)).toBeLessThan(640);
  expect((await confirm.rowTexts())[0]).toMatch(
    /Usually about \d+ s\. Can't be canceled\. Excludes \/home\/ma-user\/work\.$/,
  );
  await workbench.screenshot('save-again-confirmation');
  await page.setViewportSize(size);
  await second.perform(() => confirm.input.press('Enter'));
  // The usual duration is known from the earlier save.
  await page.locator('.notifications-toasts .monaco-progress-container.discrete').waitFor();
  await workbench.toast(/· 0:0\d of about \d+ s \(Cancel hides\)/).text();
  await workbench.screenshot('saving-with-bar');
  await workbench.toast(name).text(60_000);
  await workbench.toast(name).close();
  expect(second.count).toBe(2);

  const third = new InteractionCounter();
  await workbench.status('notebook-images.modelarts-notebook-images').waitFor({ state: 'detached' });
  const latest = workbench.tree('Saves').root.locator('.monaco-list-row').first();
  await third.perform(() => chooseFromMenuOf(latest, 'Save Again...'));
  await third.perform(() => quickInput.accept(saveTitle('Confirm')));
  await workbench.toast(name).text(60_000);
  expect(third.count).toBe(2);
  const tags = emulator.edit.images.filter((image) => image.name === 'pytorch-experiments').map(({ tag }) => tag);
  expect(new Set(tags).size).toBe(tags.length);
  expect(emulator.count('CreateImage')).toBe(3);
});

test('an existing proposed tag is replaced by the next free one, and an existing typed tag is rejected', async ({
  emulator,
  workbench,
}) => {
  for (const tag of ['v3', 'v4']) emulator.edit.addTag('ai-team', 'llm-finetune', tag);
  await workbench.showViews('ModelArts');
  const row = await workbench.tree('Notebooks').row('llm-finetune').waitFor();
  await row.choose(SAVE);
  const { quickInput } = workbench;
  await quickInput.pick(saveTitle('Organization'), 'ai-team');
  await quickInput.accept(saveTitle('Name'));
  const tag = await quickInput.step(saveTitle('Tag'));
  await tag.input.fill('v3');
  await tag.message.filter({ hasText: 'v3 already exists' }).waitFor();
  await expect.poll(() => tag.severity()).toBe('error');
  await workbench.screenshot('tag-taken');
  await tag.input.press('Enter');
  await tag.message.filter({ hasText: '/ai-team/llm-finetune:v5' }).waitFor();
  await expect.poll(() => tag.input.inputValue()).toBe('v5');
  await workbench.screenshot('tag-next-free');
  await tag.input.press('Enter');
  await quickInput.accept(saveTitle('Description'));
  await quickInput.pick(saveTitle('Confirm'), 'Save Image');
  expect(await workbench.toast(/Saved \S+ as /).text(60_000)).toContain('ai-team/llm-finetune:v5');
});

test('a stopped notebook is started and then saved', async ({ emulator, workbench }) => {
  const stopped = emulator.edit.notebooks.find(({ name }) => name === 'nb-stopped')!;
  await workbench.run('modelartsImages.saveImage', `ModelArts: ${SAVE}`);
  const pick = await workbench.quickInput.step(saveTitle('Notebook'));
  await pick.input.fill('nb-stopped');
  await pick.row('can be started and saved').click();
  await answerSave(workbench, { namespace: 'ai-team', tag: 'v1', decision: 'Start and Save' });
  await workbench.toast('Starting nb-stopped before saving').text();
  await workbench.screenshot('start-and-save');
  expect(emulator.count('CreateImage')).toBe(0);
  expect(await workbench.toast(/Saved \S+ as /).text(60_000)).toContain('ai-team/nb-stopped:v1');
  expect(emulator.count('StartNotebook')).toBe(1);
  expect(emulator.edit.notebooks.find(({ id }) => id === stopped.id)).toMatchObject({ status: 'RUNNING' });
});

test('Save and Stop stops the notebook only when the image is ready', async ({ emulator, workbench }) => {
  await workbench.showViews('ModelArts');
  const row = await workbench.tree('Notebooks').row('llm-finetune').waitFor();
  await row.choose(SAVE);
  await answerSave(workbench, { namespace: 'ai-team', name: 'evening', tag: 'v1', decision: 'Save and Stop' });
  const saved = await workbench.toast(/Saved \S+ as /).text(60_000);
  expect(saved).toMatch(/ai-team\/evening:v1 in .*\. Stopping the notebook\./);
  await workbench.screenshot('save-and-stop');
  expect(emulator.count('StopNotebook')).toBe(1);
  const image = emulator.edit.images.find(({ name }) => name === 'evening')!;
  expect(image.status).toBe('ACTIVE');
  const stopped = emulator.journal.find(({ operation }) => operation === 'StopNotebook')!;
  expect(stopped.at).toBeGreaterThanOrEqual(image.updatedAt);
  expect(emulator.edit.notebooks.find(({ name }) => name === 'llm-finetune')?.status).toMatch(/^STOPP/);
});

describe('in real time', () => {
  test.override('emulatorOptions', { speed: 1 });

  test('a notebook that would stop during the save is renewed, then saved', async ({ emulator, workbench }) => {
    const now = emulator.now();
    const lease = { createdAt: now, updatedAt: now, durationMs: 600_000, enabled: true, type: 'TIMING' } as const;
    emulator.edit.addNotebook({ name: 'ends-soon', lease });
    await workbench.showViews('ModelArts');
    const row = await workbench.tree('Notebooks').row('ends-soon').waitFor();
    await row.choose(SAVE);
    await answerSave(workbench, { namespace: 'ai-team', tag: 'v1', decision: undefined, look: 'renew-and-save' });
    expect(emulator.count('RenewLease')).toBe(0);
    await row.choose(SAVE);
    await answerSave(workbench, { namespace: 'ai-team', tag: 'v1', decision: 'Renew and Save' });
    await workbench.toast('Saving ends-soon').text();
    const changes = emulator.journal
      .map(({ operation }) => operation)
      .filter((each) => /Renew|Create/.test(each ?? ''));
    expect(changes).toEqual(['RenewLease', 'CreateImage']);
  });

  test('a save of another user can be followed', async ({ emulator, workbench }) => {
    await workbench.showViews('ModelArts');
    const row = await workbench.tree('Notebooks').row('llm-finetune').waitFor();
    const { id } = emulator.edit.notebooks.find(({ name }) => name === 'llm-finetune')!;
    // The row may be outdated.
    emulator.edit.alterNotebook(id, { status: 'SNAPSHOTTING' });
    await row.choose(SAVE);
    const offer = workbench.toast('llm-finetune is already being saved');
    expect(await offer.text()).toContain('You can follow that save.');
    await workbench.screenshot('follow-other');
    await offer.click('Follow');
    await workbench.status('notebook-images.modelarts-notebook-images').filter({ hasText: 'llm-finetune' }).waitFor();
    await workbench.screenshot('followed-other');
    expect(emulator.count('CreateImage')).toBe(0);
  });
});

test('Edit and Retry keeps all values when another user has just created the tag', async ({ emulator, workbench }) => {
  await workbench.showViews('ModelArts');
  const row = await workbench.tree('Notebooks').row('llm-finetune').waitFor();
  emulator.setScenario('nameTaken');
  await row.choose(SAVE);
  const description = 'kept through a refusal';
  await answerSave(workbench, { namespace: 'vision.lab', name: 'base', tag: 'v1', description });
  const refused = workbench.toast('ModelArts.6737');
  expect(await refused.text()).toMatch(/\(ModelArts\.6737, request .+\)/);
  await workbench.screenshot('edit-and-retry');
  await refused.click('Edit and Retry');
  const tag = await workbench.quickInput.step(saveTitle('Tag'));
  await expect.poll(() => tag.input.inputValue()).toBe('v2');
  await expect.poll(() => tag.message.innerText()).toContain('swr.cn-north-4.myhuaweicloud.com/vision.lab/base:v2');
  await workbench.screenshot('retry-tag');
  await tag.input.press('Enter');
  const again = await workbench.quickInput.step(saveTitle('Description'));
  await expect.poll(() => again.input.inputValue()).toBe(description);
  await again.input.press('Enter');
  await workbench.quickInput.pick(saveTitle('Confirm'), 'Save Image');
  expect(await workbench.toast(/Saved \S+ as /).text(60_000)).toContain('vision.lab/base:v2');
  expect(emulator.edit.images.find((image) => image.name === 'base' && image.tag === 'v2')).toMatchObject({
    description,
  });
});

describe('the save request', () => {
  test('can be previewed: nothing is sent, and the confirmation returns', async ({ emulator, workbench, code }) => {
    // No view is open that would poll its notebooks, so no request may be sent.
    const { id } = emulator.edit.notebooks.find(({ name }) => name === 'llm-finetune')!;
    const save = () => code.host.executeCommand('modelartsImages.saveImage', { notebookId: id });
    const cancelled = save();
    await answerSave(workbench, { namespace: 'ai-team', name: 'base', tag: 'v1', decision: undefined });
    expect(await cancelled).toBeUndefined();
    const saving = save();
    await answerSave(workbench, { namespace: 'ai-team', name: 'base', tag: 'v1', decision: 'Show Request' });
    const before = emulator.journal.length;
    const editor = workbench.page.locator('.editor-instance .view-lines');
    await editor.filter({ hasText: 'create-image' }).waitFor();
    const text = (await editor.innerText()).replaceAll('\u00a0', ' ');
    expect(text).toContain('POST ');
    expect(text).toContain('"namespace": "ai-team"');
    expect(text).not.toContain(emulator.accessKey);
    const confirm = await workbench.quickInput.step(saveTitle('Confirm'));
    await workbench.screenshot('show-request');
    expect(emulator.journal.length).toBe(before);
    expect(emulator.count('CreateImage')).toBe(0);
    await confirm.cancel();
    expect(await saving).toBeUndefined();
    expect(await workbench.toasts()).toEqual([]);
  });
});

test('several notebooks are saved with one set of values in six interactions, and a summary lists those that failed', async ({
  emulator,
  workbench,
}) => {
  await workbench.showViews('ModelArts');
  const tree = workbench.tree('Notebooks');
  await tree.row('llm-finetune').click();
  for (const name of ['pytorch-experiments', 'paper-figures']) {
    await tree.row(name).click({ modifiers: ['ControlOrMeta'] });
  }
  expect(await tree.row('pytorch-experiments').menu()).toEqual([SAVE, 'Copy As...']);
  // The list has not been refreshed yet.
  const stopped = emulator.edit.notebooks.find(({ name }) => name === 'paper-figures')!;
  emulator.edit.alterNotebook(stopped.id, { status: 'STOPPED' });
  const interactions = new InteractionCounter();
  await interactions.perform(() => tree.row('pytorch-experiments').choose(SAVE));
  await interactions.perform(() => workbench.quickInput.pick(saveTitle('Organization'), 'ai-team'));
  const name = await workbench.quickInput.step(saveTitle('Name'));
  await expect.poll(() => name.input.inputValue()).toBe('${notebook}');
  await expect.poll(() => name.message.innerText()).toMatch(/ai-team\/llm-finetune:.* and 1 more/);
  await workbench.screenshot('several-name');
  await interactions.perform(() => workbench.quickInput.accept(saveTitle('Name')));
  await interactions.perform(() => workbench.quickInput.answer(saveTitle('Tag'), 'evening'));
  await interactions.perform(() => workbench.quickInput.accept(saveTitle('Description')));
  const confirm = await workbench.quickInput.step(saveTitle('Confirm'));
  await expect
    .poll(async () => (await confirm.rowTexts()).join('\n'))
    .toMatch(/llm-finetune:evening[^]*pytorch-experiments:evening/);
  await workbench.screenshot('several-confirmation');
  await interactions.perform(() => confirm.row('Save Image').click());
  expect(interactions.count).toBe(6);
  const summary = await workbench.toast('2 of 3 notebooks are being saved').text(30_000);
  expect(summary).toMatch(/being saved\. paper-figures isn't running/);
  await workbench.screenshot('several-summary');
  const saved = emulator.edit.images.filter(({ tag }) => tag === 'evening').map((image) => image.name);
  expect(saved.toSorted()).toEqual(['llm-finetune', 'pytorch-experiments']);
});
