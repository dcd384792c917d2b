import * as vscode from 'vscode';
import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { Connection } from '../../connections/connection';
import type { Connections } from '../../connections/connections';
import { NotSavableError } from '../../model/errors';
import type { ImageRequest } from '../../model/imageRequest';
import type { NotebookDetails } from '../../model/notebook';
import { whyNotSavable } from '../../model/whyNotSavable';
import type { AcceptedSave, Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { askImageRequest } from '../ask/askImageRequest';
import { confirmSave } from '../ask/confirmSave';
import { pickNotebook } from '../ask/pickNotebook';
import { withCancel } from '../withCancel';
import { proposedRequest } from './proposedRequest';
import { readGitHead } from './readGitHead';
import { readSaveArguments, type SaveArguments } from './saveArguments';

export interface SaveImageCommandOptions {
  readonly connections: Connections;
  readonly clientFor: (connection: string) => Promise<ModelArtsClient>;
  readonly saves: Saves;
  readonly clock: Clock;
}

/**
 * Asks what is not given, confirms, and starts the save.
 *
 * Resolves once the service has accepted it, or with undefined when the person backs out.
 * @throws whatever keeps it from being accepted (see Saves.accepted), NotSavableError, InvalidRequestError.
 */
export async function saveImageCommand(
  options: SaveImageCommandOptions,
  argument: unknown,
): Promise<AcceptedSave | undefined> {
  const { save: given } = readSaveArguments(argument);
  const connection = options.connections.get(given.connection);
  const client = await options.clientFor(connection.name);
  const notebookId = given.notebookId ?? (await pickNotebookId(client));
  if (notebookId === undefined) return undefined;
  const notebook = await readNotebook(client, notebookId);
  const reason = whyNotSavable(notebook);
  if (reason) throw new NotSavableError(notebook.name, reason, notebook.status);
  const request = await agreedRequest(options, connection, notebook, given);
  if (!request) return undefined;
  const { registry } = connection.endpoints;
  const save = options.saves.start({ connection: connection.name, registry, notebook, request });
  return options.saves.accepted(save.id);
}

async function pickNotebookId(client: ModelArtsClient): Promise<string | undefined> {
  const stop = new AbortController();
  try {
    const picked = await pickNotebook(client.listNotebooks({}, stop.signal));
    return picked?.id;
  } finally {
    stop.abort();
  }
}

/** The state is read anew: a tree may be a minute old. */
async function readNotebook(client: ModelArtsClient, id: string): Promise<NotebookDetails> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading the notebook…'), cancellable: false },
    (_progress, token) => withCancel(token, (signal) => client.getNotebook(id, signal)),
  );
}

/** The request the person agrees to; undefined when they back out. */
async function agreedRequest(
  { clock }: SaveImageCommandOptions,
  { endpoints: { registry }, workspaceId }: Connection,
  notebook: NotebookDetails,
  given: SaveArguments,
): Promise<ImageRequest | undefined> {
  const now = new Date(clock.now());
  const proposed = proposedRequest({ notebook, given, remembered: undefined, workspaceId, git: readGitHead(), now });
  if (!given.confirm && given.name !== undefined && given.namespace !== undefined) return proposed;
  const asked = await askImageRequest({ registry, defaults: proposed });
  if (!asked) return undefined;
  const mountPaths = [notebook.volume, ...notebook.dataVolumes].flatMap((volume) => volume?.mountPath ?? []);
  const agreed = await confirmSave({ notebookName: notebook.name, registry, request: asked, mountPaths });
  return agreed ? asked : undefined;
}
