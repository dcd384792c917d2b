import type * as vscode from 'vscode';
import { InputBox, QuickPick, type QuickPickItem } from './quickInput';
import { type ShownMessage, screen, type TreeProvider } from './screen';
import { EventEmitter, ProgressLocation } from './values';

/** Like VS Code, resolves when the user answers. */
function message(severity: ShownMessage['severity']) {
  return (text: string, ...rest: readonly (string | vscode.MessageOptions)[]): Promise<string | undefined> =>
    new Promise((resolve) => {
      const options = rest.find((each) => typeof each === 'object');
      const actions = rest.filter((each) => typeof each === 'string');
      const answer = (action: string | undefined): void => {
        if (action !== undefined && !actions.includes(action)) throw new Error(`"${text}" has no button "${action}"`);
        resolve(action);
      };
      screen.messages.push({
        severity,
        text,
        modal: options?.modal ?? false,
        detail: options?.detail,
        actions,
        answer,
      });
    });
}

function made<T extends InputBox | QuickPick>(input: T): T {
  screen.made.push(input);
  return input;
}

/** Shows a quick pick and resolves with the selection; undefined = canceled. */
async function showQuickPick(
  items: readonly QuickPickItem[] | Promise<readonly QuickPickItem[]>,
  { title, placeHolder, ignoreFocusOut = false }: vscode.QuickPickOptions = {},
): Promise<QuickPickItem | undefined> {
  const pick = made(new QuickPick());
  Object.assign(pick, { title, placeholder: placeHolder, ignoreFocusOut });
  pick.show();
  pick.items = await items;
  const listening: { dispose(): void }[] = [];
  try {
    return await new Promise((resolve) => {
      listening.push(
        pick.onDidAccept(() => resolve(pick.selectedItems[0])),
        pick.onDidHide(() => resolve(undefined)),
      );
    });
  } finally {
    for (const each of listening) each.dispose();
    pick.dispose();
  }
}

type ProgressOptions = Omit<vscode.ProgressOptions, 'location'> & { readonly location: number };

type Work<T> = (
  progress: { report(step: { readonly message: string; readonly increment?: number }): void },
  token: { readonly onCancellationRequested: (listener: () => void) => { dispose(): void } },
) => Promise<T>;

/** Stays visible until the work is done. */
async function withProgress<T>({ location, title = '', cancellable }: ProgressOptions, work: Work<T>): Promise<T> {
  const cancelled = new EventEmitter<undefined>();
  const messages: string[] = [];
  const increments: (number | undefined)[] = [];
  const cancel = (): void => {
    if (!cancellable) throw new Error(`"${title}" cannot be cancelled`);
    cancelled.fire(undefined);
  };
  const shown = { title, messages, increments, isNotification: location === ProgressLocation.Notification, cancel };
  screen.progress.push(shown);
  try {
    return await work(
      {
        report: ({ message: text, increment }) => {
          messages.push(text);
          increments.push(increment);
        },
      },
      { onCancellationRequested: cancelled.event },
    );
  } finally {
    screen.progress = screen.progress.filter((each) => each !== shown);
  }
}

/** A tree view that records the revealed rows. */
export class View {
  visible = true;
  description = '';
  message = '';
  badge: object | undefined;
  readonly #visibility = new EventEmitter<{ readonly visible: boolean }>();
  readonly onDidChangeVisibility = this.#visibility.event;
  readonly onDidCollapseElement = new EventEmitter<unknown>().event;
  readonly #expanded = new EventEmitter<{ readonly element: unknown }>();
  readonly onDidExpandElement = this.#expanded.event;
  readonly revealed: { readonly element: unknown; readonly options: unknown }[] = [];
  /** Loads the children of an element, like VS Code when it is expanded. */
  drawBelow: (element: unknown) => Promise<unknown> = async () => undefined;

  show(visible: boolean): void {
    this.visible = visible;
    this.#visibility.fire({ visible });
  }

  async reveal(element: unknown, options: unknown): Promise<void> {
    this.revealed.push({ element, options });
    await this.expand(element);
  }

  /** Simulates expanding or revealing a row. */
  async expand(element: unknown): Promise<void> {
    this.#expanded.fire({ element });
    await this.drawBelow(element);
  }

  dispose(): void {}
}

const state = { focused: true };
const focusChanged = new EventEmitter<typeof state>();

/** Simulates the window gaining or losing the focus. */
export function focusWindow(focused: boolean): void {
  state.focused = focused;
  focusChanged.fire(state);
}

const nothing = (): undefined => undefined;

export const window = {
  state,
  onDidChangeWindowState: focusChanged.event,
  get activeTextEditor(): { readonly document: { readonly uri: unknown } } | undefined {
    return screen.activeFile === undefined ? undefined : { document: { uri: screen.activeFile } };
  },
  withProgress,
  showQuickPick,
  showInputBox: async (): Promise<string | undefined> => screen.inputAnswer,
  createInputBox: (): InputBox => made(new InputBox()),
  createQuickPick: (): QuickPick => made(new QuickPick()),
  createTreeView: (id: string, { treeDataProvider }: { readonly treeDataProvider: TreeProvider }): View => {
    screen.trees.set(id, treeDataProvider);
    return new View();
  },
  createStatusBarItem: (): object => {
    const item = { text: '', show: nothing, hide: nothing, dispose: nothing };
    screen.statusItems.push(item);
    return item;
  },
  createOutputChannel: (): object => {
    const [trace, debug, info, warn, error] = Array.from({ length: 5 }, () => nothing);
    return { trace, debug, info, warn, error, show: nothing, dispose: nothing };
  },
  setStatusBarMessage: (text: string): object => {
    screen.statusMessages.push(text);
    return { dispose: nothing };
  },
  showTextDocument: async (): Promise<void> => undefined,
  showInformationMessage: message('information'),
  showWarningMessage: message('warning'),
  showErrorMessage: message('error'),
};
