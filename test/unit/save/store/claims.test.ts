import { expect, test } from 'vitest';
import { ClaimFiles } from '../../../../src/save/store/claims';
import { ManualClock } from '../../../support/manualClock';
import { MemoryDisk } from '../../../support/memoryDisk';

async function claimsNamed(...names: readonly string[]) {
  const disk = new MemoryDisk(new ManualClock());
  for (const name of names) await disk.write(`leases/${name}`, 'w1', false);
  return { disk, claims: new ClaimFiles('leases', disk) };
}

async function numbersOf(...names: readonly string[]): Promise<readonly number[]> {
  const { claims } = await claimsNamed(...names);
  return (await claims.list('s')).map(({ number }) => number);
}

test('list returns the claims with one name in numeric order', async () => {
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
])('list ignores %j, which no window writes', async (name) => {
  expect(await numbersOf(name, 's.2')).toEqual([2]);
});

test('the first claim has the number 1', async () => {
  const { disk, claims } = await claimsNamed();
  expect(await claims.replace([], 's', 'w2', async () => true)).toBe(true);
  expect(await disk.list('leases')).toEqual(['s.1']);
});

test('a claim replaces the earlier ones with the number after the highest', async () => {
  const { disk, claims } = await claimsNamed('s.9', 's.10');
  expect(await claims.replace(await claims.list('s'), 's', 'w2', async () => true)).toBe(true);
  expect(await disk.list('leases')).toEqual(['s.11']);
});
