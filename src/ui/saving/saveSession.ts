import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { Connection } from '../../connections/connection';
import { RememberedAnswers } from '../../save/rememberedAnswers';
import { TakenTags } from '../../save/takenTags';
import type { OrganizationSource } from '../ask/askOrganization';
import { settings } from '../settings';
import { NotebookHere } from './notebookHere';
import { organizationSource, preferredOrganizations } from './organizationSource';
import type { WorkspaceSource } from '../ask/askWorkspace';
import { workspaceSource } from './workspaceSource';
import { asksNothing, type GivenArguments, type SaveArguments } from './saveArguments';
import type { SaveTools } from './saveTools';

/** One flow, from the click to the request: whom it asks, and what is known for it. */
export interface SaveSession extends SaveTools {
  readonly connection: Connection;
  readonly client: ModelArtsClient;
  readonly organizations: OrganizationSource;
  readonly workspaces: WorkspaceSource;
  readonly tags: TakenTags;
  readonly remembered: RememberedAnswers;
  /** Finds the notebook this window is connected to. */
  readonly here: NotebookHere;
  readonly given: SaveArguments;
  /** True = code asked for the save, and is told of a failure by a rejection. */
  readonly fromCode: boolean;
  /** Aborts when the flow is over: what was only asked to help it need not be answered. */
  readonly signal: AbortSignal;
}

/**
 * Runs a flow with what it needs, and ends what it asked for when it is over. Where a person is asked, the organizations are
 * read at once, so that they are there when the person comes to them.
 */
export async function withSaveSession<T>(
  tools: SaveTools,
  { fromCode, save: given }: GivenArguments,
  flow: (session: SaveSession) => Promise<T>,
): Promise<T> {
  const connection = tools.connections.get(given.connection);
  const client = await tools.clientFor(connection.name);
  const over = new AbortController();
  const swr = () => tools.swrFor(connection.name);
  const tags = new TakenTags({ ...tools, swr, modelArts: () => tools.clientFor(connection.name) });
  const remembered = new RememberedAnswers(tools.answers);
  const used = given.notebookId && remembered.of(connection.name, given.notebookId)?.namespace;
  const lastUsed = [...(used ? [used] : []), ...remembered.organizations(connection.name)];
  const preferred = preferredOrganizations(lastUsed, settings.namespace());
  const isAsked = given.notebookId === undefined || !asksNothing(given);
  const organizations = organizationSource(swr, preferred, over.signal, isAsked);
  try {
    return await flow({
      ...tools,
      connection,
      client,
      organizations,
      workspaces: workspaceSource({ ...tools, client, signal: over.signal }),
      tags,
      remembered,
      here: new NotebookHere({ ...tools, client }),
      given,
      fromCode,
      signal: over.signal,
    });
  } finally {
    over.abort();
    tags.dispose();
  }
}
