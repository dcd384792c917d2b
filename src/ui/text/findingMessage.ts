import { l10n } from 'vscode';
import type { CheckedField, Finding, Problem } from '../../model/checkImageRequest';

/** Returns one sentence that names the rule and the character that violates it. */
export function findingMessage(field: CheckedField, { problem }: Finding): string {
  switch (problem.kind) {
    case 'empty':
      return l10n.t('Required.');
    case 'tooLong':
      return l10n.t('Use at most {max} characters. This has {length}; the excess starts at {character}.', {
        max: problem.max,
        length: problem.length,
        character: visibleCharacter(problem.character),
      });
    case 'notAllowed':
      return notAllowed(field, visibleCharacter(problem.character), problem.position);
    case 'badStart':
      return badStart(problem);
    case 'badEnd':
      return l10n.t('Must end with a lowercase letter or digit, not {character}.', {
        character: visibleCharacter(problem.character),
      });
    case 'registryRefusesCharacter':
      return registryCharacter(field, visibleCharacter(problem.character), problem.position);
    case 'registryRefusesStart':
      return l10n.t('ModelArts accepts this, but no registry can pull a tag that starts with {character}.', {
        character: visibleCharacter(problem.character),
      });
    case 'registryRefusesEnd':
      return l10n.t(
        'ModelArts accepts this, but SWR requires a lowercase letter or digit at the end, not {character}.',
        {
          character: visibleCharacter(problem.character),
        },
      );
    case 'registryRefusesSeparators':
      return l10n.t(
        "ModelArts accepts this, but SWR may reject {text}: separators can't be mixed (character {position}, {character}).",
        { text: problem.text, position: problem.position, character: visibleCharacter(problem.character) },
      );
  }
}

function notAllowed(field: CheckedField, character: string, position: number): string {
  switch (field) {
    case 'name':
      return l10n.t(
        "Use only lowercase letters, digits, hyphens, underscores, and periods. {character} at position {position} isn't allowed.",
        { character, position },
      );
    case 'namespace':
      return l10n.t(
        "Use only letters, digits, hyphens, underscores, and periods. {character} at position {position} isn't allowed.",
        {
          character,
          position,
        },
      );
    case 'tag':
    case 'description':
      return l10n.t(
        "Use only letters, digits, underscores, hyphens, and periods. {character} at position {position} isn't allowed.",
        {
          character,
          position,
        },
      );
  }
}

function registryCharacter(field: CheckedField, character: string, position: number): string {
  switch (field) {
    case 'tag':
      return l10n.t('ModelArts accepts {character} (at {position}), but no registry can pull such a tag.', {
        character,
        position,
      });
    case 'description':
      return l10n.t('ModelArts may reject {character} (at {position}) in a description.', { character, position });
    case 'name':
    case 'namespace':
      return l10n.t('ModelArts accepts {character} (at {position}), but SWR requires lowercase letters.', {
        character,
        position,
      });
  }
}

function badStart(problem: Extract<Problem, { readonly kind: 'badStart' }>): string {
  const character = visibleCharacter(problem.character);
  return problem.needs === 'lowercaseLetter'
    ? l10n.t('Must start with a lowercase letter, not {character}.', { character })
    : l10n.t('Must start with a lowercase letter or digit, not {character}.', { character });
}

/** Letters and symbols without a visible glyph, such as U+3164 HANGUL FILLER and U+2800 BRAILLE PATTERN BLANK. */
const BLANK = /^[\p{Default_Ignorable_Code_Point}\u2800]$/u;

/** Returns a character in quotes, or its code point if it is invisible. */
export function visibleCharacter(character: string): string {
  if (character === ' ') return l10n.t('a space');
  if (/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) && !BLANK.test(character)) return `“${character}”`;
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${number}`;
}
