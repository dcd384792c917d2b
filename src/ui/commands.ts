import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../util/disposable';
import type { Logger } from '../util/logger';
import { InvalidArgumentError, isModelArtsError } from '../model/errors';
import { COMMANDS, type CommandId } from './ids';
import type { RequestedOperation } from './messages/errorMessage';
import { type LoadErrorWords, logError, showError } from './showError';

/** What each command does, by its id. `selected`: the rows that are selected, where a tree was asked. */
export type CommandActions = Readonly<Record<CommandId, (argument: unknown, selected?: unknown) => unknown>>;

/** Commands that are about nothing in particular. */
const WITHOUT_ARGUMENT: ReadonlySet<string> = new Set([
  COMMANDS.addConnection,
  COMMANDS.switchConnection,
  COMMANDS.removeConnection,
  COMMANDS.startDemo,
  COMMANDS.refresh,
  COMMANDS.showLog,
  COMMANDS.diagnose,
  COMMANDS.filterImages,
  COMMANDS.clearImageFilter,
  COMMANDS.showSaves,
  COMMANDS.filterNotebooks,
  COMMANDS.clearFilter,
  COMMANDS.groupNotebooks,
  COMMANDS.sortNotebooks,
]);

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

/** What a command requests, where that says which permissions it needs. */
function operationOf(id: string): RequestedOperation {
  return id === COMMANDS.saveImage || id === COMMANDS.quickSave || id === COMMANDS.saveAgain ? 'save' : undefined;
}

/**
 * Registers every command. A user sees a failure as a message. Code that passes facts of its own, or an argument that the command
 * does not take, gets a rejection whose message says why.
 *
 * @param onAsk called before a command that sends a request, when a user runs it
 */
export function registerCommands(
  actions: CommandActions,
  log: Logger,
  isFromCode: (argument: unknown) => boolean,
  words: LoadErrorWords,
  onAsk: () => void,
): Disposable {
  const run = async (
    id: string,
    action: CommandActions[CommandId],
    argument: unknown,
    selected: unknown,
  ): Promise<unknown> => {
    try {
      if (WITHOUT_ARGUMENT.has(id) && isFromCode(argument)) throw new InvalidArgumentError('takesNothing');
      return await action(argument, selected);
    } catch (error) {
      if (isFromCode(argument) || (isModelArtsError(error) && error.kind === 'invalidArgument')) {
        logError(error, log);
        throw new Error((await words()).errorText(error, operationOf(id)), { cause: error });
      }
      // The message stays until it is answered; the command is over.
      void showError(error, log, words, operationOf(id));
      return undefined;
    }
  };
  return disposeAll(
    Object.entries(actions).map(([id, action]) =>
      vscode.commands.registerCommand(id, (argument: unknown, selected: unknown) => {
        if (ASKING.has(id) && !isFromCode(argument)) onAsk();
        return run(id, action, argument, selected);
      }),
    ),
  );
}
