import fs from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import type * as vscodeModule from 'vscode';
import { CodeServer, type CodeServerOptions } from './codeServer';
import { quietSettings } from './isolation';
import { until } from './until';
import { Workbench } from './workbench';

type Settings = Readonly<Record<string, unknown>>;

/**
 * A VS Code window that the tests of a worker share, because opening a window takes longer than most tests. `start`
 * resets it through commands, settings and clicks. It fails with a list of leftovers when that is not enough.
 */
export class SharedWindow {
  #code: CodeServer | undefined;
  #workbench: Workbench | undefined;

  constructor(
    private readonly browser: BrowserContext,
    private readonly options: CodeServerOptions,
  ) {}

  /** Opens the window, or clears what the previous test left, and applies these user settings. */
  async start(settings: Settings): Promise<{ readonly code: CodeServer; readonly workbench: Workbench }> {
    this.#code ??= CodeServer.create(this.options);
    if (!this.#workbench) await this.#code.start();
    this.#workbench ??= await Workbench.open(this.browser, this.#code.url);
    const window = { code: this.#code, workbench: this.#workbench };
    await window.workbench.page.bringToFront();
    await this.#code.host.run(updateSettings, settings);
    return window;
  }

  /** Removes all traces of a test. @throws Error that lists what could not be removed. */
  async clear(): Promise<void> {
    const code = this.#code;
    const workbench = this.#workbench;
    if (!code || !workbench) return;
    try {
      await workbench.setFocus(true);
      await closeMenus(workbench);
      await code.host.run(clearExtension);
      await until(async () => {
        const saves = savesOf(code);
        await code.host.run(removeSaves, saves);
        return saves.pending.length + saves.ended.length === 0;
      }, 'the saves to go');
      await code.host.run(restoreSettings, quietSettings);
      await emptyViews(code, workbench);
      await code.host.run(clearWorkbench);
      await until(async () => (await leftovers(code, workbench)).length === 0, 'a clear window');
    } catch (error) {
      const left = await leftovers(code, workbench).catch((reason: unknown) => [String(reason)]);
      await this.close();
      throw new Error(`The test left in the shared window: ${left.join('; ') || String(error)}`, { cause: error });
    }
  }

  /** Closes the window and its server; `start` opens new ones. */
  async close(): Promise<void> {
    const [code, workbench] = [this.#code, this.#workbench];
    this.#code = undefined;
    this.#workbench = undefined;
    await workbench?.page.close();
    await code?.remove();
  }
}

/** Runs in the extension host. */
async function updateSettings(vscode: typeof vscodeModule, changes: Settings): Promise<void> {
  for (const [key, value] of Object.entries(changes)) {
    await vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Global);
  }
}

/** Runs in the extension host. Resets the user settings to these and removes those of the extension. */
async function restoreSettings(vscode: typeof vscodeModule, usual: Settings): Promise<void> {
  const all = vscode.workspace.getConfiguration();
  const own = vscode.extensions.getExtension('notebook-images.modelarts-notebook-images')?.packageJSON;
  const keys = [...Object.keys(usual), ...Object.keys(own?.contributes.configuration.properties ?? {}), 'http.proxy'];
  for (const key of keys) {
    const now = all.inspect(key)?.globalValue;
    if (JSON.stringify(now) === JSON.stringify(usual[key])) continue;
    await all.update(key, usual[key], vscode.ConfigurationTarget.Global);
  }
}

/** Runs in the extension host. A hidden view keeps its selection and scroll position for rows with the same IDs. */
async function clearExtension({ commands }: typeof vscodeModule): Promise<void> {
  for (const view of ['notebooks', 'images', 'saves']) {
    await commands.executeCommand(`modelartsImages.${view}.focus`);
    await commands.executeCommand('list.focusFirst');
    await commands.executeCommand('list.clear');
  }
  await commands.executeCommand('modelartsImages.clearNotebookFilter');
  await commands.executeCommand('modelartsImages.clearImageFilter');
}

/** Runs in the extension host. A save in progress is removed at the second attempt. */
async function removeSaves({ commands }: typeof vscodeModule, saves: ReturnType<typeof savesOf>): Promise<void> {
  const tries = [
    ...saves.pending.map((id) => commands.executeCommand('modelartsImages.stopFollowing', id)),
    ...saves.ended.map((id) => commands.executeCommand('modelartsImages.removeSave', id)),
  ];
  // A save that ends after its file was listed is refused here and removed at the next attempt.
  await Promise.allSettled(tries);
}

/** Runs in the extension host. Leaves only an empty editor area and the Explorer. */
async function clearWorkbench({ commands }: typeof vscodeModule): Promise<void> {
  const known = new Set(await commands.getCommands());
  for (const command of [
    'workbench.action.closeAllEditors',
    'workbench.action.closePanel',
    'workbench.actions.treeView.modelartsImages.images.collapseAll',
    'workbench.view.explorer',
    'notifications.clearAll',
  ]) {
    // A view that was never shown has no commands yet.
    if (known.has(command)) await commands.executeCommand(command);
  }
}

/** A hidden view keeps its rows and shows them briefly when the next test opens it. */
async function emptyViews(code: CodeServer, { page }: Workbench): Promise<void> {
  await code.host.run(({ commands }) => commands.executeCommand('modelartsImages.notebooks.focus'));
  const rows = page.locator('.customview-tree .monaco-list-row').filter({ visible: true });
  await until(async () => (await rows.count()) === 0, 'the rows to go');
}

async function closeMenus({ page }: Workbench): Promise<void> {
  const open = page.locator('.monaco-menu, .monaco-dialog-box, .quick-input-widget').filter({ visible: true });
  await until(async () => {
    if ((await open.count()) === 0) return true;
    await page.keyboard.press('Escape');
    return false;
  }, 'menus and dialogs to close');
}

/** Returns the IDs of the saves in the extension's folder. */
function savesOf({ userData }: CodeServer): { readonly pending: readonly string[]; readonly ended: readonly string[] } {
  const folder = path.join(userData, 'User/globalStorage/notebook-images.modelarts-notebook-images');
  const ids = (part: string): string[] =>
    fs.globSync(`**/${part}/*.json`, { cwd: folder }).map((file) => path.basename(file, '.json'));
  return { pending: ids('pending'), ended: ids('ended') };
}

/** Returns a short description of everything a test has left behind. */
async function leftovers(code: CodeServer, workbench: Workbench): Promise<string[]> {
  const settings = await code.host.run((vscode) => {
    const { globalValue, workspaceValue } = vscode.workspace.getConfiguration().inspect('modelartsImages') ?? {};
    return [...Object.keys(globalValue ?? {}), ...Object.keys(workspaceValue ?? {})];
  });
  const { pending, ended } = savesOf(code);
  const files = fs.globSync('**/*', { cwd: code.workspace });
  const screen = await workbench.describe();
  const statusItems = await workbench.status('notebook-images.modelarts-notebook-images').allInnerTexts();
  return [
    ...settings.map((key) => `the setting modelartsImages.${key}`),
    ...[...pending, ...ended].map((id) => `the save ${id}`),
    ...files.map((file) => `the file ${file}`),
    ...statusItems.map((text) => `the status bar item ${text}`),
    ...screen.split('\n').filter((line) => /^(?:menu|box|dialog|toasts|editors|panel): /.test(line)),
  ];
}
