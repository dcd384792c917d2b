import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canPassVerbatim, shellWord } from '../../../src/model/shellWord';
import { hostileText } from '../../support/hostileText';
import { powerShellWords, shellWords } from '../../support/shells';

test.each([
  ['swr.example.com/team/base:1.0', 'swr.example.com/team/base:1.0'],
  ['a_b@c%d+e=f,g-9', 'a_b@c%d+e=f,g-9'],
  ['', "''"],
  ['two words', "'two words'"],
  ['two\nlines', "'two\nlines'"],
  ["Ada's", "'Ada'\\''s'"],
  ['$(id)', "'$(id)'"],
  ['~', "'~'"],
  ['=ls', "'=ls'"],
  ['v1\0.0', 'v1.0'],
])('shellWord quotes %j for sh as %s', (text, word) => {
  expect(shellWord('posix', text)).toBe(word);
});

test.each([
  ['swr.example.com/team/base:1.0', 'swr.example.com/team/base:1.0'],
  ['--name=base', "'--name=base'"],
  ['', "''"],
  ['1.0', "'1.0'"],
  ['two words', "'two words'"],
  ['two\nlines', "'two\nlines'"],
  ["Ada's", "'Ada''s'"],
  ['Ada\u2019s \u2018\u201a\u201b', "'Ada\u2019\u2019s \u2018\u2018\u201a\u201a\u201b\u201b'"],
  ['$env:HOME $(id) `n', "'$env:HOME $(id) `n'"],
  ['a,b', "'a,b'"],
  ['@args', "'@args'"],
  ['a;b|c&d', "'a;b|c&d'"],
  ['v1\0.0', 'v1.0'],
])('shellWord quotes %j for PowerShell as %s', (text, word) => {
  expect(shellWord('powershell', text)).toBe(word);
});

const anyText = hostileText.map((text) => text.replaceAll('\0', ''));

test('sh parses a quoted word back to the original text', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 20 }), (texts) => {
      expect(shellWords(texts.map((text) => shellWord('posix', text)).join(' '))).toEqual(texts);
    }),
    { numRuns: 40 },
  );
});

test('PowerShell, by its documented rules, parses a quoted word back to the original text', () => {
  const quote = fc.constantFrom("'", '\u2018', '\u2019', '\u201a', '\u201b', '"', '`', '$', ' ', 'a');
  const quotes = fc.string({ unit: quote, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.oneof(anyText, quotes), { minLength: 1, maxLength: 5 }), (texts) => {
      expect(powerShellWords(texts.map((text) => shellWord('powershell', text)).join(' '))).toEqual(texts);
    }),
  );
});

test.each([
  ['plain', true, true],
  ["Ada's base", true, true],
  ['a "quoted" word', true, false],
  ['C:\\', true, false],
])('canPassVerbatim of %j is %j for sh and %j for PowerShell', (text, posix, powershell) => {
  expect([canPassVerbatim('posix', text), canPassVerbatim('powershell', text)]).toEqual([posix, powershell]);
});
