import { fieldsOf, textOf } from '../connections/fields';
import { InvalidArgumentError } from '../model/errors';
import type { Notebook } from '../model/notebook';
import { readArgument } from './commandArgument';
import { isFromCode } from './isFromCode';

/** What a caller of the save commands may say in code; everything is optional. Source: README, "Commands". */
export interface SaveArguments {
  readonly notebookId: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly tag: string | undefined;
  readonly description: string | undefined;
  readonly workspaceId: string | undefined;
  readonly connection: string | undefined;
  /** False = ask nothing, where name and organization are given. */
  readonly confirm: boolean;
}

/** What a command was called with. */
export interface GivenArguments {
  /** True = code gave facts of its own, and is told of a failure by a rejection. */
  readonly fromCode: boolean;
  readonly save: SaveArguments;
}

const NONE: SaveArguments = {
  notebookId: undefined,
  name: undefined,
  namespace: undefined,
  tag: undefined,
  description: undefined,
  workspaceId: undefined,
  connection: undefined,
  confirm: true,
};

/**
 * Reads the argument of a command that saves: none, the id of a notebook, its row, an earlier save, or an object of facts.
 *
 * @throws InvalidArgumentError for everything else
 */
export function readSaveArguments(argument: unknown): GivenArguments {
  return { fromCode: isFromCode(argument), save: readFacts(argument) };
}

function readFacts(argument: unknown): SaveArguments {
  const isObject = typeof argument === 'object' && argument !== null && !Array.isArray(argument);
  const { kind, ...facts } = isObject ? fieldsOf(argument) : {};
  const isEarlierSave = kind === 'save' && 'notebookId' in facts;
  if (!isObject || (kind !== undefined && !isEarlierSave)) {
    const { id, connection } = readArgument(argument, ['notebook'], 'notNotebook') ?? {};
    return { ...NONE, notebookId: id, connection };
  }
  for (const [name, value] of Object.entries(facts)) {
    if (!Object.hasOwn(NONE, name) || !isAllowed(name, value)) throw new InvalidArgumentError('wrongField', name);
  }
  return {
    notebookId: textOf(facts['notebookId']),
    name: text(facts['name']),
    namespace: text(facts['namespace']),
    tag: text(facts['tag']),
    description: text(facts['description']),
    workspaceId: textOf(facts['workspaceId']),
    connection: textOf(facts['connection']),
    confirm: facts['confirm'] !== false,
  };
}

/** An id that is empty would stand for another one; what the service says of other texts is checked before they are sent. */
function isAllowed(name: string, value: unknown): boolean {
  if (value === undefined) return true;
  if (name === 'confirm') return typeof value === 'boolean';
  return ['notebookId', 'workspaceId', 'connection'].includes(name)
    ? textOf(value) !== undefined
    : typeof value === 'string';
}

/** True for a caller who wants no question, and has given what only a person could. */
export function isNonInteractive({ confirm, name, namespace }: SaveArguments): boolean {
  return !confirm && name !== undefined && namespace !== undefined;
}

/** A notebook as its row names it. */
export type SelectedNotebook = Pick<Notebook, 'id' | 'name'>;

/** The notebooks whose rows are selected in a tree. */
export function selectedNotebooks(selected: unknown): readonly SelectedNotebook[] {
  const rows: readonly unknown[] = Array.isArray(selected) ? selected : [];
  return rows.flatMap((row) => {
    const { kind, notebook } = fieldsOf(row);
    const { id, name } = fieldsOf(notebook);
    const known = kind === 'notebook' ? textOf(id) : undefined;
    return known === undefined ? [] : [{ id: known, name: textOf(name) ?? known }];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
