import { expect, test, vi } from 'vitest';
import { leaseText } from '../../../../src/ui/text/labels';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

test.each([
  [0, 'train stops in less than a minute.'],
  [59_999, 'train stops in less than a minute.'],
  [60_000, 'train stops in 1 min.'],
  [59 * 60_000, 'train stops in 59 min.'],
  [60 * 60_000, 'train stops in 1 h.'],
  [130 * 60_000 + 59_000, 'train stops in 2 h 10 min.'],
])('with %d ms left, leaseText returns “%s”', (ms, text) => {
  expect(leaseText('train', ms)).toBe(text);
});
