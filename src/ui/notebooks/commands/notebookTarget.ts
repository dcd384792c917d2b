import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { Connections } from '../../../connections/connections';
import type { Notebook } from '../../../model/notebook';
import { type NotebookAbility, notebookAbilities } from '../../../model/notebookAbilities';
import { oneLine } from '../../../util/text';
import { readArgument } from '../../commandArgument';
import type { NotebookList } from '../notebookList';
import type { NotebookLists } from '../notebookLists';
import { pickOne } from './pickOne';

/** What commands about a notebook work with. */
export interface NotebookDeps {
  readonly connections: Connections;
  readonly clientFor: (connection: string) => Promise<ModelArtsClient>;
  readonly lists: NotebookLists;
  /** The time at the service of a connection, by which leases end; milliseconds since the epoch. */
  readonly serviceNow: (connection: string) => number;
}

/** The notebook a command is about. */
export interface NotebookTarget {
  readonly id: string;
  readonly connection: string;
  readonly client: ModelArtsClient;
  /** The list it is drawn in, if it is. */
  readonly list: NotebookList | undefined;
}

/** Its name for a message; the id where the name is not known. */
export function nameOf({ list, id }: Pick<NotebookTarget, 'list' | 'id'>): string {
  return oneLine(list?.get(id)?.name ?? '', 60) || id;
}

/**
 * The notebook that a row of the tree, an id or `{ notebookId, connection? }` names; else the one a person picks among
 * those that are able. Undefined when they back out.
 *
 * @throws InvalidArgumentError; NotConnectedError; while picking, what reading the list throws
 */
export async function notebookTarget(
  deps: NotebookDeps,
  argument: unknown,
  ability: NotebookAbility | undefined,
  title: string,
): Promise<NotebookTarget | undefined> {
  const named = readArgument(argument, ['notebook'], 'notNotebook');
  const connection = deps.connections.get(named?.connection).name;
  const client = await deps.clientFor(connection);
  const fits = (notebook: Notebook): boolean => ability === undefined || notebookAbilities(notebook).includes(ability);
  const id =
    named?.id ?? (await pickOne(title, (signal) => client.streamNotebooks({ withFree: true }, signal), fits))?.id;
  return id === undefined ? undefined : { id, connection, client, list: deps.lists.of(connection) };
}
