import fc from 'fast-check';

/** Fragments that render an icon or a link, hide or reorder text, or break a line. */
const tricks = fc.constantFrom('$(flame)', '[here](command:x)', '$', '(', '](', '\u202E', '\u200B', '\n', '\u001B[1m');

const character = fc
  .oneof(
    fc.integer({ min: 0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
    fc.integer({ min: 32, max: 126 }),
  )
  .map((code) => String.fromCodePoint(code));

/** Arbitrary text that mixes any character with malicious fragments. */
export function hostileText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.oneof(tricks, character), maxLength });
}
