import * as vscode from 'vscode';
import { escapeIcons, escapeLinks } from '../text/escape';

/** A quick pick row whose texts are plain: icon syntax in them is shown literally. */
export interface RowFacts extends vscode.QuickPickItem {
  /** Id of the icon before the label. */
  readonly icon?: string | undefined;
}

/** Marks rows created by {@link escapeRow}, so that a list cannot take unescaped rows. */
class Escaped {
  declare protected readonly isDrawn: true;
}

/** An escaped row. */
export type EscapedRow<T extends RowFacts> = T & Escaped;

/** Returns the row with its icon and escaped texts. */
export function escapeRow<T extends RowFacts>(row: T): EscapedRow<T> {
  const { icon, description, detail } = row;
  const label = escapeIcons(row.label);
  return Object.assign(new Escaped(), row, {
    label: icon === undefined ? label : `$(${icon}) ${label}`,
    ...(description !== undefined && { description: escapeIcons(description) }),
    ...(detail !== undefined && { detail: escapeIcons(detail) }),
  });
}

/** Asks the user to pick one row. Undefined if canceled. Stays open when it loses focus. */
export async function showPick<T extends RowFacts>(
  rows: readonly T[] | Promise<readonly T[]>,
  options: Omit<vscode.QuickPickOptions, 'ignoreFocusOut' | 'canPickMany'>,
): Promise<T | undefined> {
  const items =
    'then' in rows ? rows.then((all) => all.map((each) => escapeRow(each))) : rows.map((each) => escapeRow(each));
  return vscode.window.showQuickPick(items, { ...options, ignoreFocusOut: true });
}

/** An input box whose prompt and validation message show links, commands and icons literally. */
export class TextBox implements vscode.Disposable {
  readonly #input = vscode.window.createInputBox();

  /** The input box without its unescaped texts. */
  get input(): Omit<vscode.InputBox, 'prompt' | 'validationMessage'> {
    return this.#input;
  }

  /** Sets the prompt below the box. */
  set prompt(text: string) {
    this.#input.prompt = escaped(text);
  }

  /** Shows a validation message in place of the prompt; undefined clears it. */
  showValidation(message: string | undefined, severity: vscode.InputBoxValidationSeverity): void {
    this.#input.validationMessage = message === undefined ? '' : { message: escaped(message), severity };
  }

  dispose(): void {
    this.#input.dispose();
  }
}

/** Asks for a text. Undefined if canceled. Stays open when it loses focus. */
export async function askText(
  options: Omit<vscode.InputBoxOptions, 'ignoreFocusOut' | 'validateInput'> & {
    /** Returns the validation error of a text; undefined if valid. */
    readonly check?: (text: string) => string | undefined;
  },
): Promise<string | undefined> {
  const { check, prompt, ...others } = options;
  return vscode.window.showInputBox({
    ...others,
    ignoreFocusOut: true,
    ...(prompt !== undefined && { prompt: escaped(prompt) }),
    ...(check && {
      validateInput: (text) => {
        const problem = check(text);
        return problem === undefined ? undefined : escaped(problem);
      },
    }),
  });
}

function escaped(text: string): string {
  return escapeIcons(escapeLinks(text));
}
