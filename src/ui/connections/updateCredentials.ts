import * as vscode from 'vscode';
import type { Connection } from '../../connections/connection';
import { InvalidArgumentError, NotConnectedError } from '../../model/errors';
import { fieldsOf, textOf } from '../../util/text';
import { isFromCode } from '../commandArguments';
import { runFlow } from '../wizard/runFlow';
import { type ConnectionDeps, contextOf } from './connectContext';
import { connectionOf, type Draft, EMPTY_DRAFT, entryOf, secretOf, sourceName } from './connectionDraft';
import { connectionSettings, isConfigured } from './connectionSettings';
import { credentialSteps } from './connectSteps';
import { pickConnection } from './pickConnection';
import { deleteSecret, storeSecret } from './storeSecret';

/**
 * Asks for other credentials of a connection, checks and saves them. Other fields of the connection do not change.
 *
 * @param argument name of the connection or a row of its tree; otherwise the connection in use, or one the user picks
 * @throws InvalidArgumentError for an invalid argument from code; NotConnectedError for a name that the settings do not contain
 */
export async function updateCredentialsCommand(options: ConnectionDeps, argument: unknown): Promise<void> {
  const connection = await connectionFor(options, readName(argument), isFromCode(argument));
  if (!connection) return;
  const command = vscode.l10n.t('Update Credentials for {connection}', { connection: connection.name });
  const context = contextOf(options, command, connection);
  const draft = await runFlow(draftOf(connection), (each) => credentialSteps(context, each));
  if (!draft) return;
  const entry = connectionSettings.find(connection.name);
  const { profile: _profile, ...rest } = entry;
  const isStored = sourceName(draft) === 'stored';
  await storeSecret(options.secrets, connectionOf(draft), secretOf(draft), () =>
    connectionSettings.replace({ ...rest, ...changesOf(draft) }),
  );
  if (!isStored) await deleteSecret(options.secrets, connection.name);
  // Changes to files and environment variables are not observed.
  options.connections.renew(connection.name);
}

function changesOf(draft: Draft): Readonly<Record<string, unknown>> {
  const { credentials, profile, projectId } = entryOf(draft);
  return {
    credentials,
    ...(profile === undefined ? {} : { profile }),
    ...(projectId === undefined ? {} : { projectId }),
  };
}

/** Accepts rows of any kind: a button in a view's title passes the focused row. */
function readName(argument: unknown): string | undefined {
  const { connection, ...others } = fieldsOf(argument);
  const name = textOf(argument) ?? textOf(connection);
  const isDocumented = name !== undefined && ('kind' in others || Object.keys(others).length === 0);
  if (isFromCode(argument) && !isDocumented) throw new InvalidArgumentError('notConnection');
  return name;
}

async function connectionFor(
  options: ConnectionDeps,
  name: string | undefined,
  fromCode: boolean,
): Promise<Connection | undefined> {
  const { connections } = options;
  const configured = connections.all.filter(isConfigured);
  const wanted = configured.find((each) => each.name === (name ?? connections.current?.name));
  if (wanted) return wanted;
  if (fromCode) throw new NotConnectedError('unknownConnection', name, undefined);
  const command = vscode.l10n.t('Update Credentials');
  return pickConnection(options, configured, vscode.l10n.t('{command}: Connection', { command }));
}

function draftOf({ name, region, endpoints, projectId, workspaceId }: Connection): Draft {
  const { modelarts, swr, iam } = endpoints;
  return { ...EMPTY_DRAFT, name, region, endpoints: { modelarts, swr, iam }, projectId, workspaceId };
}
