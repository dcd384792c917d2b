import { InputBox } from './inputBox';
import { QuickPick } from './quickPick';
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

export const window = {
  createInputBox: (): InputBox => made(new InputBox()),
  createQuickPick: (): QuickPick => made(new QuickPick()),
  showInformationMessage: message('information'),
  showWarningMessage: message('warning'),
  showErrorMessage: message('error'),
};
