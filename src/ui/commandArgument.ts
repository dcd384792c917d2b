import { fieldsOf, textOf } from '../connections/fields';
import { type ArgumentProblem, InvalidArgumentError } from '../model/errors';

/** What a command can be about. */
export type Subject = 'notebook' | 'image' | 'save';

/** The one thing that a command's argument names. */
export interface NamedSubject {
  /** Undefined where the argument is an id alone, which does not say of what. */
  readonly subject: Subject | undefined;
  readonly id: string;
  /** Of a notebook, where the argument names it. */
  readonly connection: string | undefined;
}

/**
 * Reads the argument of a command: an id, a row of a view, or an object such as `{ notebookId }`. Undefined where there is none, as
 * from the palette.
 *
 * @param problem of everything else
 * @throws InvalidArgumentError
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
  const read = 'kind' in fields ? readRow : readObject;
  for (const subject of subjects) {
    const named = read(fields, subject);
    if (named) return named;
  }
  throw new InvalidArgumentError(problem);
}

/** Ids of the rows of one kind that are selected in a tree, as VS Code passes them to a command. */
export function selectedIds(selected: unknown, subject: Subject): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(selected) ? selected : [];
  return rows.flatMap((row) => readRow(fieldsOf(row), subject)?.id ?? []);
}

type Fields = Readonly<Record<string, unknown>>;

function readRow(fields: Fields, subject: Subject): NamedSubject | undefined {
  if (fields['kind'] !== subject) return undefined;
  const id = textOf(subject === 'save' ? fields['id'] : fieldsOf(fields[subject])['id']);
  return id === undefined ? undefined : { subject, id, connection: textOf(fields['connection']) };
}

/** Fields of an object that names a subject; the first is its id. */
const FIELDS: Readonly<Record<Subject, readonly [id: string, ...others: string[]]>> = {
  notebook: ['notebookId', 'connection'],
  image: ['imageId'],
  save: ['saveId'],
};

/** A misspelt field must not lead to another notebook, so an object holds the documented fields and no others. */
function readObject(fields: Fields, subject: Subject): NamedSubject | undefined {
  const known = FIELDS[subject];
  const isDocumented = Object.entries(fields).every(([name, value]) => known.includes(name) && isTextOrMissing(value));
  const id = textOf(fields[known[0]]);
  if (!isDocumented || id === undefined) return undefined;
  return { subject, id, connection: textOf(fields['connection']) };
}

function isTextOrMissing(value: unknown): boolean {
  return value === undefined || textOf(value) !== undefined;
}
