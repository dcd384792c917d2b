import { QuickInput } from './quickInput';

export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 } as const;

interface ValidationMessage {
  readonly message: string;
  readonly severity: number;
}

export class InputBox extends QuickInput {
  prompt: string | undefined;
  password = false;
  valueSelection: readonly [number, number] | undefined;
  validationMessage: string | ValidationMessage | undefined;

  /** The line under the box: what is wrong takes the place of the prompt. A bare text counts as an error, as in VS Code. */
  get line(): { readonly text: string; readonly severity: 'none' | 'info' | 'warning' | 'error' } {
    const said = this.validationMessage;
    if (!said) return { text: this.prompt ?? '', severity: 'none' };
    if (typeof said === 'string') return { text: said, severity: 'error' };
    const { Info, Warning } = InputBoxValidationSeverity;
    if (said.severity === Info) return { text: said.message, severity: 'info' };
    return { text: said.message, severity: said.severity === Warning ? 'warning' : 'error' };
  }
}
