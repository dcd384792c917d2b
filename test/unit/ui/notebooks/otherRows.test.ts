import { expect, test, vi } from 'vitest';
import { connectionRow, groupRow, noteRow } from '../../../../src/ui/notebooks/otherRows';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const facts = { name: 'Work', region: 'cn-north-4', error: undefined, isOwnOnly: false, isInUse: true };

test('a connection that cannot be read says why on hover; the row below it says it to the eye', () => {
  const error = 'No credentials are stored for Work.';
  expect(connectionRow({ ...facts, error })).toMatchObject({
    description: 'cn-north-4 · in use',
    tooltip: `Work\ncn-north-4\nin use\n${error}`,
  });
});

test('a connection is called the same to the eye and to a screen reader, whatever its name holds', () => {
  const row = connectionRow({ ...facts, name: 'Wo\u202erk\n' });
  expect(row).toMatchObject({ label: 'Wo rk', accessibilityInformation: { label: 'Wo rk, cn-north-4 · in use' } });
});

test.each([
  ['a group', groupRow('Running', 7), 'Running, 7 notebooks'],
  ['that nothing fits', noteRow(true), 'No notebooks match the filter.'],
  ['that there is nothing', noteRow(false), 'This project has no notebooks.'],
])('%s has a tooltip, which is what a screen reader says', (_what, row, words) => {
  expect([row.tooltip, row.accessibilityInformation?.label]).toEqual([words, words]);
});
