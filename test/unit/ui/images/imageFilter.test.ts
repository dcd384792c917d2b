import { expect, test, vi } from 'vitest';
import { matchesFilter } from '../../../../src/ui/images/imageRows';
import { anImage } from '../../../support/builders';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const image = anImage({ status: 'CREATING', description: 'Erster Versuch: Straße', tag: 'V2' });

test.each([
  '',
  'team',
  'base',
  'team/base:v2',
  'v2',
  'building',
  'CREATING',
  'versuch straße',
  'experiments',
  image.id,
  '  base   team ',
])('"%s" matches', (filter) => expect(matchesFilter(image, 'experiments', filter)).toBe(true));

test.each(['other', 'base other', 'teambase', '.*', 'undefined'])('"%s" does not match', (filter) => {
  expect(matchesFilter(image, undefined, filter)).toBe(false);
});
