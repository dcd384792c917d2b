import * as vscode from 'vscode';
import { InvalidArgumentError, isModelArtsError } from '../model/errors';
import { type Disposable, disposeAll } from '../util/disposable';
import type { Logger } from '../util/logger';
import { fieldsOf, textOf } from '../util/text';
import { isFromCode } from './commandArguments';
import { type Command, type CommandName, commandId } from './ids';
import { type LoadUi, logError, showError } from './showError';

/** Runs a command. `selected` has the selected rows, if the command was called from a tree. */
export type CommandHandler = (argument: unknown, selected?: unknown) => unknown;

/** The handlers of a list of commands, by name. */
export type Handlers<List extends readonly Command[]> = Readonly<Record<List[number]['name'], CommandHandler>>;

/** A command with its handler. */
export interface HandledCommand extends Command {
  readonly name: CommandName;
  readonly handle: CommandHandler;
}

/** Combines commands with their handlers, which are loaded when one of the commands runs. */
export function withHandlers<Name extends CommandName>(
  commands: readonly (Command & { readonly name: Name })[],
  load: () => Promise<Readonly<Record<Name, CommandHandler>>>,
): readonly HandledCommand[] {
  return commands.map((command) => ({
    ...command,
    handle: async (argument, selected) => (await load())[command.name](argument, selected),
  }));
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

/** Dependencies of {@link registerCommands}. */
export interface CommandOptions {
  readonly log: Logger;
  readonly loadUi: LoadUi;
  /** Called before a command that sends a request, if a user runs it. */
  readonly beforeRequest: () => void;
  /** Returns the selected rows of each view, for keybindings. */
  readonly selections: Selections;
}

/**
 * Registers all commands. A user sees a failure as a message. A failure rejects the returned promise if code passed an
 * argument, or if the argument is invalid.
 */
export function registerCommands(
  commands: readonly HandledCommand[],
  { log, loadUi, beforeRequest, selections }: CommandOptions,
): Disposable {
  const run = async (
    { handle, takesNothing, operation }: HandledCommand,
    argument: unknown,
    selected: unknown,
  ): Promise<unknown> => {
    try {
      if (takesNothing && isFromCode(argument)) throw new InvalidArgumentError('takesNothing');
      return await handle(argument, selected);
    } catch (error) {
      if (isFromCode(argument) || (isModelArtsError(error) && error.kind === 'invalidArgument')) {
        logError(error, log);
        throw new Error((await loadUi()).errorText(error, operation), { cause: error });
      }
      // Not awaited: the message stays open after the command has ended.
      void showError(error, log, loadUi, { operation, notebook: notebookName(argument) });
      return undefined;
    }
  };
  return disposeAll(
    commands.map((command) =>
      vscode.commands.registerCommand(commandId(command.name), (argument: unknown, selected: unknown) => {
        const rows = selectedRowsOf(argument, selections);
        if (rows?.length === 0) return undefined;
        const [subject, selectedRows] = rows ? [rows[0], rows] : [argument, selected];
        if (command.sendsRequests && !isFromCode(subject)) beforeRequest();
        return run(command, subject, selectedRows);
      }),
    ),
  );
}

/** Returns the notebook name if the argument is a notebook row. */
function notebookName(argument: unknown): string | undefined {
  return textOf(fieldsOf(fieldsOf(argument)['notebook'])['name']);
}
