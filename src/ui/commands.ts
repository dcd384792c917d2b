import * as vscode from 'vscode';
import { fieldsOf, textOf } from '../connections/fields';
import { InvalidArgumentError, isModelArtsError } from '../model/errors';
import { type Disposable, disposeAll } from '../util/disposable';
import type { Logger } from '../util/logger';
import { COMMANDS, type CommandId } from './ids';
import { type LoadUi, logError, showError } from './showError';
import type { RequestedOperation } from './text/errorMessage';

/** What each command does, by its id. `selected`: the rows that are selected, where a tree was asked. */
export type CommandActions = Readonly<Record<CommandId, (argument: unknown, selected?: unknown) => unknown>>;

/** Commands that are about nothing in particular. */
const WITHOUT_ARGUMENT: ReadonlySet<string> = new Set([
  COMMANDS.addConnection,
  COMMANDS.manageConnections,
  COMMANDS.startDemo,
  COMMANDS.refresh,
  COMMANDS.showLog,
  COMMANDS.diagnose,
  COMMANDS.filterNotebooks,
  COMMANDS.arrangeNotebooks,
  COMMANDS.clearNotebookFilter,
  COMMANDS.filterImages,
  COMMANDS.clearImageFilter,
]);

/** Commands that ask the service for something; the others only show or copy what is known. */
const ASKING: ReadonlySet<string> = new Set([
  COMMANDS.saveImage,
  COMMANDS.manageConnections,
  COMMANDS.refresh,
  COMMANDS.diagnose,
  COMMANDS.deleteImage,
  COMMANDS.checkSave,
  COMMANDS.saveAgain,
  COMMANDS.startNotebook,
  COMMANDS.stopNotebook,
  COMMANDS.renewLease,
  COMMANDS.openNotebook,
  COMMANDS.openSsh,
  COMMANDS.viewDetails,
]);

/** What a command requests, where that says which permissions it needs. */
function operationOf(id: string): RequestedOperation {
  return id === COMMANDS.saveImage || id === COMMANDS.saveAgain ? 'save' : undefined;
}

/** The rows that are selected in a view, by the word that keybindings have for it. */
export type Selections = Readonly<Record<string, () => readonly unknown[]>>;

/** VS Code tells a key of no row: package.json has it pass `{ kind: 'selection', view }`. Undefined for every other argument. */
function rowsOfKey(argument: unknown, selections: Selections): readonly unknown[] | undefined {
  const { kind, view } = fieldsOf(argument);
  return kind === 'selection' && typeof view === 'string' ? (selections[view]?.() ?? []) : undefined;
}

/**
 * Registers every command. A user sees a failure as a message. Code that passes facts of its own, or an argument that the command
 * does not take, gets a rejection whose message says why.
 *
 * @param selections where a key finds the rows it is meant for
 * @param beforeRequest called before a command that sends a request, when a user runs it
 */
export function registerCommands(
  actions: CommandActions,
  log: Logger,
  isFromCode: (argument: unknown) => boolean,
  words: LoadUi,
  beforeRequest: () => void,
  selections: Selections,
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
      void showError(error, log, words, { operation: operationOf(id), notebook: notebookName(argument) });
      return undefined;
    }
  };
  return disposeAll(
    Object.entries(actions).map(([id, action]) =>
      vscode.commands.registerCommand(id, (argument: unknown, selected: unknown) => {
        const rows = rowsOfKey(argument, selections);
        if (rows?.length === 0) return undefined;
        const [about, all] = rows ? [rows[0], rows] : [argument, selected];
        if (ASKING.has(id) && !isFromCode(about)) beforeRequest();
        return run(id, action, about, all);
      }),
    ),
  );
}

/** Name of the notebook whose row a command was called on; undefined elsewhere. */
function notebookName(argument: unknown): string | undefined {
  return textOf(fieldsOf(fieldsOf(argument)['notebook'])['name']);
}
