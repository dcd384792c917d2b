import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { testsIn, titlesIn } from './namedTests';
import { projectFolder, readProjectFile } from './project';

interface Row {
  readonly fault: string;
  readonly heldBy: string;
}

/** Returns the rows of every table. The heading of the last column is `Tested by`. */
function rowsOf(document: string): readonly Row[] {
  const lines = document.split('\n').filter((line) => line.startsWith('|') && !/^\|(?:---\|)+$/.test(line));
  const cells = lines.map((line) => line.slice(1, -1).split(' | '));
  return cells
    .filter((row) => row.at(-1)?.trim() !== 'Tested by')
    .map((row) => ({ fault: row[0]?.trim() ?? '', heldBy: row.at(-1) ?? '' }));
}

const rows = rowsOf(readProjectFile('docs/reliability.md'));
const measured = rowsOf(readProjectFile('docs/performance.md')).filter(({ heldBy }) => testsIn(heldBy).length > 0);

test('reliability.md has at least 65 rows, each with its own first column', () => {
  expect(rows.length).toBeGreaterThanOrEqual(65);
  expect(new Set(rows.map(({ fault }) => fault)).size).toBe(rows.length);
});

/** Known faults, each with the beginning of the first column of a row about it. */
const KNOWN_FAULTS: readonly (readonly [fault: string, row: string])[] = [
  ['connection refused', 'Connection refused'],
  ['unknown name', 'Host name cannot be resolved (DNS)'],
  ['DNS that changes while a save is being followed', "The host's DNS record changes, or the lookup fails"],
  ['offline and online again', 'Network or DNS fails'],
  ['sleep and wake', 'The computer sleeps'],
  ['reset at accept', 'Connection reset before anything was written'],
  ['reset after the request', 'Connection reset after the request'],
  ['FIN after the request', 'Connection closed after the request (FIN)'],
  ['something that is not HTTP', 'Connection closed after the request (FIN), or a response that is not HTTP'],
  ['no headers, dripping body', 'No headers, partial headers, or a body sent byte by byte'],
  ['slow headers', 'Headers sent one character at a time'],
  ['cut off by length or in a chunk', 'Body shorter than its `Content-Length`'],
  ['stale connection', 'The server closed a kept-alive connection'],
  ['self-signed certificate', 'Self-signed certificate'],
  ['expired certificate, or of another host', 'Certificate for another host, expired'],
  ['407 of a proxy', 'Proxy requires a password'],
  ['a proxy’s page with 200', 'Proxy returns its own page, with status 200'],
  ['sign-in page, redirect to another host, downgrade', 'Redirect: to another host, to plain HTTP'],
  ['dead IPv6 beside live IPv4', 'An unreachable IPv6 address'],
  ['401 at the start', '401: keys refused on the first request'],
  ['401 while following', '401 while a save is being followed'],
  ['403', 'Status 400 to 504 for a read'],
  ['404 right after creation', '404 for the image right after the save was requested'],
  ['permanent 404', 'Persistent 404'],
  ['a notebook that is not running', 'The notebook is not running'],
  ['every Retry-After', '`Retry-After` in seconds, as a date, far too long, or malformed'],
  ['throttling in a body of 200', 'Throttling reported in a body with status 200'],
  ['throttling in a body of 403', 'Throttling reported in a body with status 403'],
  ['bursts of 5xx', '429, 5xx, throttling, or no response for several minutes'],
  ['permanent 503', 'Persistent 503'],
  ['a wrong clock', 'Clock more than 15 minutes off'],
  ['empty body, HTML', 'Empty body, HTML, or truncated JSON'],
  ['byte order mark', 'Byte order mark'],
  ['wrong charset', 'Body in another encoding'],
  ['300 MB', 'Body of 300 MB'],
  ['deep nesting', 'JSON nested'],
  ['a million items', 'A list of a million invalid items'],
  ['unrequested gzip', 'Body compressed with gzip, deflate, or br although `identity` was requested'],
  ['null, missing, extra, wrong types', 'Fields that are null, missing, of another type, or undocumented'],
  ['unknown words', 'Unknown values'],
  ['`__proto__`', '`__proto__`'],
  ['a total below the items', 'A total smaller than the list'],
  ['wrong pages, repeated ids, items that move', 'Items that move between pages, or repeated IDs'],
  ['a clamped limit', 'Pages smaller than requested'],
  ['hostile names', 'Names with bidirectional controls'],
  ['ids that change the path', 'IDs with `/..` or `%2e`'],
  ['reload before the request', 'The window reloads before the request is sent'],
  ['reload during the request', 'The window reloads between the request and its response'],
  ['reload after the request', 'The window reloads while a save is being followed'],
  ['two windows and one save', 'Two windows show the same save'],
  ['two saves of one notebook', 'Two saves of the same notebook'],
  ['a notebook stopped during its save', 'The notebook is stopped during its save'],
  ['secrets changed or removed', 'Keys change or are removed during a save'],
  ['another connection in use', 'The user switches connections while a save is being followed'],
  ['another account behind a connection', 'The connection of a save switches to a different account'],
  ['a damaged state file', 'The file of a save is damaged'],
  ['values too short, too long', 'Name, organization, or tag too short, too long'],
];

test.each(KNOWN_FAULTS)('%s has a row in reliability.md', (_fault, row) => {
  expect(rows.filter(({ fault }) => fault.startsWith(row))).not.toEqual([]);
});

test('performance.md names tests for the guarantees R1 to R3 and S1 to S3', () => {
  expect(measured.map(({ fault }) => fault)).toEqual(expect.arrayContaining(['R1', 'R2', 'R3', 'S1', 'S2', 'S3']));
});

describe.each([...rows, ...measured])('$fault', ({ heldBy }) => {
  test('the last column lists only tests, and at least one', () => {
    expect(testsIn(heldBy).length).toBeGreaterThan(0);
    expect(
      testsIn(heldBy)
        .map(({ file, title }) => `\`${file}\` “${title}”`)
        .join(', '),
    ).toBe(heldBy.trim());
  });

  test.each(testsIn(heldBy))('$file contains “$title”', ({ file, title }) => {
    expect(fs.existsSync(path.join(projectFolder, file))).toBe(true);
    expect(titlesIn(readProjectFile(file))).toContain(title);
  });
});
