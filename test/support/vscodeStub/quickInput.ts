import { EventEmitter } from './eventEmitter';
import { screen } from './screen';

export interface QuickInputButton {
  readonly tooltip: string;
}

export const QuickInputButtons: { readonly Back: QuickInputButton } = { Back: { tooltip: 'Back' } };

/** What an input box and a quick pick have in common, and what a person can do with either. */
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

  /** Takes the place of what was shown: there is one at a time. */
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

  /** Hides, and tells so, as VS Code does. */
  dispose(): void {
    this.hide();
    this.disposed = true;
  }

  /** How many listen to it at this moment. */
  get listeners(): number {
    return [this.#changed, this.#accepted, this.#hidden, this.#triggered].reduce(
      (sum, each) => sum + each.listeners,
      0,
    );
  }

  /** The person replaces the whole text. */
  type(text: string): void {
    this.mustBeVisible();
    this.value = text;
    this.#changed.fire(text);
  }

  /** The person presses Enter; VS Code tells so whatever the validation message says. */
  enter(): void {
    this.mustBeVisible();
    this.#accepted.fire(undefined);
  }

  /** The person presses Esc. */
  escape(): void {
    this.mustBeVisible();
    this.hide();
  }

  /** The person clicks elsewhere. */
  lookElsewhere(): void {
    this.mustBeVisible();
    if (!this.ignoreFocusOut) this.hide();
  }

  back(): void {
    this.mustBeVisible();
    if (!this.buttons.includes(QuickInputButtons.Back)) throw new Error(`"${this.title}" has no Back button`);
    this.#triggered.fire(QuickInputButtons.Back);
  }

  /** The person presses the button in the title with this tooltip. */
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
