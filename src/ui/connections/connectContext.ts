import { l10n } from 'vscode';
import type { Environment } from '../../api/network/networkSettings';
import type { Connection } from '../../connections/connection';
import type { ConnectionHealth } from '../../connections/connectionStatus';
import type { Connections } from '../../connections/connections';
import type { Secret } from '../../connections/credentials';
import type { LazyClients } from '../../connections/lazyClients';
import type { StoredSecrets } from '../../connections/storedSecrets';
import type { Candidate } from '../../connections/tryConnection';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import type { Answer, Step } from '../wizard/answer';
import type { FlowStep } from '../wizard/runFlow';
import type { Draft } from './connectionDraft';

/** Dependencies of the wizard's steps. */
export interface ConnectContext {
  /** Name of the command, the prefix of each title. */
  readonly command: string;
  readonly environment: Environment;
  /** Path of the user's home folder. */
  readonly home: string;
  readonly candidate: (connection: Connection, typed: Secret | undefined) => Promise<Candidate>;
  /** The connection that is updated; its project does not change. Undefined when one is added. */
  readonly existing: Pick<Connection, 'projectId'> | undefined;
  readonly isNameTaken: (name: string) => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Position of a step in the wizard. */
export type Frame = Omit<Step, 'title'>;
/** A step that edits the draft. */
export type DraftStep = FlowStep<Draft>;

/** Returns the step with the title `<command>: <part>`. */
export function titledStep({ command }: Pick<ConnectContext, 'command'>, frame: Frame, part: string): Step {
  return { ...frame, title: l10n.t('{command}: {part}', { command, part }) };
}

/** Applies an answer to the draft. Going back also keeps a value that was entered. */
export function applyAnswer<T>(answer: Answer<T>, apply: (value: T) => Draft): Answer<Draft> {
  if (answer.kind === 'cancelled') return answer;
  if (answer.kind === 'next') return { kind: 'next', value: apply(answer.value) };
  return { kind: 'back', value: answer.value === undefined ? undefined : apply(answer.value) };
}

/** Dependencies of the connection commands. */
export interface ConnectionDeps {
  readonly connections: Connections;
  readonly clients: Pick<LazyClients, 'candidate'>;
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
  const isNameTaken = (name: string): boolean =>
    connections.all.some((each) => each.name === name) || connections.problems.some((each) => each.name === name);
  const { candidate } = clients;
  return { command, environment, home, candidate, isNameTaken, existing, clock, log };
}
