import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder, readProjectFile } from './project';

const COUNT = 62;

const rows = readProjectFile('docs/ux.md')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.slice(1, -1).split(' | '))
  .map(([number = '', point = '', verdict = '', why = '']) => ({
    number: number.trim(),
    point,
    verdict,
    why: why.trim(),
  }));

/** Files that a cell names, each with the title of a test where the cell has one. */
const testsIn = (cell: string): readonly { readonly file: string; readonly title: string | undefined }[] =>
  Array.from(cell.matchAll(/`(test\/[\w/.-]+\.test\.ts)`(?: “([^”]+)”)?/g), ([, file = '', title]) => ({
    file,
    title,
  }));

test('every point is there once, in order', () => {
  expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: COUNT }, (_none, index) => index + 1));
  expect(new Set(rows.map(({ point }) => point)).size).toBe(COUNT);
});

describe.each(rows)('$number. $point', ({ verdict, why }) => {
  const tests = testsIn(why);

  test('holds by a test, or has a reason', () => {
    expect(['*holds*', '*overruled by*', '*cannot be tested here*', '*does not hold yet*']).toContain(verdict);
    if (verdict === '*holds*') expect(tests.length).toBeGreaterThan(0);
    else expect(why).toMatch(/^[A-Z].{20,}\.$/);
  });

  test('names tests that exist', () => {
    for (const { file, title } of tests) {
      expect(fs.existsSync(path.join(projectFolder, file)), file).toBe(true);
      if (title !== undefined) expect(readProjectFile(file)).toContain(title);
    }
  });
});
