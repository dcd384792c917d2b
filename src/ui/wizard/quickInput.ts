import * as vscode from 'vscode';
import { escapeIcons } from '../text/escapeIcons';
import { escapeLinks } from '../text/escapeLinks';

/** A row of a list before it is drawn. Its texts are plain: none of them draws an icon. */
export interface RowFacts extends vscode.QuickPickItem {
  /** Name of the icon before the label. */
  readonly icon?: string | undefined;
}

/** Only {@link drawn} makes one, so that a list takes no row that did not pass through it. */
class Drawn {
  declare protected readonly isDrawn: true;
}

/** A row that can be put into a list. */
export type DrawnRow<T extends RowFacts> = T & Drawn;

/** The row as VS Code draws it: its icon, and texts as they are written. */
export function drawn<T extends RowFacts>(row: T): DrawnRow<T> {
  const { icon, description, detail } = row;
  const label = escapeIcons(row.label);
  return Object.assign(new Drawn(), row, {
    label: icon === undefined ? label : `$(${icon}) ${label}`,
    ...(description !== undefined && { description: escapeIcons(description) }),
    ...(detail !== undefined && { detail: escapeIcons(detail) }),
  });
}

/** A list that stays open until it is disposed. */
export function createPick<T extends RowFacts>(): vscode.QuickPick<DrawnRow<T>> {
  return vscode.window.createQuickPick<DrawnRow<T>>();
}

/** Lets a person pick one of these rows; undefined when they back out. Looking elsewhere keeps the list open. */
export async function showPick<T extends RowFacts>(
  rows: readonly T[] | Promise<readonly T[]>,
  options: Omit<vscode.QuickPickOptions, 'ignoreFocusOut' | 'canPickMany'>,
): Promise<T | undefined> {
  const items = 'then' in rows ? rows.then((all) => all.map((each) => drawn(each))) : rows.map((each) => drawn(each));
  return vscode.window.showQuickPick(items, { ...options, ignoreFocusOut: true });
}

/** An input box. The line under it draws no link, no command and no icon. */
export class TextBox implements vscode.Disposable {
  readonly #input = vscode.window.createInputBox();

  /** Everything but the line under the box. */
  get input(): Omit<vscode.InputBox, 'prompt' | 'validationMessage'> {
    return this.#input;
  }

  /** Sets the line under the box, while nothing is wrong. */
  set prompt(text: string) {
    this.#input.prompt = plain(text);
  }

  /** Says what is wrong, in place of the prompt; undefined = nothing is. */
  say(message: string | undefined, severity: vscode.InputBoxValidationSeverity): void {
    this.#input.validationMessage = message === undefined ? '' : { message: plain(message), severity };
  }

  dispose(): void {
    this.#input.dispose();
  }
}

/** Asks for one text; undefined when the person backs out. Looking elsewhere keeps the box open. */
export async function askText(
  options: Omit<vscode.InputBoxOptions, 'ignoreFocusOut' | 'validateInput'> & {
    /** What is wrong with a text. */
    readonly check?: (text: string) => string | undefined;
  },
): Promise<string | undefined> {
  const { check, prompt, ...others } = options;
  return vscode.window.showInputBox({
    ...others,
    ignoreFocusOut: true,
    ...(prompt !== undefined && { prompt: plain(prompt) }),
    ...(check && {
      validateInput: (text) => {
        const wrong = check(text);
        return wrong === undefined ? undefined : plain(wrong);
      },
    }),
  });
}

function plain(text: string): string {
  return escapeIcons(escapeLinks(text));
}
