import { fieldsOf, textOf } from '../connections/fields';
import { InvalidArgumentError } from '../model/errors';
import type { Notebook } from '../model/notebook';
import { readArgument } from './commandArgument';
import { isFromCode } from './isFromCode';

/** Fields of the save commands' object argument; all are optional. Source: docs/automation.md. */
export interface SaveArguments {
  readonly notebookId: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly tag: string | undefined;
  readonly description: string | undefined;
  readonly workspaceId: string | undefined;
  readonly connection: string | undefined;
  /** False saves without questions if name and organization are given. */
  readonly confirm: boolean;
}

/** The parsed argument of a save command. */
export interface ParsedSaveArguments {
  /** Whether code called the command; failures then reject the returned promise. */
  readonly fromCode: boolean;
  readonly save: SaveArguments;
}

const NO_FIELDS: SaveArguments = {
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
 * Parses the argument of a save command: none, a notebook id, a notebook row, an earlier save, or an object.
 *
 * @throws InvalidArgumentError for any other argument
 */
export function readSaveArguments(argument: unknown): ParsedSaveArguments {
  return { fromCode: isFromCode(argument), save: parseFields(argument) };
}

function parseFields(argument: unknown): SaveArguments {
  const isObject = typeof argument === 'object' && argument !== null && !Array.isArray(argument);
  const { kind, ...fields } = isObject ? fieldsOf(argument) : {};
  const isEarlierSave = kind === 'save' && 'notebookId' in fields;
  if (!isObject || (kind !== undefined && !isEarlierSave)) {
    const { id, connection } = readArgument(argument, ['notebook'], 'notNotebook') ?? {};
    return { ...NO_FIELDS, notebookId: id, connection };
  }
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(NO_FIELDS, name) || !isAllowed(name, value)) throw new InvalidArgumentError('wrongField', name);
  }
  return {
    notebookId: textOf(fields['notebookId']),
    name: text(fields['name']),
    namespace: text(fields['namespace']),
    tag: text(fields['tag']),
    description: text(fields['description']),
    workspaceId: textOf(fields['workspaceId']),
    connection: textOf(fields['connection']),
    confirm: fields['confirm'] !== false,
  };
}

/** Rejects empty ids, which would select a default. Other texts are validated before the request. */
function isAllowed(name: string, value: unknown): boolean {
  if (value === undefined) return true;
  if (name === 'confirm') return typeof value === 'boolean';
  return ['notebookId', 'workspaceId', 'connection'].includes(name)
    ? textOf(value) !== undefined
    : typeof value === 'string';
}

/** True if the caller disabled questions and gave the values that only a user could choose otherwise. */
export function isNonInteractive({ confirm, name, namespace }: SaveArguments): boolean {
  return !confirm && name !== undefined && namespace !== undefined;
}

/** The id and name of a notebook row. */
export type SelectedNotebook = Pick<Notebook, 'id' | 'name'>;

/** Returns the notebooks of selected tree rows. */
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
