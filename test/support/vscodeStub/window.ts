import { EventEmitter } from './eventEmitter';
import { InputBox } from './inputBox';
import { QuickPick, type QuickPickItem } from './quickPick';
import { screen, type ShownMessage } from './screen';

interface MessageOptions {
  readonly modal?: boolean;
  readonly detail?: string;
}

type Message = (text: string, ...rest: readonly (string | MessageOptions)[]) => Promise<string | undefined>;

/** Waits, as VS Code does, until the person answers. */
function message(severity: ShownMessage['severity']): Message {
  return (text, ...rest) =>
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

interface PickOptions {
  readonly title?: string;
  readonly placeHolder?: string;
  readonly ignoreFocusOut?: boolean;
}

/** One list to choose from: what is chosen, or undefined when the person leaves it. */
async function showQuickPick(
  items: readonly QuickPickItem[] | Promise<readonly QuickPickItem[]>,
  { title, placeHolder, ignoreFocusOut = false }: PickOptions = {},
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

export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 } as const;

interface ProgressOptions {
  readonly location: number;
  readonly title?: string;
  readonly cancellable: boolean;
}

interface Token {
  readonly onCancellationRequested: (hear: () => void) => { dispose(): void };
}

type Work<T> = (
  progress: { report(step: { readonly message: string; readonly increment?: number }): void },
  token: Token,
) => Promise<T>;

/** On the screen until the work is over. */
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

/** An item that stays in the list of what was shown. */
function createStatusBarItem() {
  const item = { text: '', tooltip: '', show: () => undefined, hide: () => undefined, dispose: () => undefined };
  screen.statusBar.push(item);
  return item;
}

export const StatusBarAlignment = { Left: 1, Right: 2 } as const;

export const window = {
  createStatusBarItem,
  setStatusBarMessage: (text: string): void => void screen.statusBar.push({ text }),
  withProgress,
  showQuickPick,
  createInputBox: (): InputBox => made(new InputBox()),
  createQuickPick: (): QuickPick => made(new QuickPick()),
  showInformationMessage: message('information'),
  showWarningMessage: message('warning'),
  showErrorMessage: message('error'),
};
