import { EventEmitter } from './eventEmitter';
import { QuickInput } from './quickInput';

export const QuickPickItemKind = { Separator: -1, Default: 0 } as const;

export interface QuickPickItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: number;
  readonly buttons?: readonly { readonly tooltip?: string }[];
}

export class QuickPick extends QuickInput {
  matchOnDescription = false;
  matchOnDetail = false;
  canSelectMany = false;
  keepScrollPosition = false;
  /** How many rows were handed over to be drawn, all in all: each crosses from one process to another. */
  rowsDrawn = 0;
  selectedItems: readonly QuickPickItem[] = [];
  #items: readonly QuickPickItem[] = [];
  #activeItems: readonly QuickPickItem[] = [];
  readonly #active = new EventEmitter<readonly QuickPickItem[]>();
  readonly onDidChangeActive = this.#active.event;
  readonly #itemButton = new EventEmitter<{ readonly item: QuickPickItem; readonly button: object }>();
  readonly onDidTriggerItemButton = this.#itemButton.event;

  override get listeners(): number {
    return super.listeners + this.#active.listeners + this.#itemButton.listeners;
  }

  get items(): readonly QuickPickItem[] {
    return this.#items;
  }

  /** Moves to the first row, as VS Code does. */
  set items(items: readonly QuickPickItem[]) {
    this.#items = items;
    this.rowsDrawn += items.length;
    this.activeItems = items.filter(isRow).slice(0, 1);
  }

  get activeItems(): readonly QuickPickItem[] {
    return this.#activeItems;
  }

  set activeItems(items: readonly QuickPickItem[]) {
    this.#activeItems = items;
    this.#active.fire(items);
  }

  /** Labels from top to bottom, a separator as `-- label`. */
  get labels(): readonly string[] {
    return this.#items.map((item) => (isRow(item) ? item.label : `-- ${item.label}`));
  }

  /** The person moves to the row whose texts contain this. */
  moveTo(text: string): void {
    this.mustBeVisible();
    this.activeItems = [this.row(text)];
  }

  /** The person presses the button with this tooltip at the end of a row. */
  pressItemButton(text: string, tooltip: string): void {
    this.mustBeVisible();
    const item = this.row(text);
    const button = item.buttons?.find((each) => each.tooltip === tooltip);
    if (!button) throw new Error(`The row "${text}" has no button "${tooltip}"`);
    this.#itemButton.fire({ item, button });
  }

  row(text: string): QuickPickItem {
    const found = this.#items.find(
      (item) => isRow(item) && [item.label, item.description, item.detail].some((each) => each?.includes(text)),
    );
    if (!found) throw new Error(`No row has "${text}": ${this.labels.join(', ')}`);
    return found;
  }

  override enter(): void {
    this.selectedItems = this.#activeItems;
    super.enter();
  }
}

function isRow({ kind }: QuickPickItem): boolean {
  return kind !== QuickPickItemKind.Separator;
}
