import { expect, test, vi } from 'vitest';
import { NotSavableError, SaveInProgressError } from '../../../../src/model/errors';
import { namedErrorText } from '../../../../src/ui/text/namedErrorText';
import { aRefusal } from '../../../support/builders';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

test.each([
  ['a message that names no notebook', new SaveInProgressError('id-1')],
  ['a message that names it', new NotSavableError('llm-finetune', 'stopped', 'STOPPED')],
  ['a refusal', aRefusal({ status: 400, code: 'ModelArts.6327' })],
  ['what is no error of the family', new TypeError('x')],
])('%s says the name once', (_what, error) => {
  expect(namedErrorText('llm-finetune', error).split('llm-finetune')).toHaveLength(2);
});

test('a message that is about no notebook stays as it is', () => {
  const error = new SaveInProgressError('id-1');
  expect(namedErrorText(undefined, error)).toBe(namedErrorText('', error));
  expect(namedErrorText('', error)).toMatch(/^This notebook/);
});

test('a name that would be a link is plain text', () => {
  expect(namedErrorText('[x](command:y)', new SaveInProgressError('id-1'))).not.toMatch(/\]\(command/);
});
