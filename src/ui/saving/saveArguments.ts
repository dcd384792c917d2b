import { fieldsOf } from '../../connections/fields';
import { isFromCode } from '../isFromCode';

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

/** Reads the command's argument, of whatever shape: none, a row of the tree, an earlier save, or an object of facts. */
export function readSaveArguments(argument: unknown): GivenArguments {
  const fields = fieldsOf(argument);
  const node = fieldsOf(fields['notebook']);
  const fromTree = fields['kind'] === 'notebook';
  return {
    fromCode: isFromCode(argument),
    save: {
      notebookId: text(fromTree ? node['id'] : fields['notebookId']),
      name: text(fields['name']),
      namespace: text(fields['namespace']),
      tag: text(fields['tag']),
      description: text(fields['description']),
      workspaceId: text(fields['workspaceId']),
      connection: text(fields['connection']),
      confirm: fields['confirm'] !== false,
    },
  };
}

/** True for a caller who wants no question, and has given what only a person could. */
export function asksNothing({ confirm, name, namespace }: SaveArguments): boolean {
  return !confirm && name !== undefined && namespace !== undefined;
}

/** Ids of the notebooks whose rows are selected in a tree. */
export function selectedNotebooks(selected: unknown): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(selected) ? selected : [];
  return rows.flatMap((row) => {
    const { kind, notebook } = fieldsOf(row);
    return kind === 'notebook' ? (text(fieldsOf(notebook)['id']) ?? []) : [];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
