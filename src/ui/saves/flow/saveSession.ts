import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { Connection } from '../../../connections/connection';
import { type GivenArguments, isNonInteractive, type SaveArguments } from '../../commandArguments';
import { settings } from '../../settings';
import type { SaveDeps } from '../saveDeps';
import type { OrganizationSource } from './askOrganization';
import type { WorkspaceSource } from './askWorkspace';
import { CurrentNotebook } from './currentNotebook';
import { organizationSource, preferredOrganizations } from './organizationSource';
import { RememberedAnswers } from './rememberedAnswers';
import { TagAvailability } from './tagAvailability';
import { workspaceSource } from './workspaceSource';

/** One flow, from the click to the request: whom it asks, and what is known for it. */
export interface SaveSession extends SaveDeps {
  readonly connection: Connection;
  readonly client: ModelArtsClient;
  readonly organizations: OrganizationSource;
  readonly workspaces: WorkspaceSource;
  readonly tags: TagAvailability;
  readonly remembered: RememberedAnswers;
  /** Finds the notebook this window is connected to. */
  readonly here: CurrentNotebook;
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
  deps: SaveDeps,
  { fromCode, save: given }: GivenArguments,
  flow: (session: SaveSession) => Promise<T>,
): Promise<T> {
  const connection = deps.connections.get(given.connection);
  const client = await deps.clientFor(connection.name);
  const closed = new AbortController();
  const swr = () => deps.swrFor(connection.name);
  const tags = new TagAvailability({ ...deps, swr, modelArts: () => deps.clientFor(connection.name) });
  const remembered = new RememberedAnswers(deps.answers);
  const used = given.notebookId && remembered.of(connection.name, given.notebookId)?.namespace;
  const lastUsed = [...(used ? [used] : []), ...remembered.organizations(connection.name)];
  const preferred = preferredOrganizations(lastUsed, settings.namespace());
  const isAsked = given.notebookId === undefined || !isNonInteractive(given);
  const organizations = organizationSource(swr, preferred, closed.signal, isAsked);
  try {
    return await flow({
      ...deps,
      connection,
      client,
      organizations,
      workspaces: workspaceSource({ ...deps, client, signal: closed.signal }),
      tags,
      remembered,
      here: new CurrentNotebook({ ...deps, client }),
      given,
      fromCode,
      signal: closed.signal,
    });
  } finally {
    closed.abort();
    tags.dispose();
  }
}
