import * as vscode from 'vscode';
import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { Connections } from '../../../connections/connections';
import { type Notebook } from '../../../model/notebook';
import { type NotebookAbility, notebookAbilities } from '../../../model/notebookAbilities';
import { oneLine } from '../../../util/text';
import { readArgument } from '../../commandArguments';
import { notebookStatusLabel } from '../../text/labels';
import { ONLY_STEP } from '../../wizard/answer';
import { askList } from '../../wizard/pickStep';
import { escapeRow, type RowFacts } from '../../wizard/quickInput';
import type { NotebookList } from '../notebookList';
import type { NotebookLists } from '../notebookLists';

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

/** Returns the name for messages; the ID if the name is unknown. */
export function targetName({ list, id }: Pick<NotebookTarget, 'list' | 'id'>): string {
  return oneLine(list?.get(id)?.name ?? '', 60) || id;
}

/**
 * Resolves the notebook of a command from a tree row, an ID or `{ notebookId, connection? }`. Without an argument, asks
 * the user to pick one that has `ability`. Undefined if canceled.
 *
 * @throws InvalidArgumentError; NotConnectedError; while picking, any error from the list request
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
    named?.id ??
    (await pickOne(title, (signal) => client.streamNotebooks({ includeFree: true }, signal), hasAbility))?.id;
  return id === undefined ? undefined : { id, connection, client, list: deps.lists.of(connection) };
}

interface NotebookItem extends RowFacts {
  readonly notebook: Notebook;
}

/**
 * Asks the user to pick a notebook for which `fits` is true. Shows rows from the first page on. Undefined if canceled.
 *
 * @param read yields the notebooks loaded so far, after each page
 * @throws any error from `read`
 */
export async function pickOne(
  title: string,
  read: (signal: AbortSignal) => AsyncIterable<{ readonly notebooks: readonly Notebook[] }>,
  fits: (notebook: Notebook) => boolean,
): Promise<Notebook | undefined> {
  const answer = await askList<NotebookItem, Notebook>({
    ...ONLY_STEP,
    title,
    placeholder: vscode.l10n.t('Select a notebook'),
    rows: [],
    choose: (row) => row?.notebook,
    load: async (list, _answer, closed) => {
      for await (const { notebooks } of read(closed)) {
        if (closed.aborted) return;
        const activeId = list.activeItems[0]?.notebook.id;
        list.items = notebooks.filter(fits).map((each) => escapeRow(notebookItem(each)));
        const active = list.items.find(({ notebook }) => notebook.id === activeId);
        if (active) list.activeItems = [active];
      }
      if (list.items.length === 0) list.placeholder = vscode.l10n.t('No notebooks are available for this action.');
    },
  });
  return answer.kind === 'next' ? answer.value : undefined;
}

function notebookItem(notebook: Notebook): NotebookItem {
  const facts = [notebookStatusLabel(notebook.status), notebook.flavor, notebook.ownerName].filter(Boolean).join(' · ');
  return {
    label: oneLine(notebook.name, 100) || notebook.id,
    description: oneLine(facts, 200),
    detail: oneLine(notebook.id, 100),
    notebook,
  };
}
