import { expect, test, vi } from 'vitest';
import { readSaveArguments } from '../../../src/ui/commandArguments';
import { sameAnswers } from '../../../src/ui/saves/openSaves';
import { aNotebook, anImageRequest, aSave, STATES } from '../../support/builders';

vi.mock('vscode', () => import('../../support/vscodeStub/index'));

test('an earlier save brings its answers, and its person is told of a refusal as of any other save', () => {
  const request = anImageRequest({ tag: 'v7', description: 'with pandas' });
  const { fromCode, save } = readSaveArguments(sameAnswers(aSave({ connection: 'Work', request })));
  expect(fromCode).toBe(false);
  const all = { ...request, tag: undefined, connection: 'Work', notebookId: aSave().notebook.id, confirm: true };
  expect(save).toEqual(all);
});

test('an earlier save brings its tag only if no image can have it', () => {
  const bringing = Object.values(STATES)
    .filter((state) => 'tag' in sameAnswers(aSave({ state })))
    .map(({ phase }) => phase);
  expect(bringing.toSorted()).toEqual(['notSaved', 'notSent', 'refused']);
});

test.each<[string, unknown, boolean]>([
  ['the palette', undefined, false],
  ['a row of the tree', { kind: 'notebook', notebook: aNotebook() }, false],
  ['code', { notebookId: 'n1', confirm: false }, true],
])('%s is told apart from whoever waits for a rejection', (_who, argument, fromCode) => {
  expect(readSaveArguments(argument).fromCode).toBe(fromCode);
});
