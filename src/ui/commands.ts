import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../util/disposable';
import type { Logger } from '../util/logger';
import { COMMANDS, type CommandId } from './ids';
import { type LoadErrorWords, logError, showError } from './showError';

/** What each command does, by its id. `selected`: the rows that are selected, where a tree was asked. */
export type CommandActions = Readonly<Record<CommandId, (argument: unknown, selected?: unknown) => unknown>>;

/** Commands that ask the service for something; the others only show or copy what is known. */
const ASKING: ReadonlySet<string> = new Set([
  COMMANDS.saveImage,
  COMMANDS.quickSave,
  COMMANDS.switchConnection,
  COMMANDS.refresh,
  COMMANDS.diagnose,
  COMMANDS.viewImageDetails,
  COMMANDS.deleteImage,
  COMMANDS.resumeFollowing,
  COMMANDS.checkSave,
  COMMANDS.saveAgain,
  COMMANDS.startNotebook,
  COMMANDS.stopNotebook,
  COMMANDS.renewLease,
  COMMANDS.openNotebook,
  COMMANDS.openSsh,
  COMMANDS.viewNotebookDetails,
]);

/**
 * Registers every command. `onAsk` is called before a command that asks the service, when a person runs it. People are told of a failure by a message; code that called with facts of its own is
 * told by a rejection whose message says why.
 */
export function registerCommands(
  actions: CommandActions,
  log: Logger,
  isFromCode: (argument: unknown) => boolean,
  words: LoadErrorWords,
  onAsk: () => void,
): Disposable {
  const run = async (action: CommandActions[CommandId], argument: unknown, selected: unknown): Promise<unknown> => {
    try {
      return await action(argument, selected);
    } catch (error) {
      if (isFromCode(argument)) {
        logError(error, log);
        throw new Error((await words()).errorText(error), { cause: error });
      }
      // The message stays until it is answered; the command is over.
      void showError(error, log, words);
      return undefined;
    }
  };
  return disposeAll(
    Object.entries(actions).map(([id, action]) =>
      vscode.commands.registerCommand(id, (argument: unknown, selected: unknown) => {
        if (ASKING.has(id) && !isFromCode(argument)) onAsk();
        return run(action, argument, selected);
      }),
    ),
  );
}
