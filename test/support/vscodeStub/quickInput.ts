import { screen } from './screen';
import { EventEmitter, InputBoxValidationSeverity, QuickPickItemKind } from './values';

export interface QuickInputButton {
  readonly tooltip: string;
}

export const QuickInputButtons: { readonly Back: QuickInputButton } = { Back: { tooltip: 'Back' } };

/** Common parts of input boxes and quick picks, and the actions of the user. */
export abstract class QuickInput {
  title: string | undefined;
  step: number | undefined;
  totalSteps: number | undefined;
  placeholder: string | undefined;
  value = '';
  buttons: readonly QuickInputButton[] = [];
  busy = false;
  enabled = true;
  ignoreFocusOut = false;
  disposed = false;

  readonly #changed = new EventEmitter<string>();
  readonly #accepted = new EventEmitter<undefined>();
  readonly #hidden = new EventEmitter<undefined>();
  readonly #triggered = new EventEmitter<QuickInputButton>();
  readonly onDidChangeValue = this.#changed.event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidTriggerButton = this.#triggered.event;

  /** Replaces the visible quick input, since there is only one at a time. */
  show(): void {
    if (this.disposed) throw new Error('A disposed quick input is shown');
    const other = screen.quickInput;
    if (other === this) return;
    screen.quickInput = this;
    other?.hidden();
  }

  hide(): void {
    if (screen.quickInput !== this) return;
    screen.quickInput = undefined;
    this.hidden();
  }

  /** Hides and fires the event, like VS Code. */
  dispose(): void {
    this.hide();
    this.disposed = true;
  }

  /** Number of current listeners. */
  get listeners(): number {
    return [this.#changed, this.#accepted, this.#hidden, this.#triggered].reduce(
      (sum, each) => sum + each.listeners,
      0,
    );
  }

  /** Simulates replacing the entire text. */
  type(text: string): void {
    this.mustBeVisible();
    this.value = text;
    this.#changed.fire(text);
  }

  /** Simulates Enter. Like VS Code, fires regardless of the validation message. */
  enter(): void {
    this.mustBeVisible();
    this.#accepted.fire(undefined);
  }

  /** Simulates Esc. */
  escape(): void {
    this.mustBeVisible();
    this.hide();
  }

  /** Simulates a click elsewhere. */
  lookElsewhere(): void {
    this.mustBeVisible();
    if (!this.ignoreFocusOut) this.hide();
  }

  back(): void {
    this.press(QuickInputButtons.Back.tooltip);
  }

  /** Simulates the title button with this tooltip. */
  press(tooltip: string): void {
    this.mustBeVisible();
    const button = this.buttons.find((each) => each.tooltip === tooltip);
    if (!button) throw new Error(`"${this.title}" has no button "${tooltip}"`);
    this.#triggered.fire(button);
  }

  protected hidden(): void {
    this.#hidden.fire(undefined);
  }

  protected mustBeVisible(): void {
    if (screen.quickInput !== this) throw new Error(`"${this.title}" is not on the screen`);
  }
}

interface ValidationMessage {
  readonly message: string;
  readonly severity: number;
}

export class InputBox extends QuickInput {
  prompt: string | undefined;
  password = false;
  valueSelection: readonly [number, number] | undefined;
  validationMessage: string | ValidationMessage | undefined;

  /**
   * The line below the box: the validation message replaces the prompt. A plain string counts as an error, as in VS
   * Code.
   */
  get line(): { readonly text: string; readonly severity: 'none' | 'info' | 'warning' | 'error' } {
    const said = this.validationMessage;
    if (!said) return { text: this.prompt ?? '', severity: 'none' };
    if (typeof said === 'string') return { text: said, severity: 'error' };
    const { Info, Warning } = InputBoxValidationSeverity;
    if (said.severity === Info) return { text: said.message, severity: 'info' };
    return { text: said.message, severity: said.severity === Warning ? 'warning' : 'error' };
  }
}

export interface QuickPickItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: number;
  readonly buttons?: readonly QuickInputButton[];
}

export class QuickPick extends QuickInput {
  matchOnDescription = false;
  matchOnDetail = false;
  canSelectMany = false;
  /** Total number of rows passed for rendering; each crosses a process boundary. */
  rowsDrawn = 0;
  selectedItems: readonly QuickPickItem[] = [];
  #items: readonly QuickPickItem[] = [];
  #activeItems: readonly QuickPickItem[] = [];
  readonly #active = new EventEmitter<readonly QuickPickItem[]>();
  readonly onDidChangeActive = this.#active.event;
  readonly #itemButton = new EventEmitter<{ readonly item: QuickPickItem; readonly button: QuickInputButton }>();
  readonly onDidTriggerItemButton = this.#itemButton.event;

  override get listeners(): number {
    return super.listeners + this.#active.listeners + this.#itemButton.listeners;
  }

  get items(): readonly QuickPickItem[] {
    return this.#items;
  }

  /** Activates the first row, like VS Code. */
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

  /** Labels from top to bottom; a separator reads `-- label`. */
  get labels(): readonly string[] {
    return this.#items.map((item) => (isRow(item) ? item.label : `-- ${item.label}`));
  }

  /** Simulates moving to the row whose texts contain this. */
  moveTo(text: string): void {
    this.mustBeVisible();
    this.activeItems = [this.row(text)];
  }

  /** Simulates the button with this tooltip at the end of a row. */
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
