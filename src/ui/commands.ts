import * as vscode from 'vscode';
import { InvalidArgumentError, isModelArtsError } from '../model/errors';
import { type Disposable, disposeAll } from '../util/disposable';
import type { Logger } from '../util/logger';
import { fieldsOf, textOf } from '../util/text';
import { COMMANDS, type CommandId } from './ids';
import { type LoadUi, logError, showError } from './showError';
import type { RequestedOperation } from './text/errorMessage';

/** Command handlers by id. `selected` has the selected rows, if the command was called from a tree. */
export type CommandActions = Readonly<Record<CommandId, (argument: unknown, selected?: unknown) => unknown>>;

/** Commands that take no argument. */
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

/** Commands that send a request; others only show or copy loaded data. */
const SENDING_REQUESTS: ReadonlySet<string> = new Set([
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

/** Returns the operation of a command, if it determines the permissions named in error messages. */
function operationOf(id: string): RequestedOperation {
  return id === COMMANDS.saveImage || id === COMMANDS.saveAgain ? 'save' : undefined;
}

/** Returns a view's selected rows, by the view name used in keybindings. */
export type Selections = Readonly<Record<string, () => readonly unknown[]>>;

/**
 * Returns the selected rows for a keybinding, which VS Code calls without a row: package.json passes `{ kind:
 * 'selection', view }`. Undefined for any other argument.
 */
function selectedRowsOf(argument: unknown, selections: Selections): readonly unknown[] | undefined {
  const { kind, view } = fieldsOf(argument);
  return kind === 'selection' && typeof view === 'string' ? (selections[view]?.() ?? []) : undefined;
}

/**
 * Registers all commands. A user sees a failure as a message. A failure rejects the returned promise if code passed an
 * argument, or if the argument is invalid.
 *
 * @param selections returns the selected rows of each view, for keybindings
 * @param beforeRequest called before a command that sends a request, if a user runs it
 */
export function registerCommands(
  actions: CommandActions,
  log: Logger,
  isFromCode: (argument: unknown) => boolean,
  loadUi: LoadUi,
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
        throw new Error((await loadUi()).errorText(error, operationOf(id)), { cause: error });
      }
      // Not awaited: the message stays open after the command has ended.
      void showError(error, log, loadUi, { operation: operationOf(id), notebook: notebookName(argument) });
      return undefined;
    }
  };
  return disposeAll(
    Object.entries(actions).map(([id, action]) =>
      vscode.commands.registerCommand(id, (argument: unknown, selected: unknown) => {
        const rows = selectedRowsOf(argument, selections);
        if (rows?.length === 0) return undefined;
        const [subject, selectedRows] = rows ? [rows[0], rows] : [argument, selected];
        if (SENDING_REQUESTS.has(id) && !isFromCode(subject)) beforeRequest();
        return run(id, action, subject, selectedRows);
      }),
    ),
  );
}

/** Returns the notebook name if the argument is a notebook row. */
function notebookName(argument: unknown): string | undefined {
  return textOf(fieldsOf(fieldsOf(argument)['notebook'])['name']);
}
