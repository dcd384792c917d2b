import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { testsIn, titlesIn } from './namedTests';
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

const rows = rowsOf(readProjectFile('docs/reliability.md'));
const measured = rowsOf(readProjectFile('docs/performance.md')).filter(({ heldBy }) => testsIn(heldBy).length > 0);

test('there are rows for everything that is known to go wrong', () => {
  expect(rows.length).toBeGreaterThanOrEqual(65);
  expect(new Set(rows.map(({ fault }) => fault)).size).toBe(rows.length);
});

/** What the extension has to be proof against, each with the first words of a row about it. */
const KNOWN_FAULTS: readonly (readonly [fault: string, row: string])[] = [
  ['connection refused', 'nobody listens'],
  ['unknown name', 'the name is not known (DNS)'],
  ['DNS that changes while a save is followed', 'the host’s name leads elsewhere'],
  ['offline and online again', 'network or DNS goes away'],
  ['sleep and wake', 'the machine sleeps'],
  ['reset at accept', 'reset before anything was written'],
  ['reset after the request', 'reset after the request'],
  ['FIN after the request', 'closed after the request (FIN)'],
  ['something that is not HTTP', 'closed after the request (FIN), or something that is not HTTP'],
  ['no headers, dripping body', 'no headers, half a header, a dripping body'],
  ['slow headers', 'slow headers'],
  ['cut off by length or in a chunk', 'cut off by length'],
  ['stale connection', 'a kept connection that the other side has closed'],
  ['self-signed certificate', 'a certificate that is self-signed'],
  ['expired certificate, or of another host', 'one of another host, expired'],
  ['407 of a proxy', 'it wants a password'],
  ['a proxy’s page with 200', 'its own page with 200'],
  ['sign-in page, redirect to another host, downgrade', 'a redirect, to another host, to plain HTTP'],
  ['dead IPv6 beside live IPv4', 'an address of IPv6 that leads nowhere'],
  ['401 at the start', '401: keys refused at the start'],
  ['401 while following', '401 while following'],
  ['403', 'any status from 400 to 504, when something is read'],
  ['404 right after creation', '404 of the image right after it was asked for'],
  ['404 for good', '404 for good'],
  ['a notebook that does not run', 'the notebook is not running'],
  ['every Retry-After', '`Retry-After` in seconds, as a date, far too long, or garbage'],
  ['throttling in a body of 200', 'throttling told in a body of status 200'],
  ['throttling in a body of 403', 'throttling told in a body of status 403'],
  ['bursts of 5xx', '429, 5xx, throttling or silence for minutes'],
  ['503 for ever', '503 for ever'],
  ['a clock that is wrong', 'a clock more than 15 minutes off'],
  ['empty body, HTML', 'nothing, HTML, half of it'],
  ['byte order mark', 'a byte order mark'],
  ['wrong charset', 'another encoding'],
  ['300 MB', '300 MB'],
  ['deep nesting', 'lists in lists'],
  ['a million items', 'a million items that are none'],
  ['gzip unasked', 'gzip, deflate or br although `identity` was asked for'],
  ['null, missing, extra, wrong types', 'null, missing, other types, fields too many'],
  ['unknown words', 'words nobody knows'],
  ['`__proto__`', '`__proto__`'],
  ['a total below the items', 'a total smaller than the list'],
  ['wrong pages, repeated ids, items that move', 'items that move between pages, repeated ids'],
  ['a clamped limit', 'pages smaller than asked for'],
  ['hostile names', 'names with direction marks'],
  ['ids that lead elsewhere', 'ids with `/..` or `%2e`'],
  ['reload before the request', 'the window is reloaded before the request left'],
  ['reload during the request', 'it is reloaded between the request and its answer'],
  ['reload after the request', 'it is reloaded while the save is followed'],
  ['two windows and one save', 'two windows and one save'],
  ['two saves of one notebook', 'two saves of one notebook'],
  ['a notebook stopped during its save', 'the notebook is stopped during its save'],
  ['secrets changed or removed', 'keys change or are removed meanwhile'],
  ['another connection in use', 'another connection is used while a save is followed'],
  ['another account behind a connection', 'the connection of a save is of another account'],
  ['a damaged state file', 'a file of a save that is damaged'],
  ['values too short, too long', 'name, organization or tag too short, too long'],
];

test.each(KNOWN_FAULTS)('%s has a row', (_fault, row) => {
  expect(rows.filter(({ fault }) => fault.startsWith(row))).not.toEqual([]);
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
