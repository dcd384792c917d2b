import { fieldsOf, textOf } from '../connections/fields';
import { type ArgumentProblem, InvalidArgumentError } from '../model/errors';

/** The kinds of things that commands act on. */
export type Subject = 'notebook' | 'image' | 'save';

/** The item that a command's argument identifies. */
export interface NamedSubject {
  /** Undefined if the argument is only an id, which does not identify the kind. */
  readonly subject: Subject | undefined;
  readonly id: string;
  /** Name of a notebook's connection, if the argument has one. */
  readonly connection: string | undefined;
}

/**
 * Parses the argument of a command: an id, a tree row, or an object such as `{ notebookId }`. Undefined without an
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
  if (id !== undefined) return { subject: undefined, id, connection: undefined };
  const fields = fieldsOf(argument);
  const parse = 'kind' in fields ? parseRow : parseObject;
  for (const subject of subjects) {
    const named = parse(fields, subject);
    if (named) return named;
  }
  throw new InvalidArgumentError(problem);
}

/** Returns the ids of selected tree rows of one kind, as VS Code passes the selection to a command. */
export function selectedIds(selected: unknown, subject: Subject): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(selected) ? selected : [];
  return rows.flatMap((row) => parseRow(fieldsOf(row), subject)?.id ?? []);
}

type Fields = Readonly<Record<string, unknown>>;

function parseRow(fields: Fields, subject: Subject): NamedSubject | undefined {
  if (fields['kind'] !== subject) return undefined;
  const id = textOf(subject === 'save' ? fields['id'] : fieldsOf(fields[subject])['id']);
  return id === undefined ? undefined : { subject, id, connection: textOf(fields['connection']) };
}

/** Documented fields of an object argument; the first is the id. */
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
  return { subject, id, connection: textOf(fields['connection']) };
}

function isTextOrMissing(value: unknown): boolean {
  return value === undefined || textOf(value) !== undefined;
}
