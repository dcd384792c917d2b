import { l10n } from 'vscode';
import type { Connection } from '../../connections/connection';
import type { Secret } from '../../connections/credentials';
import type { Environment } from '../../connections/environmentCredentials';
import type { Candidate } from '../../connections/openConnections';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import type { Answer, Step } from '../wizard/answer';
import type { FlowStep } from '../wizard/runFlow';
import type { Draft } from './connectionDraft';

/** What the steps of connecting need beside what the person says. */
export interface ConnectContext {
  /** Name of the command, in front of each title. */
  readonly command: string;
  readonly environment: Environment;
  /** The person's home folder. */
  readonly home: string;
  readonly candidate: (connection: Connection, typed: Secret | undefined) => Promise<Candidate>;
  /** What a connection that there is already says, and keeps; undefined for one that is being added. */
  readonly existing: Pick<Connection, 'projectId'> | undefined;
  readonly isTaken: (name: string) => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

export type Frame = Omit<Step, 'title'>;
export type DraftStep = FlowStep<Draft>;

/** Title of a step. */
export function titled({ command }: Pick<ConnectContext, 'command'>, frame: Frame, part: string): Step {
  return { ...frame, title: l10n.t('{command}: {part}', { command, part }) };
}

/** The draft with what was answered in it; the way back keeps it too, where there is something to keep. */
export function answered<T>(answer: Answer<T>, put: (value: T) => Draft): Answer<Draft> {
  if (answer.kind === 'cancelled') return answer;
  if (answer.kind === 'next') return { kind: 'next', value: put(answer.value) };
  return { kind: 'back', value: answer.value === undefined ? undefined : put(answer.value) };
}
