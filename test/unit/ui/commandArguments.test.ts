import { expect, test, vi } from 'vitest';
import { byUser, readSaveArguments } from '../../../src/ui/commandArguments';
import { sameAnswers } from '../../../src/ui/saves/openSaves';
import { aNotebook, anImageRequest, aSave, STATES } from '../../support/builders';

vi.mock('vscode', () => import('../../support/vscodeStub/index'));

test('the argument of an earlier save has its answers', () => {
  const request = anImageRequest({ tag: 'v7', description: 'with pandas' });
  const { save } = readSaveArguments(sameAnswers(aSave({ connection: 'Work', request })));
  const all = { ...request, tag: undefined, connection: 'Work', notebookId: aSave().notebook.id, confirm: true };
  expect(save).toEqual(all);
});

test('the argument of an earlier save has its tag only when no image can have it', () => {
  const bringing = Object.values(STATES)
    .filter((state) => 'tag' in sameAnswers(aSave({ state })))
    .map(({ phase }) => phase);
  expect(bringing.toSorted()).toEqual(['notSaved', 'notSent', 'refused']);
});

test.each<[string, unknown, boolean]>([
  ['the palette', undefined, false],
  ['a row of the tree', byUser({ kind: 'notebook', notebook: aNotebook() }), false],
  ['a button of a message', byUser({ notebookId: 'n1' }), false],
  ['code that imitates a row', { kind: 'notebook', notebook: aNotebook() }, true],
  ['code', { notebookId: 'n1', confirm: false }, true],
])('a call from %s is classified as from code or not', (_who, argument, fromCode) => {
  expect(readSaveArguments(argument).fromCode).toBe(fromCode);
});
