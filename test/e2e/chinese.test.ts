import { describe, expect } from 'vitest';
import { languages } from '../support/languages';
import { test as base } from '../support/vscode/e2eTest';
import { setSideBarWidth, truncatedLabels, visibleDescription } from '../support/vscode/sideBar';

const test = base
  .extend('browserOptions', { scope: 'worker' }, { chinese: true })
  .extend('language', { scope: 'worker' }, 'zh-cn' as const)
  .extend('emulatorOptions', { speed: 60 });

const { words } = languages.find(({ name }) => name === 'zh-cn')!;

/** Returns the Chinese text of the extension. */
function chineseText(text: string): string {
  const said = words[text];
  if (said === undefined) throw new Error(`There is no Chinese for ${text}`);
  return said;
}

const WALKTHROUGH = 'notebook-images.modelarts-notebook-images#start';

const LATIN = /[A-Za-z]{2,}/g;
/** Product names, and names in Latin letters chosen by users. */
const NAMES = /ModelArts|SWR|Notebook|HTTP|hcloud|Terraform/;

test('in a Chinese window, views, save wizard and an error are in Chinese', async ({ code, emulator, workbench }) => {
  expect(await code.host.run((vscode) => vscode.env.language)).toBe('zh-cn');
  await workbench.showViews('ModelArts');
  const notebooks = workbench.tree('Notebook 实例');
  const row = await notebooks.row('llm-finetune').waitFor();
  await expect.poll(() => row.spoken()).toContain('运行中');
  await expect.poll(async () => (await notebooks.rows()).join('\n')).toContain(chineseText('Creating'));
  await workbench.screenshot('chinese-views');

  emulator.setScenario('notRunning');
  await row.choose('将 Notebook 实例保存为镜像...');
  const list = await workbench.quickInput.step('保存镜像：组织');
  await expect.poll(() => list.titleText()).toContain('保存镜像：组织');
  await list.row('ai-team').waitFor();
  await workbench.screenshot('chinese-organization');
  await list.row('ai-team').click();
  for (const step of ['Name', 'Tag', 'Description']) {
    await workbench.quickInput.step(chineseText(`Save Notebook as Image: ${step}`));
    await workbench.screenshot(`chinese-${step.toLowerCase()}`);
    // The proposed description is in English, because readers of the image may not know Chinese.
    if (step === 'Description') await workbench.quickInput.input.fill('');
    await workbench.quickInput.input.press('Enter');
  }
  const confirm = await workbench.quickInput.step(chineseText('Save Notebook as Image: Confirm'));
  const rows = (await confirm.rowTexts()).map((text) => text.replace(/[\w.-]+\/[\w./-]+(?::[\w.-]+)?/g, ''));
  expect(rows.flatMap((text) => text.match(LATIN) ?? []).filter((word) => !NAMES.test(word))).toEqual([]);
  await workbench.screenshot('chinese-confirm');
  await confirm.row(chineseText('Save Image')).click();

  const refusal = workbench.toast('ModelArts.6327');
  expect(await refusal.text()).toMatch(
    /^llm-finetune：Notebook 实例未在运行。请先启动再保存。（ModelArts\.6327，请求 ID：\w+）$/,
  );
  expect(await refusal.buttons()).toEqual([chineseText('Start and Save'), chineseText('Show Log')]);
  await workbench.screenshot('chinese-refusal');
});

test('the side bar shows the most important details first in Chinese at 200, 250 and 300 px', async ({
  code,
  workbench,
}) => {
  await workbench.showViews('ModelArts');
  await workbench.tree('Notebook 实例').row('llm-finetune').waitFor();
  await workbench.tree('镜像').row('ai-team').waitFor();
  for (const [width, lease] of [
    [200, /^剩余/],
    [250, /^剩余 7 小时/],
    [300, /^剩余 7 小时 · bm\.npu/],
  ] as const) {
    await setSideBarWidth(workbench, width);
    if (width > 200) expect(await truncatedLabels(workbench)).toEqual([]);
    expect(await visibleDescription(workbench, 'Notebook 实例', 'llm-finetune')).toMatch(lease);
    for (const theme of ['Light Modern', 'Dark Modern', 'High Contrast']) {
      await code.host.run(
        (vscode, name) => vscode.workspace.getConfiguration('workbench').update('colorTheme', name, true),
        `Default ${theme}`,
      );
      await workbench.page.waitForTimeout(400);
      await workbench.screenshot(`chinese-narrow-${width}-${theme.split(' ')[0]?.toLowerCase()}`);
    }
  }
});

test('a save is followed to its end in Chinese', async ({ workbench }) => {
  await workbench.showViews('ModelArts');
  const row = await workbench.tree('Notebook 实例').row('llm-finetune').waitFor();
  await row.choose('将 Notebook 实例保存为镜像...');
  await workbench.quickInput.pick(chineseText('Save Notebook as Image: Organization'), 'ai-team');
  for (const step of ['Name', 'Tag', 'Description']) {
    await workbench.quickInput.accept(chineseText(`Save Notebook as Image: ${step}`));
  }
  await workbench.quickInput.pick(chineseText('Save Notebook as Image: Confirm'), chineseText('Save Image'));
  await workbench.toast('取消仅隐藏').text();
  await workbench.screenshot('chinese-following');
  const done = workbench.toast(/已将 \S+ 保存为/);
  expect(await done.text()).toContain('已将 llm-finetune 保存为 ');
  expect(await done.buttons()).toEqual(['复制镜像地址', '在列表中定位镜像', '显示日志']);
  await expect.poll(() => workbench.tree('保存记录').row('llm-finetune').spoken()).toContain('已保存');
  await workbench.screenshot('chinese-saved');
});

describe('without a connection', () => {
  test.override('connected', false);

  test('welcome view, walkthrough and settings are in Chinese', async ({ code, workbench }) => {
    await workbench.showViews('ModelArts');
    const welcome = workbench.welcome().first();
    await welcome.getByRole('button', { name: '添加连接' }).waitFor();
    await expect.poll(() => welcome.innerText()).toContain('将运行中的 ModelArts Notebook 实例保存为容器镜像');
    await workbench.screenshot('chinese-welcome');

    await code.host.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH);
    await workbench.page.getByText('将 ModelArts Notebook 实例保存为镜像').first().waitFor();
    await workbench.screenshot('chinese-walkthrough');

    await code.host.executeCommand('workbench.action.openSettings', 'modelartsImages.save');
    await workbench.page.getByText('保存镜像时排在最前的 SWR 组织。').first().waitFor();
    await workbench.screenshot('chinese-settings');
  });
});
