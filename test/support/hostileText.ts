import * as fc from 'fast-check';

/** Generates names as users and attackers choose them. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', minLength: 300, maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('-', '_', '.', ',', 'a', 'Z', '9', ' ', '/', 'é', 'ß', 'İ', '版', '😀', '\u202e', '\n'),
    maxLength: 300,
  }),
  fc.constantFrom(
    '',
    '---',
    '...hidden',
    '../../etc',
    '$(rm -rf /)',
    '`id`',
    "'; drop table",
    '${notebook}',
    '__proto__',
    'ﬁne',
    '①',
    'Å'.repeat(200),
    `${'a'.repeat(127)}-b`,
    'x'.repeat(300),
  ),
);
