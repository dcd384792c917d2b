import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactor, shortFact } from '../../../src/api/redact';

const secret = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 80 }).filter((text) => text.length >= 6);
const words = fc.constantFrom('ak ', 'token=', '"', ' is wrong', '\n', ', ', '保存 ', '');

test('redactor replaces any secret anywhere and keeps the text around it', () => {
  fc.assert(
    fc.property(secret, words, words, (value, before, after) => {
      fc.pre(!`${before}${after}`.toLowerCase().includes(value.toLowerCase()));
      const redacted = redactor([value])(`${before}${value}${after}`);
      expect(redacted).not.toContain(value);
      expect(redacted.startsWith(before)).toBe(true);
      expect(redacted.endsWith(after)).toBe(true);
    }),
  );
});

test('redactor keeps a text without secrets unchanged', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      expect(redactor(['HST3ACCESSKEY4OF5TEST', 'p%ss w/rd'])(text)).toBe(text);
    }),
  );
});

test('redactor keeps every text unchanged when there are no secrets or they are too short', () => {
  const text = 'AK access failed to reach the limit';
  expect(redactor([])(text)).toBe(text);
  expect(redactor(['', 'a', 'AK'])(text)).toBe(text);
});

test('redactor accepts a secret with an unpaired surrogate', () => {
  expect(redactor(['\uD83D-half-a-character'])('x')).toBe('x');
});

test('redactor takes less than two seconds for a megabyte of partial matches', () => {
  const value = `${'a'.repeat(15)}b${'c'.repeat(10_000)}`;
  const redact = redactor([value, 'x'.repeat(4000)]);
  const startedAt = performance.now();
  redact(value.slice(0, 16).repeat(65_536));
  redact('a'.repeat(1_048_576));
  redact('x'.repeat(1_048_576));
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

test('shortFact returns undefined when nothing is left', () => {
  const redact = redactor(['the-secret']);
  expect(shortFact(undefined, redact)).toBeUndefined();
  expect(shortFact(' \n\u200B ', redact)).toBeUndefined();
  expect(shortFact('APIGW.0301', redact)).toBe('APIGW.0301');
});
