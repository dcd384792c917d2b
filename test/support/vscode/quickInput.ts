import type { Locator, Page } from 'playwright-core';
import { untilStill } from './until';

/** The box at the top of the window: an input box or a list to pick from, found by its title, so that no step is taken for another. */
export class QuickInput {
  /** What one types into. */
  readonly input: Locator;
  /** Line under the input: the prompt, or what is wrong with the value. */
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

  /** The whole title bar: title and step counter. */
  async titleText(): Promise<string> {
    return plain(await this.widget.locator('.quick-input-titlebar').innerText());
  }

  /** What a screen reader says of the box: what is asked, and the step's title. */
  async spoken(): Promise<string> {
    return plain((await this.input.getAttribute('aria-label')) ?? '');
  }

  /** What a screen reader says of each row. */
  async spokenRows(): Promise<string[]> {
    await this.rows.first().waitFor();
    return this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** Texts on the rows that a screen reader does not say. */
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

  /** How the message under the input is meant: as information, as a warning or as an error. */
  async severity(): Promise<'info' | 'warning' | 'error'> {
    const looks = (await this.widget.locator('.quick-input-box .monaco-inputbox').getAttribute('class')) ?? '';
    if (looks.includes('error')) return 'error';
    return looks.includes('warning') ? 'warning' : 'info';
  }

  async answer(title: string, text: string): Promise<void> {
    await this.step(title);
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** Takes the value that the step with this title proposes. */
  async accept(title: string): Promise<void> {
    await this.step(title);
    await this.input.press('Enter');
  }

  /** Waits until no more rows are read and drawn: those that come late move the others away from under a click. */
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

  /** The first row that shows this text. Rows are drawn into those of earlier lists, whose parts stay there hidden. */
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

  /** Chooses a command by its id, as a person does by its title. */
  async runCommand(id: string, title: string): Promise<void> {
    await this.input.waitFor();
    await this.input.fill(`>${title}`);
    await this.widget.locator(`.monaco-list-row:has([data-quick-input-id="${id}"])`).click();
  }
}

/** Text as it is read: VS Code separates words by non-breaking spaces in places. */
export const plain = (text: string): string => text.replaceAll('\u00a0', ' ').trim();
