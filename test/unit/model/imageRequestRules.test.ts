import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkDescription,
  checkName,
  checkNamespace,
  checkTag,
  type Finding,
} from '../../../src/model/checkImageRequest';

/** A second implementation of the API page's rule, independent of the code under test. */
interface Rule {
  readonly check: (value: string) => Finding | undefined;
  readonly allows: (value: string) => boolean;
  /** Characters for generating values near the limits of the rule. */
  readonly alphabet: string;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const UPPER = LOWER.toUpperCase();

const isOneOf = (characters: string) => (character: string | undefined) =>
  character !== undefined && character !== '' && characters.includes(character);
const consistsOf = (value: string, characters: string): boolean => Array.from(value).every(isOneOf(characters));

/** Source: the request parameters on the API page CreateImage. */
const RULES: Readonly<Record<'name' | 'namespace' | 'tag' | 'description', Rule>> = {
  name: {
    check: checkName,
    allows: (value) =>
      value.length >= 1 &&
      value.length <= 128 &&
      consistsOf(value, `${LOWER}${DIGITS}-_.`) &&
      isOneOf(LOWER + DIGITS)(value.at(0)) &&
      isOneOf(LOWER + DIGITS)(value.at(-1)),
    alphabet: 'ab0-_.',
  },
  namespace: {
    check: checkNamespace,
    allows: (value) =>
      value.length >= 1 &&
      value.length <= 64 &&
      consistsOf(value, `${LOWER}${UPPER}${DIGITS}-_.`) &&
      isOneOf(LOWER)(value.at(0)),
    alphabet: 'abAB0-_.',
  },
  tag: {
    check: checkTag,
    allows: (value) => value.length <= 64 && consistsOf(value, `${LOWER}${UPPER}${DIGITS}-_.,`),
    alphabet: 'aA0-_.,',
  },
  description: {
    check: checkDescription,
    allows: (value) => Array.from(value).length <= 512,
    alphabet: `aA0 -_.,&<>"'/版😀`,
  },
};

/** Generates values near the limits of the rule, and arbitrary ones. */
function values({ alphabet }: Rule): fc.Arbitrary<string> {
  const unit = fc.constantFrom(...Array.from(alphabet));
  return fc.oneof(
    fc.string({ unit, maxLength: 8 }),
    fc.string({ unit, minLength: 60, maxLength: 70, size: 'max' }),
    fc.string({ unit, minLength: 120, maxLength: 135, size: 'max' }),
    fc.string({ unit: fc.constantFrom('a', '😀'), minLength: 505, maxLength: 520, size: 'max' }),
    fc.string({
      unit: fc.oneof(
        { weight: 9, arbitrary: unit },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
      ),
    }),
    fc.string({ unit: 'binary' }),
  );
}

describe.each(Object.entries(RULES))('the check of the %s', (_field, rule) => {
  test('stops exactly on the values that the API page forbids', () => {
    fc.assert(
      fc.property(values(rule), (value) => {
        expect(rule.check(value)?.severity === 'stop').toBe(!rule.allows(value));
      }),
      { numRuns: 1000 },
    );
  });

  test('reports a character that is at the reported position', () => {
    fc.assert(
      fc.property(values(rule), (value) => {
        const finding = rule.check(value);
        if (finding) expect(namedCharacter(finding, value)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

/** True if the finding's character is at the position the finding reports. */
function namedCharacter({ problem }: Finding, value: string): boolean {
  const characters = Array.from(value);
  switch (problem.kind) {
    case 'empty':
      return value === '';
    case 'tooLong':
      return problem.character === characters[problem.max] && problem.length === characters.length;
    case 'badStart':
    case 'registryRefusesStart':
      return problem.character === characters[0];
    case 'badEnd':
    case 'registryRefusesEnd':
      return problem.character === characters.at(-1);
    case 'notAllowed':
    case 'registryRefusesCharacter':
      return problem.character === characters[problem.position - 1];
    case 'registryRefusesSeparators':
      return problem.character === characters[problem.position - 1] && value.includes(problem.text);
  }
}

/** Sources: SWR's rules for organizations and repositories; the OCI distribution specification for tags. */
const REGISTRY = {
  name: /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/,
  namespace: /^[a-z][a-z0-9]*(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/,
  tag: /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/,
};

test.each(['name', 'namespace', 'tag'] as const)(
  'the check of the %s warns exactly about the allowed values that the registry refuses',
  (field) => {
    const rule = RULES[field];
    fc.assert(
      fc.property(values(rule).filter(rule.allows), (value) => {
        expect(rule.check(value)).toEqual(
          REGISTRY[field].test(value) ? undefined : expect.objectContaining({ severity: 'warn' }),
        );
      }),
      { numRuns: 1000 },
    );
  },
);
