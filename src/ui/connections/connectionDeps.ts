import type { Clients } from '../../connections/clients';
import type { ConnectionHealth } from '../../connections/connectionHealth';
import type { Connections } from '../../connections/connections';
import type { Environment } from '../../connections/environmentCredentials';
import type { StoredSecrets } from '../../connections/storedSecrets';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import type { ConnectContext } from './connectContext';

/** Dependencies of the connection commands. */
export interface ConnectionDeps {
  readonly connections: Connections;
  readonly clients: Pick<Clients, 'candidate'>;
  readonly secrets: StoredSecrets;
  readonly health: ConnectionHealth;
  readonly environment: Environment;
  /** Path of the user's home folder. */
  readonly home: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Returns the context of the wizard's steps.
 *
 * @param command name of the command, for titles
 * @param existing the connection that is updated; undefined when one is added
 */
export function contextOf(
  { connections, clients, environment, home, clock, log }: ConnectionDeps,
  command: string,
  existing: ConnectContext['existing'],
): ConnectContext {
  const isTaken = (name: string): boolean =>
    connections.all.some((each) => each.name === name) || connections.problems.some((each) => each.name === name);
  const { candidate } = clients;
  return { command, environment, home, candidate, isTaken, existing, clock, log };
}
