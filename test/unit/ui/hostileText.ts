import fc from 'fast-check';

/** Pieces that draw an icon or a link, hide, reorder, or break a line. */
const tricks = fc.constantFrom('$(flame)', '[here](command:x)', '$', '(', '](', '\u202E', '\u200B', '\n', '\u001B[1m');

const character = fc
  .oneof(
    fc.integer({ min: 0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
    fc.integer({ min: 32, max: 126 }),
  )
  .map((code) => String.fromCodePoint(code));

/** Text as nobody would write it and somebody will: any character, with tricks in between. */
export function hostileText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.oneof(tricks, character), maxLength });
}
