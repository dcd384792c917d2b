import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../util/disposable';
import type { Logger } from '../util/logger';
import { InvalidArgumentError, isModelArtsError } from '../model/errors';
import { fieldsOf, textOf } from '../connections/fields';
import { COMMANDS, type CommandId } from './ids';
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

/**
 * Registers every command. People are told of a failure by a message; code that called with facts of its own is
 * told by a rejection whose message says why, and so is whoever passed an argument that the command does not take.
 *
 * @param onAsk called before a command that asks the service, when a person runs it
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
        throw new Error((await words()).errorText(error), { cause: error });
      }
      // The message stays until it is answered; the command is over.
      void showError(error, log, words, notebookName(argument));
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

/** Name of the notebook whose row a command was called on; undefined elsewhere. */
function notebookName(argument: unknown): string | undefined {
  return textOf(fieldsOf(fieldsOf(argument)['notebook'])['name']);
}
