import type * as OnDemand from '../../onDemand';
import type { CommandActions } from '../commands';
import { COMMANDS } from '../ids';
import type { ConnectingOptions } from './connectingOptions';

type Ids = 'addConnection' | 'switchConnection' | 'removeConnection' | 'updateCredentials';

/** The commands about connections; what they show is loaded when one is first asked for. */
export function connectionCommands(
  options: ConnectingOptions,
  load: () => Promise<typeof OnDemand>,
): Pick<CommandActions, (typeof COMMANDS)[Ids]> {
  return {
    [COMMANDS.addConnection]: async () => (await load()).addConnectionCommand(options),
    [COMMANDS.switchConnection]: async () => (await load()).switchConnectionCommand(options),
    [COMMANDS.removeConnection]: async () => (await load()).removeConnectionCommand(options),
    [COMMANDS.updateCredentials]: async (argument) => (await load()).updateCredentialsCommand(options, argument),
  };
}
