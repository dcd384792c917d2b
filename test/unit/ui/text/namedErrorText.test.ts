import { expect, test, vi } from 'vitest';
import { NotSavableError, SaveInProgressError } from '../../../../src/model/errors';
import { namedErrorText } from '../../../../src/ui/text/errorText';
import { aRefusal } from '../../../support/builders';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

test.each([
  ['a message without the name', new SaveInProgressError('id-1')],
  ['a message with the name', new NotSavableError('llm-finetune', 'stopped', 'STOPPED')],
  ['a refusal', aRefusal({ status: 400, code: 'ModelArts.6327' })],
  ['an unexpected error', new TypeError('x')],
])('namedErrorText contains the name once: %s', (_what, error) => {
  expect(namedErrorText('llm-finetune', error).split('llm-finetune')).toHaveLength(2);
});

test('namedErrorText does not change a message without a notebook', () => {
  const error = new SaveInProgressError('id-1');
  expect(namedErrorText(undefined, error)).toBe(namedErrorText('', error));
  expect(namedErrorText('', error)).toMatch(/^This notebook/);
});

test('namedErrorText escapes a name that looks like a link', () => {
  expect(namedErrorText('[x](command:y)', new SaveInProgressError('id-1'))).not.toMatch(/\]\(command/);
});
