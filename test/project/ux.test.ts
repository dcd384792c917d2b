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

/** Returns the test files that a cell names, each with a title if the cell has one. */
const testsIn = (cell: string): readonly { readonly file: string; readonly title: string | undefined }[] =>
  Array.from(cell.matchAll(/`(test\/[\w/.-]+\.test\.ts)`(?: “([^”]+)”)?/g), ([, file = '', title]) => ({
    file,
    title,
  }));

test('the table has every point once, in order', () => {
  expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: COUNT }, (_none, index) => index + 1));
  expect(new Set(rows.map(({ point }) => point)).size).toBe(COUNT);
});

describe.each(rows)('$number. $point', ({ verdict, why }) => {
  const tests = testsIn(why);

  test('the last column names tests, or a reason if the point is not met', () => {
    expect(['*met*', '*not met*', '*not testable*']).toContain(verdict);
    if (verdict === '*met*') expect(tests.length).toBeGreaterThan(0);
    else expect(why).toMatch(/^[A-Z].{20,}\.$/);
  });

  test('the named tests exist', () => {
    for (const { file, title } of tests) {
      expect(fs.existsSync(path.join(projectFolder, file)), file).toBe(true);
      if (title !== undefined) expect(readProjectFile(file)).toContain(title);
    }
  });
});
