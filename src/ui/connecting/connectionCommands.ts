import type * as OnDemand from '../../onDemand';
import type { CommandActions } from '../commands';
import { COMMANDS } from '../ids';
import type { ConnectingOptions } from './connectingOptions';

type Ids = 'addConnection' | 'manageConnections' | 'updateCredentials';

/** The commands about connections; what they show is loaded when one is first asked for. */
export function connectionCommands(
  options: ConnectingOptions,
  load: () => Promise<typeof OnDemand>,
): Pick<CommandActions, (typeof COMMANDS)[Ids]> {
  return {
    [COMMANDS.addConnection]: async () => (await load()).addConnectionCommand(options),
    [COMMANDS.manageConnections]: async () => (await load()).manageConnectionsCommand(options),
    [COMMANDS.updateCredentials]: async (argument) => (await load()).updateCredentialsCommand(options, argument),
  };
}
