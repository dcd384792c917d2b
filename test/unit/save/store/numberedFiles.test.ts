import { expect, test } from 'vitest';
import { nextNumbered, numberedFiles } from '../../../../src/save/store/numberedFiles';

function numbersOf(...names: readonly string[]): Promise<readonly number[]> {
  const list = async (): Promise<readonly string[]> => names;
  return numberedFiles({ list }, 'leases', 's').then((files) => files.map(({ number }) => number));
}

test('numberedFiles returns the files with one name in numeric order', async () => {
  expect(await numbersOf('s.10', 's.9', 's2.11', 's', 'other.12', 's.s.13')).toEqual([9, 10]);
});

test.each([
  's.',
  's. 1',
  's.0',
  's.-1',
  's.0x10',
  's.1e3',
  's.1e308',
  's.Infinity',
  's.9007199254740993',
  's.1.b0a1c2d3.tmp',
  's.1 (conflicted copy)',
])('numberedFiles ignores %j, which no window writes', async (name) => {
  expect(await numbersOf(name, 's.2')).toEqual([2]);
});

test('nextNumbered returns one more than the highest number, starting at 1', () => {
  expect(nextNumbered([], 'leases', 's')).toMatch(/s\.1$/);
  const before = [9, 10].map((number) => ({ number, file: `leases/s.${number}` }));
  expect(nextNumbered(before, 'leases', 's')).toMatch(/s\.11$/);
});
