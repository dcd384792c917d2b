import fs from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { plain, QuickInput } from './quickInput';
import { TreeView } from './treeView';

/** Folder for screenshots whose name is not a path. */
export const screenshots = path.join(import.meta.dirname, '../../e2e/screenshots');

/** A window of VS Code as a user sees and operates it. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  /** The modal dialog. */
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.dialog = page.locator('.monaco-dialog-box');
    page.setDefaultTimeout(20_000);
  }

  /** Opens a window at this address and waits until extensions can be used. */
  static async open(browser: BrowserContext, url: string): Promise<Workbench> {
    const workbench = new Workbench(await browser.newPage());
    await workbench.load(url);
    return workbench;
  }

  async load(url: string): Promise<void> {
    await this.page.goto(url);
    await this.loaded();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.loaded();
  }

  /** Opens the command palette and runs the command with this ID and title. */
  async run(id: string, title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.runCommand(id, title);
  }

  toast(text: string | RegExp): Toast {
    return new Toast(this.page, text);
  }

  /** Returns the texts of all visible notifications. */
  async toasts(): Promise<string[]> {
    return (await this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts()).map(
      plain,
    );
  }

  /** Returns a status-bar item by the start of its id: `<publisher>.<name>`. */
  status(id: string): Locator {
    return this.page.locator(`.statusbar-item[id^="${id}"]`);
  }

  async statusText(id: string): Promise<string> {
    return plain(await this.status(id).innerText());
  }

  /** Shows the views of an extension, by the name on the activity bar. */
  async showViews(container: string): Promise<void> {
    const tab = this.page.locator('.part.activitybar').getByRole('tab', { name: container });
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    // Keeps the pointer from opening a hover over the view.
    await this.page.mouse.move(700, 400);
  }

  /** @param name as a screen reader announces it, usually the view's name. */
  tree(name: string): TreeView {
    return new TreeView(this.page, name);
  }

  /** Returns the welcome content of an empty view. */
  welcome(): Locator {
    return this.page.locator('.part.sidebar .welcome-view-content');
  }

  /**
   * Presses a button in a view's title, by the view's name. A view that is alone in its container has the container's
   * title.
   */
  async clickViewAction(view: string, action: string): Promise<void> {
    const header = this.page
      .locator('.part.sidebar')
      .locator('.pane-header:not(.hidden), .composite.title')
      .filter({ hasText: view });
    await header.hover();
    await header.getByRole('button', { name: action, exact: true }).click();
  }

  /** Answers the modal dialog and returns its text. */
  async answerDialog(button: string): Promise<string> {
    await this.dialog.waitFor();
    const text = await this.dialogText();
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
    return text;
  }

  async dialogText(): Promise<string> {
    await this.dialog.waitFor();
    return plain(await this.dialog.locator('.dialog-message-row').innerText());
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /**
   * Simulates losing or regaining the window focus. A driven browser reports every page as focused, so this overrides
   * the page's answer and makes VS Code check it.
   */
  async setFocus(isFocused: boolean): Promise<void> {
    await this.page.evaluate(
      `document.hasFocus = () => ${isFocused}; document.dispatchEvent(new Event('visibilitychange'))`,
    );
  }

  /** Returns the lines of the output channel in the panel. */
  async output(): Promise<string> {
    return plain(await this.page.locator('.part.panel .view-lines').first().innerText());
  }

  /** Selects a color theme by its name, such as `Default Light Modern`. */
  async useTheme(name: string): Promise<void> {
    await this.run('workbench.action.selectTheme', 'Preferences: Color Theme');
    await this.quickInput.input.fill(name);
    await this.quickInput.row(name).waitFor();
    await this.quickInput.input.press('Enter');
    await this.quickInput.closed();
  }

  /** @param name name of a screenshot in the tests' folder, or the path of a `.png`. */
  async screenshot(name: string): Promise<string> {
    const file = path.isAbsolute(name) ? name : path.join(screenshots, `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    return file;
  }

  /** Describes open prompts and messages, to explain why a test failed. */
  async describe(): Promise<string> {
    const parts = {
      menu: '.monaco-menu [role=menuitem]',
      box: '.quick-input-widget:not([style*="display: none"]) :is(.quick-input-title, .quick-input-message, [role=option])',
      dialog: '.monaco-dialog-box .dialog-message-row',
      toasts: '.notifications-toasts .notification-list-item-message',
      editors: '.part.editor .tab',
      panel: '.part.panel .composite.title',
      views: '.part.sidebar .monaco-list-row',
      focus: ':focus',
    };
    const seen = await Promise.all(
      Object.entries(parts).map(async ([part, where]) => {
        const found = this.page.locator(where).filter({ visible: true });
        const texts = await found.evaluateAll((all) =>
          all.map((one) => one.getAttribute('aria-label') ?? (one.textContent || one.className)),
        );
        return texts.length > 0 ? `${part}: ${texts.map(plain).join(' | ')}` : '';
      }),
    );
    return seen.filter(Boolean).join('\n');
  }

  private async loaded(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.waitForFunction("performance.getEntriesByName('code/didLoadExtensions').length > 0");
  }
}

/** A notification, found by part of its text. */
class Toast {
  readonly root: Locator;
  readonly message: Locator;

  constructor(page: Page, text: string | RegExp) {
    const message = page.locator('.notification-list-item-message');
    this.root = page.locator('.notifications-toasts .notification-list-item', {
      has: message.filter({ hasText: text }),
    });
    this.message = this.root.locator('.notification-list-item-message');
  }

  /** @returns the full text, once the notification is visible. */
  async text(limitMs?: number): Promise<string> {
    await this.root.waitFor(limitMs === undefined ? {} : { timeout: limitMs });
    return plain(await this.message.innerText());
  }

  async buttons(): Promise<string[]> {
    return (await this.root.locator('.monaco-button').allInnerTexts()).map(plain);
  }

  async click(button: string): Promise<void> {
    await this.root.getByRole('button', { name: button, exact: true }).click();
  }

  /** Dismisses the notification. */
  async close(): Promise<void> {
    await this.root.hover();
    await this.root.locator('.codicon-notifications-clear').click();
    await this.gone();
  }

  async gone(): Promise<void> {
    await this.root.waitFor({ state: 'detached' });
  }
}
