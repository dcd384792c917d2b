import { expect, test } from 'vitest';
import { shellWord } from '../../../src/model/shellWord';

test.each([
  ['swr.example.com/team/base:1.0', 'swr.example.com/team/base:1.0'],
  ['a_b@c%d+e=f,g-9', 'a_b@c%d+e=f,g-9'],
  ['', "''"],
  ['two words', "'two words'"],
  ['two\nlines', "'two\nlines'"],
  ["Ada's", "'Ada'\\''s'"],
  ['$(id)', "'$(id)'"],
  ['~', "'~'"],
  ['v1\0.0', 'v1.0'],
])('%j is written as %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});
