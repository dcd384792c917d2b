import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { testsIn, titlesIn } from './namedTests';
import { projectFolder, readProjectFile } from './project';

/** The statements of the API page CreateImage: parameters, response fields in the order of the page, and status codes. */
const REQUEST = [
  'POST /v1/{project_id}/notebooks/{id}/create-image',
  'id',
  'project_id',
  'name',
  'namespace',
  'tag',
  'description',
  'workspace_id',
  'a running instance',
];
const RESPONSE = [
  'arch',
  'create_at',
  'description',
  'dev_services',
  'id',
  'name',
  'namespace',
  'origin',
  'resource_categories',
  'service_type',
  'size',
  'status',
  'status_message',
  'support_res_categories',
  'swr_path',
  'tag',
  'type',
  'update_at',
  'visibility',
  'workspace_id',
  'flavor_type',
];
const STATUS_CODES = ['200', '201', '401', '403', '404', 'error codes'];

interface Row {
  readonly section: string;
  readonly part: string;
  readonly rule: string;
  readonly code: string;
  readonly heldBy: string;
}

/** Returns the rows of all tables, each with the heading of its section. */
function readRows(document: string): readonly Row[] {
  let section = '';
  const rows: Row[] = [];
  for (const line of document.split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3);
    if (!line.startsWith('| ') || line.startsWith('| Element ')) continue;
    const [part = '', rule = '', code = '', heldBy = ''] = line.slice(2, -2).split(' | ');
    rows.push({ section, part: part.replaceAll('`', ''), rule, code, heldBy });
  }
  return rows;
}

const rows = readRows(readProjectFile('docs/api-coverage.md'));

test.each([
  ['Request', REQUEST],
  ['Response', RESPONSE],
  ['Status codes', STATUS_CODES],
])('%s: the table has one row for each statement of the API page', (section, parts) => {
  expect(rows.filter((row) => row.section === section).map(({ part }) => part)).toEqual(parts);
});

test.each([
  ['name', /Required\. Up to 128 characters: .* starts and ends with/],
  ['namespace', /Required\. Up to 64 characters: .* starts with a lowercase letter/],
  ['tag', /Optional\. Up to 64 characters: .* commas/],
  ['description', /Optional\. Up to 512 characters/],
  ['workspace_id', /Optional\. `0` where/],
])('the row of %s states the rule of the API page', (part, rule) => {
  expect(rows.find((row) => row.section === 'Request' && row.part === part)?.rule).toMatch(rule);
});

describe.each(rows)('$section: $part', ({ code, heldBy }) => {
  test('the named source files exist', () => {
    const files = Array.from(code.matchAll(/`(src\/[\w/.-]+\.ts)`/g), ([, file = '']) => file);
    expect(files.length).toBeGreaterThan(0);
    expect(files.map((file) => `\`${file}\``).join(', ')).toBe(code);
    expect(files.filter((file) => !fs.existsSync(path.join(projectFolder, file)))).toEqual([]);
  });

  test('the named tests exist', () => {
    const named = testsIn(heldBy);
    expect(named.length).toBeGreaterThan(0);
    expect(named.map(({ file, title }) => `\`${file}\` “${title}”`).join(', ')).toBe(heldBy);
    expect(named.filter(({ file, title }) => !titlesIn(readProjectFile(file)).includes(title))).toEqual([]);
  });
});
