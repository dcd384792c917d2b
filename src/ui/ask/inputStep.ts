import * as vscode from 'vscode';
import type { Finding } from '../../model/finding';

/** One box of a flow. */
export interface InputStep {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly placeholder: string;
  readonly value: string;
  /** The line under the box while nothing is wrong. */
  readonly prompt: (value: string) => string;
  readonly check: (value: string) => Finding | undefined;
  readonly describe: (finding: Finding) => string;
}

/** How a person left a box. `back` keeps what was typed. */
export type InputAnswer = { readonly kind: 'next' | 'back'; readonly value: string } | { readonly kind: 'cancelled' };

/**
 * Asks for one value. Each keystroke is checked: a `stop` keeps Enter from being taken (an input box does not do that
 * by itself), a `warn` does not. An empty box is not wrong before anything is done in it. Looking elsewhere keeps the box
 * open; Esc leaves the whole flow.
 */
export async function askInput(step: InputStep): Promise<InputAnswer> {
  const box = vscode.window.createInputBox();
  Object.assign(box, {
    title: step.title,
    step: step.step,
    totalSteps: step.totalSteps,
    placeholder: step.placeholder,
    value: step.value,
    ignoreFocusOut: true,
    buttons: step.step > 1 ? [vscode.QuickInputButtons.Back] : [],
  });
  const draw = (): void => {
    box.prompt = step.prompt(box.value.trim());
    box.validationMessage = validationMessage(step, box.value.trim());
  };
  if (step.value === '') box.prompt = step.prompt('');
  else draw();
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise<InputAnswer>((resolve) => {
      listening.push(
        box.onDidChangeValue(draw),
        box.onDidAccept(() => {
          const value = box.value.trim();
          if (step.check(value)?.severity === 'stop') draw();
          else resolve({ kind: 'next', value });
        }),
        box.onDidTriggerButton(() => resolve({ kind: 'back', value: box.value.trim() })),
        box.onDidHide(() => resolve({ kind: 'cancelled' })),
      );
      box.show();
    });
  } finally {
    for (const each of listening) each.dispose();
    box.dispose();
  }
}

/** What is wrong stands where the prompt would, so it says both. */
function validationMessage(
  { check, describe, prompt }: InputStep,
  value: string,
): vscode.InputBoxValidationMessage | string {
  const finding = check(value);
  if (!finding) return '';
  const { Error: stop, Warning: warn } = vscode.InputBoxValidationSeverity;
  return { message: `${describe(finding)} ${prompt(value)}`, severity: finding.severity === 'stop' ? stop : warn };
}
