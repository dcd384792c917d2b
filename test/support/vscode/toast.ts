import type { Locator, Page } from 'playwright-core';
import { plain } from './quickInput';

/** A notification at the corner of the window, found by a part of its text. */
export class Toast {
  readonly root: Locator;
  readonly message: Locator;

  constructor(page: Page, text: string | RegExp) {
    const message = page.locator('.notification-list-item-message');
    this.root = page.locator('.notifications-toasts .notification-list-item', {
      has: message.filter({ hasText: text }),
    });
    this.message = this.root.locator('.notification-list-item-message');
  }

  /** @returns its whole text, once it is there. */
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

  /** Puts it away, as a person does who has read it. */
  async close(): Promise<void> {
    await this.root.hover();
    await this.root.locator('.codicon-notifications-clear').click();
    await this.gone();
  }

  async gone(): Promise<void> {
    await this.root.waitFor({ state: 'detached' });
  }
}
