import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../util/disposable';
import type { Logger } from '../util/logger';
import type { CommandId } from './ids';
import { type LoadErrorWords, logError, showError } from './showError';

/** What each command does, by its id. `selected`: the rows that are selected, where a tree was asked. */
export type CommandActions = Readonly<Record<CommandId, (argument: unknown, selected?: unknown) => unknown>>;

/**
 * Registers every command. People are told of a failure by a message; code that called with facts of its own is
 * told by a rejection whose message says why.
 */
export function registerCommands(
  actions: CommandActions,
  log: Logger,
  isFromCode: (argument: unknown) => boolean,
  words: LoadErrorWords,
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
      vscode.commands.registerCommand(id, (argument: unknown, selected: unknown) => run(action, argument, selected)),
    ),
  );
}
