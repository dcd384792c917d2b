import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from '../../../src/util/text';
import { ENCODINGS } from '../../support/shells';

test.each(Object.entries(ENCODINGS))('decodeText returns the original text from %s', (_name, encode) => {
  const text = fc.string({ unit: 'grapheme' }).filter((each) => !/^[\uFEFF\uFFFE]/.test(each));
  fc.assert(
    fc.property(text, (each) => {
      expect(decodeText(encode(each))).toBe(each);
    }),
  );
});

test('decodeText accepts any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]), (bytes, mark) => {
      expect(decodeText(Buffer.from([...mark, ...bytes])).length).toBeLessThanOrEqual(bytes.length + mark.length);
    }),
  );
});
