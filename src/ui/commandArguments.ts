import { type ArgumentProblem, InvalidArgumentError } from '../model/errors';
import { fieldsOf, textOf } from '../util/text';

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
 * Parses the argument of a save command: none, a notebook ID, a notebook row, or an object.
 *
 * @throws InvalidArgumentError for any other argument
 */
export function readSaveArguments(argument: unknown): ParsedSaveArguments {
  return { fromCode: isFromCode(argument), save: parseFields(argument) };
}

function parseFields(argument: unknown): SaveArguments {
  const isObject = typeof argument === 'object' && argument !== null && !Array.isArray(argument);
  const fields = isObject ? fieldsOf(argument) : {};
  if (!isObject || 'kind' in fields) {
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

/** Rejects empty IDs, which would select a default. Other texts are validated before the request. */
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

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The kinds of things that commands act on. */
export type Subject = 'notebook' | 'image' | 'save';

/** The item that a command's argument identifies. */
export interface NamedSubject {
  /** Undefined if the argument is only an ID, which does not identify the kind. */
  readonly subject: Subject | undefined;
  readonly id: string;
  /** Name of a notebook, if the argument is its row. */
  readonly name: string | undefined;
  /** Name of a notebook's connection, if the argument has one. */
  readonly connection: string | undefined;
}

/**
 * Parses the argument of a command: an ID, a tree row, or an object such as `{ notebookId }`. Undefined without an
 * argument, as from the Command Palette.
 *
 * @param problem the problem that the error names
 * @throws InvalidArgumentError for any other argument
 */
export function readArgument(
  argument: unknown,
  subjects: readonly Subject[],
  problem: ArgumentProblem,
): NamedSubject | undefined {
  if (argument === undefined || argument === null) return undefined;
  const id = textOf(argument);
  if (id !== undefined) return { subject: undefined, id, name: undefined, connection: undefined };
  const fields = fieldsOf(argument);
  const parse = 'kind' in fields ? parseRow : parseObject;
  for (const subject of subjects) {
    const named = parse(fields, subject);
    if (named) return named;
  }
  throw new InvalidArgumentError(problem);
}

/** Parses the selected tree rows of one kind, as VS Code passes the selection to a command. Skips other rows. */
export function readSelection(selected: unknown, subject: Subject): readonly NamedSubject[] {
  const rows: readonly unknown[] = Array.isArray(selected) ? selected : [];
  return rows.flatMap((row) => parseRow(fieldsOf(row), subject) ?? []);
}

type Fields = Readonly<Record<string, unknown>>;

function parseRow(fields: Fields, subject: Subject): NamedSubject | undefined {
  if (fields['kind'] !== subject) return undefined;
  const { id: found, name } = subject === 'save' ? fields : fieldsOf(fields[subject]);
  const id = textOf(found);
  return id === undefined ? undefined : { subject, id, name: textOf(name), connection: textOf(fields['connection']) };
}

/** Documented fields of an object argument; the first is the ID. */
const FIELDS: Readonly<Record<Subject, readonly [id: string, ...others: string[]]>> = {
  notebook: ['notebookId', 'connection'],
  image: ['imageId'],
  save: ['saveId'],
};

/** Rejects undocumented fields, so that a misspelled field cannot select another notebook. */
function parseObject(fields: Fields, subject: Subject): NamedSubject | undefined {
  const fieldNames = FIELDS[subject];
  const isDocumented = Object.entries(fields).every(
    ([name, value]) => fieldNames.includes(name) && isTextOrMissing(value),
  );
  const id = textOf(fields[fieldNames[0]]);
  if (!isDocumented || id === undefined) return undefined;
  return { subject, id, name: undefined, connection: textOf(fields['connection']) };
}

function isTextOrMissing(value: unknown): boolean {
  return value === undefined || textOf(value) !== undefined;
}

/** Marks arguments. A registered symbol, because each bundle has its own copy of this module. */
const BY_USER = Symbol.for('notebook-images.modelarts-notebook-images.byUser');

/** Marks a tree row, or an argument that the extension passes to a command after the user clicked a button. */
export function byUser<T extends object>(argument: T): T {
  return Object.assign(argument, { [BY_USER]: true });
}

/**
 * True if code outside the extension called the command with an argument, and waits for its outcome. The palette,
 * keybindings and view buttons pass nothing. A tree's title menu without a focused row passes null.
 */
export function isFromCode(argument: unknown): boolean {
  if (argument === undefined || argument === null) return false;
  return !(typeof argument === 'object' && BY_USER in argument);
}
