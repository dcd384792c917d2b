import * as vscode from 'vscode';
import { sentences } from '../text/sentences';
import type { Answer, Step } from './answer';
import { TextBox } from './quickInput';

/** What is said of a typed value: `stop` keeps it from being taken, `warn` does not. One sentence. */
export interface Verdict {
  readonly severity: 'stop' | 'warn';
  readonly message: string;
}

/** One box of a flow. */
export interface InputStep extends Step {
  readonly placeholder: string;
  readonly value: string;
  /** The part of a proposed value to select, from and to; without it, all of it. */
  readonly select?: (value: string) => readonly [number, number];
  /** Dots in place of what is typed. */
  readonly password?: boolean;
  /** The line under the box while nothing is wrong; it stands behind what is wrong, too. */
  readonly prompt: (value: string) => string;
  readonly check: (value: string) => Verdict | undefined;
  /** Said until something is done in the box: why the person is asked, or asked again. */
  readonly note?: string | undefined;
  /**
   * Another value in place of one that was stopped; it is put into the box, and not taken yet. A proposed value that `later` shows
   * to be wrong is replaced at once, unless something was typed.
   */
  readonly instead?: (value: string) => Pick<InputStep, 'value' | 'note'> | undefined;
  /** When it resolves, what `check` and `prompt` say may be another thing. Never rejects. */
  readonly later?: Promise<unknown>;
  /** A button in the title: takes the value as Enter does, after `choose`. */
  readonly option?: { readonly icon: string; readonly tooltip: string; readonly choose: () => void };
  /** Does what the value is for; the box stays open while it does, and where it is answered with what is wrong. */
  readonly submit?: (value: string, signal: AbortSignal) => Promise<Verdict | undefined>;
}

/**
 * Asks for one value. Each keystroke is checked: a `stop` keeps Enter from being taken (an input box does not do that
 * by itself), a `warn` does not. An empty box is not wrong before anything is done in it. Looking elsewhere keeps the box
 * open; Esc leaves the whole flow.
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
  readonly #listening: vscode.Disposable[] = [];
  #note: string | undefined;
  /** False until something was done in the box, or there was something in it. */
  #judging: boolean;
  #isTyped = false;

  constructor(private readonly step: InputStep) {
    this.#note = step.note;
    this.#judging = step.value !== '';
    Object.assign(this.#box, {
      title: step.title,
      step: step.step,
      totalSteps: step.totalSteps,
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
    void this.step.later?.then(() => this.#checkAgain());
    return new Promise((resolve, reject) => {
      this.#listening.push(
        this.#box.onDidChangeValue(() => this.#typed()),
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
    for (const each of this.#listening) each.dispose();
    this.#text.dispose();
  }

  get #value(): string {
    return this.#box.value.trim();
  }

  #checkAgain(): void {
    const isProposal = !this.#isTyped && this.#value === this.step.value;
    if (isProposal && this.step.check(this.#value)?.severity === 'stop') this.#put(this.step.instead?.(this.#value));
    else this.#draw();
  }

  #typed(): void {
    this.#isTyped = true;
    this.#note = undefined;
    this.#judging = true;
    this.#draw();
  }

  async #accept(resolve: (answer: Answer<string>) => void): Promise<void> {
    const value = this.#value;
    this.#judging = true;
    if (this.step.check(value)?.severity === 'stop') {
      this.#put(this.step.instead?.(value));
      return;
    }
    const refusal = await this.#submit(value);
    if (this.#open.signal.aborted) return;
    if (refusal) this.#say(refusal);
    else resolve({ kind: 'next', value });
  }

  #put(other: Pick<InputStep, 'value' | 'note'> | undefined): void {
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
    const verdict = this.#judging ? this.step.check(this.#value) : undefined;
    this.#say(verdict ?? (this.#note === undefined ? undefined : { severity: 'warn', message: this.#note }));
  }

  /** What is wrong stands where the prompt would, so it says both. */
  #say(verdict: Verdict | undefined): void {
    const { Error: stop, Warning: warn } = vscode.InputBoxValidationSeverity;
    const message = verdict && sentences(verdict.message, this.step.prompt(this.#value));
    this.#text.say(message, verdict?.severity === 'stop' ? stop : warn);
  }
}

function optionButton({ option }: InputStep): readonly vscode.QuickInputButton[] {
  return option ? [{ iconPath: new vscode.ThemeIcon(option.icon), tooltip: option.tooltip }] : [];
}
