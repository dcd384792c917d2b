import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { disk } from '../../../../src/save/store/files';
import { removeLeftovers } from '../../../../src/save/store/leftovers';

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 0, 31);

/** Files that are still there, of these that were written so long ago. */
async function left(names: readonly string[], age: number): Promise<readonly string[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'leftovers-'));
  for (const name of names) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, '');
    fs.utimesSync(file, (NOW - age) / 1000, (NOW - age) / 1000);
  }
  await removeLeftovers(folder, disk, NOW);
  const present = names.filter((name) => fs.existsSync(path.join(folder, name)));
  fs.rmSync(folder, { recursive: true });
  return present;
}

const NEEDED = [
  'pending/a.json',
  'pending/a.stop',
  'pending/b.json.unreadable',
  'ended/c.json',
  'leases/a.3',
  'notebooks/0123',
];
const LEFT = [
  'pending/a.json.1f.tmp',
  'pending/c.stop',
  'ended/c.json.2f.tmp',
  'leases/c.1',
  'leases/a.4.3f.tmp',
  'notebooks/0123.4f.tmp',
  'windows/w.json',
];

test('what crashed windows left is removed after a day, and what is needed stays', async () => {
  expect(await left([...NEEDED, ...LEFT], 2 * DAY)).toEqual(NEEDED);
});

test('a file that was set aside is removed after a month', async () => {
  const names = ['pending/b.json.unreadable', 'ended/c.json.unreadable'];
  expect(await left([...NEEDED, ...names], 29 * DAY)).toEqual([...NEEDED, ...names]);
  expect(await left([...NEEDED, ...names], 31 * DAY)).toEqual(NEEDED.filter((name) => !names.includes(name)));
});

test('what somebody may just be writing stays', async () => {
  expect(await left([...NEEDED, ...LEFT], DAY / 2)).toEqual([...NEEDED, ...LEFT]);
});

test('what belongs to a save under way is told by its whole name', async () => {
  const names = ['pending/save-1.json', 'pending/save-1.stop', 'leases/save-1.2', 'leases/save-2.1', 'pending/s.json'];
  expect(await left(names, 2 * DAY)).toEqual(names.filter((name) => name !== 'leases/save-2.1'));
});

test('where there is no such folder, nothing happens', async () => {
  expect(await left([], 0)).toEqual([]);
});
