import { expect, test } from 'vitest';
import { nextNumbered, numberedFiles } from '../../../../src/save/store/numberedFiles';

function numbersOf(...names: readonly string[]): Promise<readonly number[]> {
  const list = async (): Promise<readonly string[]> => names;
  return numberedFiles({ list }, 'leases', 's').then((files) => files.map(({ number }) => number));
}

test('are those of one name, by their numbers and not by their letters', async () => {
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
])('%j, as no window writes it, is none of them and keeps nobody from making the next', async (name) => {
  expect(await numbersOf(name, 's.2')).toEqual([2]);
});

test('the next is one more than the highest, and the first is 1', () => {
  expect(nextNumbered([], 'leases', 's')).toMatch(/s\.1$/);
  const before = [9, 10].map((number) => ({ number, file: `leases/s.${number}` }));
  expect(nextNumbered(before, 'leases', 's')).toMatch(/s\.11$/);
});
