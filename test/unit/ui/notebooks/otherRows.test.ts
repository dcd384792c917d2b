import { expect, test, vi } from 'vitest';
import { connectionRow, groupRow, noteRow } from '../../../../src/ui/notebooks/otherRows';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const facts = { name: 'Work', region: 'cn-north-4', error: undefined, isOwnOnly: false, isInUse: true };

test('a failed connection explains why on hover, and visibly in the row below', () => {
  const error = 'No credentials are stored for Work.';
  expect(connectionRow({ ...facts, error })).toMatchObject({
    description: 'cn-north-4 · in use',
    tooltip: `Work\ncn-north-4\nin use\n${error}`,
  });
});

test('a connection has the same visible and spoken name, whatever it contains', () => {
  const row = connectionRow({ ...facts, name: 'Wo\u202erk\n' });
  expect(row).toMatchObject({ label: 'Wo rk', accessibilityInformation: { label: 'Wo rk, cn-north-4 · in use' } });
});

test.each([
  ['a group', groupRow('Running', 7), 'Running, 7 notebooks'],
  ['that nothing fits', noteRow(true), 'No notebooks match the filter.'],
  ['that there is nothing', noteRow(false), 'This project has no notebooks.'],
])('%s has a tooltip equal to its screen reader label', (_what, row, label) => {
  expect([row.tooltip, row.accessibilityInformation?.label]).toEqual([label, label]);
});
