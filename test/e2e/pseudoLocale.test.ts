import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { Emulator } from '../../src/emulator/index';
import { REGIONS } from '../../src/model/region';
import { test as base } from '../support/vscode/e2eTest';
import { installExtensions } from '../support/vscode/installExtensions';
import { until } from '../support/vscode/until';
import type { Workbench } from '../support/vscode/workbench';

const LANGUAGE = 'qps-ploc' as const;
const ID = 'notebook-images.modelarts-notebook-images';

const test = base
  .extend('language', { scope: 'worker' }, LANGUAGE)
  .override('extensions', async ({ packages, vsCode }, { onCleanup }) => {
    const folder = await installExtensions(packages, vsCode);
    onCleanup(() => fs.rmSync(folder, { recursive: true, force: true }));
    translateInto(LANGUAGE, folder);
    return folder;
  });

/** Elements with texts of the extension. */
const ELEMENTS = [
  '.part.sidebar .pane-header .title',
  '.part.sidebar .monaco-list-row .label-name',
  '.part.sidebar .monaco-list-row .label-description',
  '.welcome-view-content p',
  '.welcome-view-content .monaco-button',
  '.quick-input-title',
  '.quick-input-message',
  '.quick-input-widget .monaco-list-row .label-name',
  '.quick-input-widget .monaco-list-row .label-description',
  '.quick-input-widget .quick-input-list-separator',
  '.notification-list-item-message',
  '.notification-list-item .monaco-button',
  `.statusbar-item[id^="${ID}"]`,
  '.monaco-dialog-box .dialog-message-row',
  '.monaco-menu .action-label',
  '.getting-started-step .step-title',
  '.setting-item-contents .setting-item-description',
];

/** Elements in which VS Code cuts off long text and shows the rest on hover. */
const MAY_BE_TRUNCATED = /label-description|statusbar|pane-header|quick-input-list-separator/;

/** Texts of VS Code or `Intl` in these elements. */
const NOT_OURS =
  /\(Press 'Enter' to confirm .*\)|\b(?:now|ago|yesterday|last|in|days?|weeks?|months?|years?|hours?|minutes?|seconds?|GB|MB|kB|byte)\b|\bCancel\b/g;

interface VisibleText {
  readonly selector: string;
  readonly text: string;
  readonly isCut: boolean;
}

async function textsOf(workbench: Workbench): Promise<VisibleText[]> {
  const seen = await Promise.all(
    ELEMENTS.map(async (selector) => {
      const found: Locator = workbench.page.locator(selector).filter({ visible: true });
      const all = await found.evaluateAll((elements) =>
        elements.map((element) => ({
          text: (element.textContent ?? '').replaceAll('\u00a0', ' '),
          isCut: element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0,
        })),
      );
      return all.map((each) => ({ selector, ...each }));
    }),
  );
  return seen.flat().filter(({ text }) => text.trim() !== '');
}

/** The description stored in the image, which is not translated. */
const DESCRIPTION = /From notebook .*/g;

/** Names of users, places and products, which are not translated. */
function namesIn({ edit }: Emulator): string {
  const { notebooks, images, organizations } = edit;
  return JSON.stringify([notebooks, images, organizations, REGIONS, 'hcloud', 'HUAWEICLOUD_SDK_AK']).toLowerCase();
}

/** Checks that all visible texts of the extension are translated, and that no text is cut off unless shown elsewhere. */
async function expectTranslated(workbench: Workbench, emulator: Emulator, name: string): Promise<void> {
  await workbench.page.waitForTimeout(300);
  const seen = await textsOf(workbench);
  await workbench.screenshot(`pseudo-${name}`);
  const names = namesIn(emulator);
  const foreign = seen.flatMap(({ selector, text }) => {
    const words =
      untranslated(text.replace(DESCRIPTION, ''))
        .replaceAll(NOT_OURS, ' ')
        .match(/\p{L}[\p{L}\p{N}_.-]*/gu) ?? [];
    const ours = words.filter((word) => !names.includes(word.toLowerCase().replace(/[.-]+$/, '')));
    return ours.length > 0 ? [`${name}: ${selector}: ${text}: ${ours.join(' ')}`] : [];
  });
  const cut = seen
    .filter(({ selector, isCut }) => isCut && !MAY_BE_TRUNCATED.test(selector))
    .map(({ selector, text }) => `${name}: ${selector}: ${text}`);
  expect.soft(foreign).toEqual([]);
  expect.soft(cut).toEqual([]);
  expect.soft(seen.filter(({ text }) => text.includes('⟦')).length).toBeGreaterThan(0);
}

test('in a pseudo-locale, views, menus, inputs and messages of a save are translated and not cut off', async ({
  code,
  emulator,
  workbench,
}) => {
  expect(await code.host.run((vscode) => vscode.env.language)).toBe(LANGUAGE);
  const { page, quickInput } = workbench;
  await page.locator('.part.activitybar').getByRole('tab', { name: 'ModelArts' }).click();
  const row = page.locator('.part.sidebar .monaco-list-row', { hasText: 'llm-finetune' }).first();
  await row.waitFor();
  await expectTranslated(workbench, emulator, 'views');

  await row.click({ button: 'right' });
  await page.locator('.monaco-menu .action-label').first().waitFor();
  await expectTranslated(workbench, emulator, 'menu');
  await page.keyboard.press('Escape');

  const { id } = emulator.edit.notebooks.find(({ name }) => name === 'llm-finetune')!;
  void code.host.executeCommand('modelartsImages.saveImage', { notebookId: id }).catch(() => undefined);
  let before = '';
  for (let step = 1; step <= 8 && emulator.count('CreateImage') === 0; step += 1) {
    await until(async () => {
      if (emulator.count('CreateImage') > 0) return true;
      const title = await quickInput.title.innerText().catch(() => '');
      return title !== '' && title !== before;
    }, 'the next step');
    if (emulator.count('CreateImage') > 0) break;
    before = await quickInput.title.innerText();
    await expectTranslated(workbench, emulator, `save-${step}`);
    await quickInput.input.press('Enter');
  }
  await page.locator('.notification-list-item').first().waitFor();
  await expectTranslated(workbench, emulator, 'saving');
  emulator.advance(10 * 60_000);
  await page.locator('.notification-list-item .monaco-button').nth(2).waitFor({ timeout: 60_000 });
  await expectTranslated(workbench, emulator, 'saved');
});

describe('in a pseudo-locale without a connection', () => {
  test.override('connected', false);

  test('welcome view, walkthrough, settings and connection wizard are translated and not cut off', async ({
    code,
    emulator,
    workbench,
  }) => {
    const { page, quickInput } = workbench;
    await page.locator('.part.activitybar').getByRole('tab', { name: 'ModelArts' }).click();
    await page.locator('.welcome-view-content p').first().waitFor();
    await expectTranslated(workbench, emulator, 'welcome');
    void code.host.executeCommand('modelartsImages.addConnection').catch(() => undefined);
    await quickInput.title.waitFor();
    await expectTranslated(workbench, emulator, 'connection-1');
    await quickInput.input.press('Enter');
    await until(async () => /2/.test(await quickInput.titleText()), 'the next step');
    await expectTranslated(workbench, emulator, 'connection-2');
    await page.keyboard.press('Escape');
    await code.host.executeCommand('workbench.action.openWalkthrough', `${ID}#start`);
    await page.locator('.getting-started-step .step-title').first().waitFor();
    await expectTranslated(workbench, emulator, 'walkthrough');
    await code.host.executeCommand('workbench.action.openSettings', 'modelartsImages.save');
    await page.locator('.setting-item-contents .setting-item-description').first().waitFor();
    await expectTranslated(workbench, emulator, 'settings');
  });
});

/** Padding that makes texts longer than most languages do. */
const PADDING = 0.3;

/**
 * Returns a text in the pseudo-locale: in brackets and padded. On screen, a text without brackets is untranslated, and one without
 * its end is cut off. Links that VS Code renders as buttons stay on their own lines.
 */
function pseudo(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const [, label, target] = /^\[([^\]]+)\](\(.+\))$/.exec(line) ?? [];
      return label === undefined ? bracketed(line) : `[${bracketed(label)}]${target}`;
    })
    .join('\n');
}

function bracketed(line: string): string {
  return line.trim() === '' ? line : `⟦${line}${' ~'.repeat(Math.ceil((line.length * PADDING) / 2))}⟧`;
}

/** Translates every extension in this folder that has a bundle into a language that VS Code does not have. */
function translateInto(language: string, folder: string): void {
  for (const manifest of fs.globSync('*/package.nls.json', { cwd: folder })) {
    const extension = path.join(folder, path.dirname(manifest));
    const translate = (from: string, to: string, keyOf: (key: string, text: string) => string): void => {
      const texts: Record<string, string> = JSON.parse(fs.readFileSync(path.join(extension, from), 'utf8'));
      const translated = Object.entries(texts).map(([key, text]) => [key, pseudo(keyOf(key, text))]);
      fs.writeFileSync(path.join(extension, to), JSON.stringify(Object.fromEntries(translated)));
    };
    translate('package.nls.json', `package.nls.${language}.json`, (_key, text) => text);
    // The package contains only translations. Their keys are the English texts.
    translate('l10n/bundle.l10n.zh-cn.json', `l10n/bundle.l10n.${language}.json`, (key) => key);
  }
}

/** Returns the parts of a text outside brackets. */
function untranslated(text: string): string {
  const rest = text.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  return rest === text ? text : untranslated(rest);
}
