import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { disk } from '../../../../src/save/store/files';
import { removeLeftovers } from '../../../../src/save/store/saveFiles';

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 0, 31);

/** Writes these files with the given age, removes leftovers, and returns the remaining names. */
async function remaining(names: readonly string[], age: number): Promise<readonly string[]> {
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

test('leftovers of crashed windows are removed after a day and files in use are kept', async () => {
  expect(await remaining([...NEEDED, ...LEFT], 2 * DAY)).toEqual(NEEDED);
});

test('an unreadable file is removed after a month', async () => {
  const names = ['pending/b.json.unreadable', 'ended/c.json.unreadable'];
  expect(await remaining([...NEEDED, ...names], 29 * DAY)).toEqual([...NEEDED, ...names]);
  expect(await remaining([...NEEDED, ...names], 31 * DAY)).toEqual(NEEDED.filter((name) => !names.includes(name)));
});

test('files that may just be being written are kept', async () => {
  expect(await remaining([...NEEDED, ...LEFT], DAY / 2)).toEqual([...NEEDED, ...LEFT]);
});

test('files of a save in progress are matched by the complete ID', async () => {
  const names = ['pending/save-1.json', 'pending/save-1.stop', 'leases/save-1.2', 'leases/save-2.1', 'pending/s.json'];
  expect(await remaining(names, 2 * DAY)).toEqual(names.filter((name) => name !== 'leases/save-2.1'));
});

test('a missing folder is ignored', async () => {
  expect(await remaining([], 0)).toEqual([]);
});
