import type { CommandActions } from '../commands';
import { COMMANDS } from '../ids';
import type { addConnectionCommand } from './addConnection';
import type { ConnectionDeps } from './connectionDeps';
import type { manageConnectionsCommand } from './manageConnections';
import type { updateCredentialsCommand } from './updateCredentials';

type Ids = 'addConnection' | 'manageConnections' | 'updateCredentials';

/** Loads the connection commands. */
export type LoadConnectionCommands = () => Promise<{
  readonly addConnectionCommand: typeof addConnectionCommand;
  readonly manageConnectionsCommand: typeof manageConnectionsCommand;
  readonly updateCredentialsCommand: typeof updateCredentialsCommand;
}>;

/** Returns the connection commands. Loads their implementation on first use. */
export function connectionCommands(
  options: ConnectionDeps,
  load: LoadConnectionCommands,
): Pick<CommandActions, (typeof COMMANDS)[Ids]> {
  return {
    [COMMANDS.addConnection]: async () => (await load()).addConnectionCommand(options),
    [COMMANDS.manageConnections]: async () => (await load()).manageConnectionsCommand(options),
    [COMMANDS.updateCredentials]: async (argument) => (await load()).updateCredentialsCommand(options, argument),
  };
}
