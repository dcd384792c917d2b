import * as vscode from 'vscode';
import { sentences } from '../text/formats';
import type { Answer, Step } from './answer';
import { TextBox } from './quickInput';

/** A message about a typed value, one sentence. `stop` blocks Enter; `warn` does not. */
export interface Verdict {
  readonly severity: 'stop' | 'warn';
  readonly message: string;
}

/** A wizard step that takes text. */
export interface InputStep extends Step {
  readonly placeholder: string;
  readonly value: string;
  /** Returns the range of a proposed value to select; by default, all of it. */
  readonly select?: (value: string) => readonly [number, number];
  /** Whether to mask the text. */
  readonly password?: boolean;
  /** Returns the prompt below the box. It also follows a validation message. */
  readonly prompt: (value: string) => string;
  readonly check: (value: string) => Verdict | undefined;
  /** Shown until the user types, e.g. why the step is shown again. */
  readonly note?: string | undefined;
  /**
   * Returns a replacement for a value that `check` stopped. It is put into the box but not accepted. A proposed value
   * that is invalid after `revalidateAfter` is replaced at once, unless the user has typed.
   */
  readonly replacement?: (value: string) => Pick<InputStep, 'value' | 'note'> | undefined;
  /** `check` and `prompt` are evaluated again when this resolves. Never rejects. */
  readonly revalidateAfter?: Promise<unknown>;
  /** A title button. Calls `choose`, then accepts the value like Enter. */
  readonly option?: { readonly icon: string; readonly tooltip: string; readonly choose: () => void };
  /** Performs the step's action. The box stays open meanwhile, and also if it resolves with a verdict. */
  readonly submit?: (value: string, signal: AbortSignal) => Promise<Verdict | undefined>;
}

/**
 * Shows an input box and validates on each keystroke. A `stop` blocks Enter, which a VS Code input box does not do by
 * itself. An empty box shows no error before the user acts. The box stays open when it loses focus; Esc cancels the
 * flow.
 */
export async function askInput(step: InputStep): Promise<Answer<string>> {
  const box = new InputStepBox(step);
  try {
    return await box.answer();
  } finally {
    box.dispose();
  }
}

class InputStepBox implements vscode.Disposable {
  readonly #text = new TextBox();
  readonly #box = this.#text.input;
  readonly #open = new AbortController();
  readonly #listeners: vscode.Disposable[] = [];
  #note: string | undefined;
  /** False until the user acts, unless the box has an initial value. */
  #isValidating: boolean;
  #hasTyped = false;

  constructor(private readonly step: InputStep) {
    this.#note = step.note;
    this.#isValidating = step.value !== '';
    Object.assign(this.#box, {
      title: step.title,
      // A single step needs no step count.
      ...(step.totalSteps > 1 && { step: step.step, totalSteps: step.totalSteps }),
      placeholder: step.placeholder,
      value: step.value,
      valueSelection: step.select?.(step.value),
      password: step.password ?? false,
      ignoreFocusOut: true,
      buttons: [...(step.back ? [vscode.QuickInputButtons.Back] : []), ...optionButton(step)],
    });
  }

  answer(): Promise<Answer<string>> {
    this.#draw();
    void this.step.revalidateAfter?.then(() => this.#revalidate());
    return new Promise((resolve, reject) => {
      this.#listeners.push(
        this.#box.onDidChangeValue(() => this.#onType()),
        this.#box.onDidAccept(() => {
          this.#accept(resolve).catch(reject);
        }),
        this.#box.onDidTriggerButton((button) => {
          if (button === vscode.QuickInputButtons.Back) return resolve({ kind: 'back', value: this.#value });
          this.step.option?.choose();
          return this.#accept(resolve).catch(reject);
        }),
        this.#box.onDidHide(() => resolve({ kind: 'cancelled' })),
      );
      this.#box.show();
    });
  }

  dispose(): void {
    this.#open.abort();
    for (const listener of this.#listeners) listener.dispose();
    this.#text.dispose();
  }

  get #value(): string {
    return this.#box.value.trim();
  }

  #revalidate(): void {
    const isProposal = !this.#hasTyped && this.#value === this.step.value;
    if (isProposal && this.step.check(this.#value)?.severity === 'stop')
      this.#replaceValue(this.step.replacement?.(this.#value));
    else this.#draw();
  }

  #onType(): void {
    this.#hasTyped = true;
    this.#note = undefined;
    this.#isValidating = true;
    this.#draw();
  }

  async #accept(resolve: (answer: Answer<string>) => void): Promise<void> {
    const value = this.#value;
    this.#isValidating = true;
    if (this.step.check(value)?.severity === 'stop') {
      this.#replaceValue(this.step.replacement?.(value));
      return;
    }
    const refusal = await this.#submit(value);
    if (this.#open.signal.aborted) return;
    if (refusal) this.#showVerdict(refusal);
    else resolve({ kind: 'next', value });
  }

  #replaceValue(other: Pick<InputStep, 'value' | 'note'> | undefined): void {
    if (this.#open.signal.aborted) return;
    if (other) {
      this.#box.value = other.value;
      this.#box.valueSelection = this.step.select?.(other.value);
      this.#note = other.note;
    }
    this.#draw();
  }

  async #submit(value: string): Promise<Verdict | undefined> {
    if (!this.step.submit) return undefined;
    this.#box.busy = true;
    this.#box.enabled = false;
    try {
      return await this.step.submit(value, this.#open.signal);
    } finally {
      if (!this.#open.signal.aborted) {
        this.#box.busy = false;
        this.#box.enabled = true;
      }
    }
  }

  #draw(): void {
    if (this.#open.signal.aborted) return;
    this.#text.prompt = this.step.prompt(this.#value);
    const verdict = this.#isValidating ? this.step.check(this.#value) : undefined;
    this.#showVerdict(verdict ?? (this.#note === undefined ? undefined : { severity: 'warn', message: this.#note }));
  }

  /** Shows a verdict. It replaces the prompt, so it repeats the prompt. */
  #showVerdict(verdict: Verdict | undefined): void {
    const { Error: stop, Warning: warn } = vscode.InputBoxValidationSeverity;
    const message = verdict && sentences(verdict.message, this.step.prompt(this.#value));
    this.#text.showValidation(message, verdict?.severity === 'stop' ? stop : warn);
  }
}

function optionButton({ option }: InputStep): readonly vscode.QuickInputButton[] {
  return option ? [{ iconPath: new vscode.ThemeIcon(option.icon), tooltip: option.tooltip }] : [];
}
