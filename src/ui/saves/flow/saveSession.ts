import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { Connection } from '../../../connections/connection';
import { isNonInteractive, type ParsedSaveArguments, type SaveArguments } from '../../commandArguments';
import { settings } from '../../settings';
import type { SaveDeps } from '../saveDeps';
import type { OrganizationSource } from './askOrganization';
import type { WorkspaceSource } from './askWorkspace';
import { CurrentNotebook } from './currentNotebook';
import { organizationSource, preferredOrganizations, workspaceSource } from './prefetchedLists';
import { RememberedAnswers } from './rememberedAnswers';
import { TagAvailability } from './tagAvailability';

/** The state of one save flow, from the command to the request. */
export interface SaveSession extends SaveDeps {
  readonly connection: Connection;
  readonly client: ModelArtsClient;
  readonly organizations: OrganizationSource;
  readonly workspaces: WorkspaceSource;
  readonly tags: TagAvailability;
  readonly remembered: RememberedAnswers;
  /** Finds the notebook this window is connected to. */
  readonly currentNotebook: CurrentNotebook;
  /** Values from the caller. */
  readonly args: SaveArguments;
  /** Whether code requested the save; failures then reject the returned promise. */
  readonly fromCode: boolean;
  /** Aborts when the flow ends, and with it requests that only supported the flow. */
  readonly signal: AbortSignal;
}

/**
 * Creates a session, runs the flow, and aborts pending requests at its end. In an interactive flow, the organizations
 * are loaded at once, so that they are available when their step is shown.
 */
export async function withSaveSession<T>(
  deps: SaveDeps,
  { fromCode, save: args }: ParsedSaveArguments,
  flow: (session: SaveSession) => Promise<T>,
): Promise<T> {
  const connection = deps.connections.get(args.connection);
  const client = await deps.clientFor(connection.name);
  const closed = new AbortController();
  const swr = () => deps.swrFor(connection.name);
  const tags = new TagAvailability({ ...deps, swr, modelArts: () => deps.clientFor(connection.name) });
  const remembered = new RememberedAnswers(deps.answers);
  const used = args.notebookId && remembered.of(connection.name, args.notebookId)?.namespace;
  const lastUsed = [...(used ? [used] : []), ...remembered.organizations(connection.name)];
  const preferred = preferredOrganizations(lastUsed, settings.namespace());
  const isAsked = args.notebookId === undefined || !isNonInteractive(args);
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
      currentNotebook: new CurrentNotebook({ ...deps, client }),
      args,
      fromCode,
      signal: closed.signal,
    });
  } finally {
    closed.abort();
    tags.dispose();
  }
}
