import { dig, digText } from './fields';
import type { Notebook } from './world/notebook';
import type { WorldEditor } from './worldEditor';

/** Returns a string field. @throws TypeError if it is missing or of another type */
export function textOf(body: unknown, name: string): string {
  const text = digText(body, name);
  if (text === undefined) throw new TypeError(`${name} must be a text`);
  return text;
}

/** Returns a number field. @throws TypeError if it is missing, negative or of another type */
export function numberOf(body: unknown, name: string): number {
  const number = dig(body, name);
  if (typeof number !== 'number' || !(number >= 0)) throw new TypeError(`${name} must be a number of 0 or more`);
  return number;
}

/** Adds (`{add: facts}`), alters (`{alter: {id, …facts}}`) or removes (`{remove: id}`) a notebook. Returns its id. */
export function editNotebooks(edit: WorldEditor, body: unknown): { readonly id: string } {
  const removed = digText(body, 'remove');
  if (removed !== undefined) {
    edit.removeNotebook(removed);
    return { id: removed };
  }
  const id = digText(body, 'alter', 'id');
  if (id !== undefined) {
    edit.alterNotebook(id, factsOf(dig(body, 'alter')));
    return { id };
  }
  return { id: edit.addNotebook(factsOf(dig(body, 'add'))).id };
}

const SETTABLE = ['name', 'description', 'status', 'flavor', 'workspaceId', 'failReason', 'imageId'] as const;

/** Returns the string fields that other processes may set. The notebook's token is not one of them. */
function factsOf(value: unknown): Partial<Notebook> {
  const facts: Partial<Record<(typeof SETTABLE)[number], string>> = {};
  for (const name of SETTABLE) {
    const text = digText(value, name);
    if (text !== undefined) facts[name] = text;
  }
  return facts;
}
