import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneLine } from '../../../src/util/text';

test.each([
  ['a\r\nb\tc', 'a b c'],
  ['\u001b[31mred\u001b[0m', '[31mred [0m'],
  ['safe\u202egpj.exe', 'safe gpj.exe'],
  ['zero\u200bwidth', 'zero width'],
  ['line\u2028separator\u2029', 'line separator'],
  ['  much   space ', 'much space'],
  ['', ''],
])('oneLine converts %j to %j', (text, line) => {
  expect(oneLine(text)).toBe(line);
});

test('oneLine ends a shortened text with an ellipsis and never splits a character', () => {
  expect(oneLine('abcdef', 6)).toBe('abcdef');
  expect(oneLine('abcdefg', 6)).toBe('abcde…');
  expect(oneLine('abcd😀g', 6)).toBe('abcd…');
});

test('oneLine returns one visible line within the limit for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 1, max: 100 }), (text, limit) => {
      const line = oneLine(text, limit);
      expect(line.length).toBeLessThanOrEqual(limit);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(line).not.toMatch(/\p{Cs}/u);
    }),
  );
});
