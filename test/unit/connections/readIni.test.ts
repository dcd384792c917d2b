import { expect, test } from 'vitest';
import { readIni } from '../../../src/connections/profileFile';

/** Results of Python 3.11's `configparser.ConfigParser`, with each value trimmed. */
const READ_BY_CONFIGPARSER: readonly (readonly [text: string, sections: Record<string, Record<string, string>>])[] = [
  ['[basic] # mine\nak = A\nsk = B', { basic: { ak: 'A', sk: 'B' } }],
  ['[basic]; mine\nak = A\nsk = B', { basic: { ak: 'A', sk: 'B' } }],
  ['[basic]\nak: A\nsk :B', { basic: { ak: 'A', sk: 'B' } }],
  [
    '[basic]\nak=A:1\niam_endpoint: https://iam.example.com/x=y',
    { basic: { ak: 'A:1', iam_endpoint: 'https://iam.example.com/x=y' } },
  ],
  ['[basic]\n# one\n; two\n  # three\nak = A\n\n\nsk = B', { basic: { ak: 'A', sk: 'B' } }],
  ['[basic]\nak = A # kept\nsk = B;kept', { basic: { ak: 'A # kept', sk: 'B;kept' } }],
  ['[basic]\nak = "A"\nsk = \'B\'', { basic: { ak: '"A"', sk: "'B'" } }],
  ['[basic]\n  ak = A\n  sk = B', { basic: { ak: 'A', sk: 'B' } }],
  ['[basic]\nak = A\n  sk = B', { basic: { ak: 'A\nsk = B' } }],
  ['[basic]\nak =\n  A\nsk = B', { basic: { ak: 'A', sk: 'B' } }],
  ['[basic]\nak = A\n\n  more\nsk = B', { basic: { ak: 'A\n\nmore', sk: 'B' } }],
  ['[basic]\nak = A\n  # comment\n  more\nsk = B', { basic: { ak: 'A\nmore', sk: 'B' } }],
  ['[basic]\nAK = A\nSk = 100%%', { basic: { ak: 'A', sk: '100%' } }],
  [
    '[DEFAULT]\nproject_id = p\nak = D\n[basic]\nak = A\n[team]\nsk = B',
    { basic: { project_id: 'p', ak: 'A' }, team: { project_id: 'p', ak: 'D', sk: 'B' } },
  ],
  ['[basic]\r\nak = A\r\nsk = B\r\n', { basic: { ak: 'A', sk: 'B' } }],
  ['[basic]\rak = A\rsk = B', { basic: { ak: 'A', sk: 'B' } }],
  ['[basic]\n\tak\t=\tA\n\tsk\t=\tB\t', { basic: { ak: 'A', sk: 'B' } }],
  ['[basic]\nak = A\n[team]\nak = T', { basic: { ak: 'A' }, team: { ak: 'T' } }],
  ['[basic]\nak =\nsk = B', { basic: { ak: '', sk: 'B' } }],
];

function sectionsOf(text: string): Record<string, Record<string, string>> {
  return Object.fromEntries(Array.from(readIni(text), ([name, keys]) => [name, Object.fromEntries(keys)]));
}

test.each(READ_BY_CONFIGPARSER)('readIni reads the same values as configparser: %j', (text, sections) => {
  expect(sectionsOf(text)).toEqual(sections);
});

test.each([
  ['ak = before any section\n[basic]\nak = A', { basic: { ak: 'A' } }],
  ['[basic]\nneither section nor key\n= no name\nak = A', { basic: { ak: 'A' } }],
  ['[basic]\nak = A\nak = B', { basic: { ak: 'B' } }],
  ['[basic]\nak = A\n[team]\n[basic]\nsk = B', { basic: { ak: 'A', sk: 'B' }, team: {} }],
  ['[basic\nak = A', {}],
])('readIni skips lines that configparser rejects: %j', (text, sections) => {
  expect(sectionsOf(text)).toEqual(sections);
});

test.each(['[', ' ', '\t', '[x', 'a ', '=', '%', '\n[a]\nb=', '\n ', '"', 'a = b #'])(
  'readIni reads a megabyte of %j in linear time',
  (text) => {
    const start = performance.now();
    readIni(`[basic]\nak = A\n${text.repeat(1_000_000 / text.length)}`);
    expect(performance.now() - start).toBeLessThan(5000);
  },
);
