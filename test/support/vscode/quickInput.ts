import type { Locator, Page } from 'playwright-core';
import { untilStill } from './until';

/** The quick input at the top of the window, found by its title so that steps cannot be confused. */
export class QuickInput {
  /** The text field. */
  readonly input: Locator;
  /** Line below the text field: the prompt or the validation message. */
  readonly message: Locator;
  readonly rows: Locator;
  readonly title: Locator;
  private readonly widget: Locator;

  constructor(page: Page) {
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.locator('.quick-input-box input');
    this.message = this.widget.locator('.quick-input-message');
    this.rows = this.widget.getByRole('option');
    this.title = this.widget.locator('.quick-input-title');
  }

  /** Waits for the step with this title. */
  async step(title: string): Promise<this> {
    await this.title.filter({ hasText: title }).waitFor();
    await this.input.waitFor();
    return this;
  }

  /** Returns the full title bar: title and step counter. */
  async titleText(): Promise<string> {
    return plain(await this.widget.locator('.quick-input-titlebar').innerText());
  }

  /** Returns what a screen reader announces for the input: its purpose and the title of the step. */
  async spoken(): Promise<string> {
    return plain((await this.input.getAttribute('aria-label')) ?? '');
  }

  /** Returns what a screen reader announces for each row. */
  async spokenRows(): Promise<string[]> {
    await this.rows.first().waitFor();
    return this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** Returns row texts that a screen reader does not announce. */
  async unspoken(): Promise<string[]> {
    await this.rows.first().waitFor();
    const parts = '.label-name, .label-description, .quick-input-list-separator';
    const texts = this.rows.locator(parts).filter({ visible: true });
    return texts.evaluateAll((all) => {
      const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
      return all
        .filter((each) => {
          const spoken = each.closest('[role=option]')?.getAttribute('aria-label') ?? '';
          return !oneLine(spoken).includes(oneLine(each.textContent ?? ''));
        })
        .map((each) => oneLine(each.textContent ?? ''));
    });
  }

  /** Returns the severity of the validation message. */
  async severity(): Promise<'info' | 'warning' | 'error'> {
    const className = (await this.widget.locator('.quick-input-box .monaco-inputbox').getAttribute('class')) ?? '';
    if (className.includes('error')) return 'error';
    return className.includes('warning') ? 'warning' : 'info';
  }

  async answer(title: string, text: string): Promise<void> {
    await this.step(title);
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** Accepts the proposed value of the step with this title. */
  async accept(title: string): Promise<void> {
    await this.step(title);
    await this.input.press('Enter');
  }

  /** Waits until no more rows are rendered, because late rows move the others away from a click. */
  private async idle(): Promise<void> {
    await this.widget.locator('.monaco-progress-container.active').waitFor({ state: 'detached' });
    await untilStill(this.widget, 150);
  }

  async pick(title: string, row: string | RegExp): Promise<void> {
    await this.step(title);
    await this.row(row).waitFor();
    await this.idle();
    await this.row(row).click();
  }

  /** Presses a button at the end of a row. */
  async pressRowButton(row: string | RegExp, button: string): Promise<void> {
    await this.row(row).hover();
    await this.row(row).getByRole('button', { name: button, exact: true }).click();
  }

  /** Returns the first visible row with this text. VS Code reuses row elements, whose old parts stay hidden. */
  row(text: string | RegExp): Locator {
    const parts = this.rows.page().locator('.label-name, .label-description');
    return this.rows.filter({ has: parts.filter({ hasText: text, visible: true }) }).first();
  }

  async rowTexts(): Promise<string[]> {
    await this.rows.first().waitFor();
    return (await this.rows.allInnerTexts()).map((text) => plain(text).replace(/\s*\n\s*/g, ' · '));
  }

  async back(): Promise<void> {
    await this.press('Back');
  }

  /** Presses a button in the title. */
  async press(button: string): Promise<void> {
    await this.widget.getByRole('button', { name: button }).click();
  }

  async cancel(): Promise<void> {
    await this.input.press('Escape');
    await this.closed();
  }

  async closed(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Selects a command by its ID, as a user does by its title. */
  async runCommand(id: string, title: string): Promise<void> {
    await this.input.waitFor();
    await this.input.fill(`>${title}`);
    await this.widget.locator(`.monaco-list-row:has([data-quick-input-id="${id}"])`).click();
  }
}

/** Replaces the non-breaking spaces that VS Code uses in places. */
export const plain = (text: string): string => text.replaceAll('\u00a0', ' ').trim();
