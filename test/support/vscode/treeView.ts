import type { Locator, Page } from 'playwright-core';
import { chooseFromMenuOf, menuEntries, reaches } from './contextMenu';
import { plain } from './quickInput';
import { until, untilStill } from './until';

/** A view of a side bar that contains a tree. */
export class TreeView {
  readonly root: Locator;
  private readonly page: Page;

  constructor(page: Page, name: string) {
    this.page = page;
    this.root = page.getByRole('tree', { name, exact: true });
  }

  row(label: string): TreeRow {
    return new TreeRow(this.page, this.root, label);
  }

  /** Returns the visible rows as `label · description`, indented by level. */
  async rows(): Promise<string[]> {
    return this.root.locator('.monaco-list-row').evaluateAll((rows) =>
      rows.map((row) => {
        const text = (part: string) => row.querySelector(part)?.textContent ?? '';
        const indent = '  '.repeat(Number(row.getAttribute('aria-level')) - 1);
        return indent + [text('.label-name'), text('.label-description')].filter(Boolean).join(' · ');
      }),
    );
  }
}

/** A row of a tree, found by its exact label. VS Code renders only visible rows; `reveal` scrolls to a hidden one. */
export class TreeRow {
  readonly root: Locator;
  private readonly tree: Locator;
  private readonly page: Page;

  constructor(page: Page, tree: Locator, label: string) {
    this.page = page;
    this.tree = tree;
    this.root = tree.locator('.monaco-list-row', {
      has: page.locator('.label-name').getByText(label, { exact: true }),
    });
  }

  async waitFor(): Promise<this> {
    await this.root.waitFor();
    return this;
  }

  async description(): Promise<string> {
    return plain(await this.root.locator('.label-description').innerText());
  }

  /** Returns the name of the product icon, such as `play-circle`. */
  async icon(): Promise<string> {
    const className = await this.root.locator('.custom-view-tree-node-item-icon').getAttribute('class');
    return /\bcodicon-(?!modifier)([a-z-]+)/.exec(className ?? '')?.[1] ?? '';
  }

  /** Returns what a screen reader announces. */
  async spoken(): Promise<string> {
    return (await this.root.getAttribute('aria-label')) ?? '';
  }

  /** Scrolls from the top down, repeatedly, because rows may appear late. */
  async reveal(): Promise<this> {
    let step = 0;
    await until(async () => {
      if (await this.isInSight()) return true;
      if (step % 40 === 0) {
        // The tree would not scroll while a tooltip under the pointer is open.
        await this.page.mouse.move(700, 400);
        await this.tree.hover();
      }
      await this.page.mouse.wheel(0, step % 40 === 0 ? -1_000_000 : 66);
      // The list scrolls with the next frame.
      await this.tree.evaluate('new Promise(requestAnimationFrame)');
      step += 1;
      return false;
    }, 'the row');
    return this;
  }

  /** Also false for a partly visible row and for one that is no longer rendered. */
  private async isInSight(): Promise<boolean> {
    if ((await this.root.count()) === 0) return false;
    const drawn = this.root.boundingBox({ timeout: 500 }).catch(() => null);
    const [row, tree] = await Promise.all([drawn, this.tree.boundingBox()]);
    return row !== null && tree !== null && row.y >= tree.y && row.y + row.height <= tree.y + tree.height;
  }

  /** Waits until a screen reader would announce this text, and keeps track of the row while it is re-sorted. */
  async says(text: string): Promise<void> {
    await until(async () => {
      await this.reveal();
      // A row that is being re-sorted is not rendered.
      const label = await this.root.getAttribute('aria-label', { timeout: 500 }).catch(() => '');
      return label?.includes(text);
    }, `the row to say ${text}`);
  }

  async click(options: Parameters<Locator['click']>[0] = {}): Promise<void> {
    await this.rest();
    await this.root.click(options);
  }

  /** Repeats a click that was lost because the row was rendered again. */
  async unfold(): Promise<void> {
    const unfolded = this.root.and(this.page.locator('[aria-expanded=true]'));
    await until(async () => {
      await this.rest();
      if ((await unfolded.count()) > 0) return true;
      await this.root.click();
      return reaches(unfolded, 'visible', 1500);
    }, 'the row to unfold');
  }

  /** Returns the text shown while the pointer is over the row. */
  async tooltip(): Promise<string> {
    await this.root.locator('.label-name').hover();
    const hover = this.page.locator('.monaco-hover:visible .monaco-hover-content, .workbench-hover:visible').first();
    await hover.waitFor();
    // A lazily created tooltip takes a moment.
    return until(async () => (await hover.innerText()).replace(/^Loading\.\.\.$/, ''), 'the tooltip').then(plain);
  }

  /** Returns the titles of the row's inline buttons. */
  async inlineButtons(): Promise<string[]> {
    await this.root.hover();
    return this.root
      .locator('.actions .action-label')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
  }

  async clickInline(button: string): Promise<void> {
    await this.command(async () => {
      await this.root.hover({ timeout: 3000 });
      await this.root.getByRole('button', { name: button }).click({ timeout: 3000 });
    });
  }

  async menu(): Promise<string[]> {
    await this.rest();
    await this.root.click({ button: 'right' });
    return menuEntries(this.page);
  }

  async choose(entry: string): Promise<void> {
    await this.command(() => chooseFromMenuOf(this.root, entry));
  }

  /**
   * Runs a command of the row. Tries again when the row was sorted away under the pointer, or when VS Code no longer knew it and asks
   * which one is meant.
   */
  private async command(give: () => Promise<void>): Promise<void> {
    const which = this.page.locator('.quick-input-title').filter({
      hasText:
        /(?:[:：] ?(?:Notebook(?: 实例)?|Image|镜像)|^(?:Start|Stop) Notebook|^(?:启动|停止) Notebook 实例)(?: \(1\/6\))?$/,
    });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await this.rest();
      const isLost = await give().then(
        () => false,
        (error: unknown) => {
          if (attempt === 3) throw error;
          return true;
        },
      );
      // A tooltip under the pointer may cover the next target: a row or an input box.
      await this.page.mouse.move(700, 400);
      if (isLost) continue;
      if (!(await reaches(which, 'visible', 700))) return;
      await this.page.keyboard.press('Escape');
      await which.waitFor({ state: 'hidden' });
    }
    throw new Error('The command never received the row');
  }

  /**
   * Waits until the tree has been unchanged for a moment. While VS Code reloads rows, a command gets no row as its
   * argument.
   */
  private async rest(): Promise<void> {
    await this.reveal();
    await untilStill(this.tree, 600);
  }
}
