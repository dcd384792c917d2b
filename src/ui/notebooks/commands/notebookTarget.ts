import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { Connections } from '../../../connections/connections';
import type { Notebook } from '../../../model/notebook';
import { type NotebookAbility, notebookAbilities } from '../../../model/notebookAbilities';
import { oneLine } from '../../../util/text';
import { readArgument } from '../../commandArguments';
import type { NotebookList } from '../notebookList';
import type { NotebookLists } from '../notebookLists';
import { pickOne } from './pickOne';

/** Dependencies of the notebook commands. */
export interface NotebookDeps {
  readonly connections: Connections;
  readonly clientFor: (connection: string) => Promise<ModelArtsClient>;
  readonly lists: NotebookLists;
  /** Service time of a connection, by which leases end, in milliseconds since the epoch. */
  readonly serviceNow: (connection: string) => number;
}

/** The notebook that a command acts on. */
export interface NotebookTarget {
  readonly id: string;
  readonly connection: string;
  readonly client: ModelArtsClient;
  /** The list of its connection, if it is loaded. */
  readonly list: NotebookList | undefined;
}

/** Returns the name for messages; the id if the name is unknown. */
export function nameOf({ list, id }: Pick<NotebookTarget, 'list' | 'id'>): string {
  return oneLine(list?.get(id)?.name ?? '', 60) || id;
}

/**
 * Resolves the notebook of a command from a tree row, an id or `{ notebookId, connection? }`. Without an argument, asks
 * the user to pick one that has `ability`. Undefined if cancelled.
 *
 * @throws InvalidArgumentError; NotConnectedError; while picking, any error of the list request
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
  const hasAbility = (notebook: Notebook): boolean =>
    ability === undefined || notebookAbilities(notebook).includes(ability);
  const id =
    named?.id ?? (await pickOne(title, (signal) => client.streamNotebooks({ withFree: true }, signal), hasAbility))?.id;
  return id === undefined ? undefined : { id, connection, client, list: deps.lists.of(connection) };
}
