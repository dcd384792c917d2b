import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder, readProjectFile } from './project';

interface Row {
  readonly fault: string;
  readonly heldBy: string;
}

/** Rows of every table whose last column is `held by`. */
function rowsOf(document: string): readonly Row[] {
  const lines = document.split('\n').filter((line) => line.startsWith('|') && !/^\|(?:---\|)+$/.test(line));
  const cells = lines.map((line) => line.slice(1, -1).split(' | '));
  return cells
    .filter((row) => row.at(-1)?.trim() !== 'held by')
    .map((row) => ({ fault: row[0]?.trim() ?? '', heldBy: row.at(-1) ?? '' }));
}

/** The tests a cell names: `path` “title”. */
function testsIn(cell: string): readonly { readonly file: string; readonly title: string }[] {
  return Array.from(cell.matchAll(/`(test\/[\w/.-]+\.test\.ts)` “([^”]+)”/g), ([, file = '', title = '']) => ({
    file,
    title,
  }));
}

const rows = rowsOf(readProjectFile('docs/reliability.md'));
const measured = rowsOf(readProjectFile('docs/performance.md')).filter(({ heldBy }) => testsIn(heldBy).length > 0);

test('there are rows for everything that is known to go wrong', () => {
  expect(rows.length).toBeGreaterThanOrEqual(65);
  expect(new Set(rows.map(({ fault }) => fault)).size).toBe(rows.length);
});

test('the promises of speed and safety that are tests are named as well', () => {
  expect(measured.map(({ fault }) => fault)).toEqual(expect.arrayContaining(['R1', 'R2', 'R3', 'S1', 'S2', 'S3']));
});

describe.each([...rows, ...measured])('$fault', ({ heldBy }) => {
  test('names a test', () => {
    expect(testsIn(heldBy).length).toBeGreaterThan(0);
    expect(
      testsIn(heldBy)
        .map(({ file, title }) => `\`${file}\` “${title}”`)
        .join(', '),
    ).toBe(heldBy.trim());
  });

  test.each(testsIn(heldBy))('“$title” is in $file', ({ file, title }) => {
    expect(fs.existsSync(path.join(projectFolder, file))).toBe(true);
    expect(titlesIn(readProjectFile(file))).toContain(title);
  });
});

/** Titles of tests as they are written, before values are filled in. */
function titlesIn(code: string): readonly string[] {
  const titles = code.matchAll(
    /(?<=\b(?:test|each)(?:<[^()]*>)?(?:\([\s\S]{0,6000}?\))?\(\s*)(?:'((?:[^'\\\n]|\\.)*)'|`([^`]*)`)(?=,)/g,
  );
  return Array.from(titles, ([, quoted, template]) => (quoted ?? template ?? '').replaceAll("\\'", "'"));
}
