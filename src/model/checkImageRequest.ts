import type { ImageRequest } from './imageRequest';

/** Maximum length of an image name, in characters. */
export const MAX_NAME = 128;
/** Maximum length of an organization name, in characters. */
const MAX_NAMESPACE = 64;
/** Maximum length of a tag, in characters. */
export const MAX_TAG = 64;
/** Maximum length of a description, in characters. */
export const MAX_DESCRIPTION = 512;

const LOWER_OR_DIGIT = /[a-z0-9]/;
/** Registries allow one period, one or two underscores, or any number of hyphens between words, but no mixture. */
const SEPARATORS = /[._-]+/g;
const REGISTRY_SEPARATOR = /^(?:\.|_{1,2}|-+)$/;

/**
 * Checks an image name. Returns `stop` for a violation of the API page's rule (`[a-z0-9._-]`, starts and ends with a
 * letter or digit, at most 128 characters) and `warn` for a violation of SWR's stricter rule for repositories.
 */
export function checkName(value: string): Finding | undefined {
  return (
    stop(emptyOrLong(value, MAX_NAME) ?? notAllowed(value, /[a-z0-9._-]/) ?? badEnds(value)) ??
    warn(mixedSeparators(value))
  );
}

/**
 * Checks an organization name. Returns `stop` for a violation of the API page's rule (starts with a lowercase letter,
 * `[A-Za-z0-9._-]`, at most 64 characters) and `warn` for a violation of SWR's stricter rule for organizations (no
 * uppercase letters, ends with a letter or digit).
 */
export function checkNamespace(value: string): Finding | undefined {
  return (
    stop(emptyOrLong(value, MAX_NAMESPACE) ?? notAllowed(value, /[A-Za-z0-9._-]/) ?? badNamespaceStart(value)) ??
    warn(registryCharacter(value, /[a-z0-9._-]/) ?? registryEnd(value) ?? mixedSeparators(value))
  );
}

/**
 * Checks a tag, which may be empty. Returns `stop` for what all sources forbid (allowed are letters, digits, `_ - .`
 * and, per the API page, commas; at most 64 characters) and `warn` for tags that cannot be pulled: with a comma, or a
 * leading period or hyphen (OCI distribution spec, `<reference>`).
 */
export function checkTag(value: string): Finding | undefined {
  return (
    stop(tooLong(value, MAX_TAG) ?? notAllowed(value, /[A-Za-z0-9_.,-]/)) ??
    warn(registryTagStart(value) ?? registryCharacter(value, /[A-Za-z0-9_.-]/))
  );
}

/**
 * Checks a description. Returns `stop` above 512 characters. The API page forbids no character, so the characters that
 * the corresponding call for notebooks forbids (`&<>"'/`) only return `warn`.
 */
export function checkDescription(value: string): Finding | undefined {
  const problem = tooLong(value, MAX_DESCRIPTION);
  return stop(problem) ?? warn(registryCharacter(value, /[^&<>"'/]/));
}

/** Checks all fields. Returns the most severe finding of each field that has one. */
export function checkImageRequest(request: ImageRequest): ReadonlyMap<CheckedField, Finding> {
  const found = new Map<CheckedField, Finding>();
  for (const field of CHECKED_FIELDS) {
    const finding = checks[field](request[field]);
    if (finding) found.set(field, finding);
  }
  return found;
}

/** The fields of an image request that have rules. */
export const CHECKED_FIELDS = ['name', 'namespace', 'tag', 'description'] as const;
/** A field of an image request that has rules. */
export type CheckedField = (typeof CHECKED_FIELDS)[number];

const checks: Readonly<Record<CheckedField, (value: string) => Finding | undefined>> = {
  name: checkName,
  namespace: checkNamespace,
  tag: checkTag,
  description: checkDescription,
};

function stop(problem: Problem | undefined): Finding | undefined {
  return problem && { severity: 'stop', problem };
}

function warn(problem: Problem | undefined): Finding | undefined {
  return problem && { severity: 'warn', problem };
}

function emptyOrLong(value: string, max: number): Problem | undefined {
  return value === '' ? { kind: 'empty' } : tooLong(value, max);
}

function tooLong(value: string, max: number): Problem | undefined {
  const characters = Array.from(value);
  const surplus = characters[max];
  return surplus === undefined ? undefined : { kind: 'tooLong', length: characters.length, max, character: surplus };
}

/** Returns the first character that does not match `allowed`. */
function firstOutside(value: string, allowed: RegExp): { character: string; position: number } | undefined {
  const characters = Array.from(value);
  const index = characters.findIndex((character) => !allowed.test(character));
  const character = characters[index];
  return character === undefined ? undefined : { character, position: index + 1 };
}

function notAllowed(value: string, allowed: RegExp): Problem | undefined {
  const outside = firstOutside(value, allowed);
  return outside && { kind: 'notAllowed', ...outside };
}

function registryCharacter(value: string, allowed: RegExp): Problem | undefined {
  const outside = firstOutside(value, allowed);
  return outside && { kind: 'registryRefusesCharacter', ...outside };
}

function badEnds(value: string): Problem | undefined {
  const needs = 'lowercaseLetterOrDigit';
  const first = value.charAt(0);
  const last = value.charAt(value.length - 1);
  if (!LOWER_OR_DIGIT.test(first)) return { kind: 'badStart', character: first, needs };
  return LOWER_OR_DIGIT.test(last) ? undefined : { kind: 'badEnd', character: last, needs };
}

function badNamespaceStart(value: string): Problem | undefined {
  const first = value.charAt(0);
  return /[a-z]/.test(first) ? undefined : { kind: 'badStart', character: first, needs: 'lowercaseLetter' };
}

function registryEnd(value: string): Problem | undefined {
  const last = value.charAt(value.length - 1);
  return LOWER_OR_DIGIT.test(last) ? undefined : { kind: 'registryRefusesEnd', character: last };
}

function registryTagStart(value: string): Problem | undefined {
  const first = value.charAt(0);
  return /[.-]/.test(first) ? { kind: 'registryRefusesStart', character: first } : undefined;
}

function mixedSeparators(value: string): Problem | undefined {
  for (const { 0: text, index } of value.matchAll(SEPARATORS)) {
    if (!REGISTRY_SEPARATOR.test(text)) {
      return { kind: 'registryRefusesSeparators', text, character: text.charAt(1), position: index + 2 };
    }
  }
  return undefined;
}

/**
 * A problem with a value the user entered. `stop`: the service refuses it. `warn`: the service accepts it, but the
 * registry may not.
 */
export interface Finding {
  readonly severity: 'stop' | 'warn';
  readonly problem: Problem;
}

/** The rule that a value violates. `character` is one code point; `position` counts code points from 1. */
export type Problem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'tooLong'; readonly length: number; readonly max: number; readonly character: string }
  | { readonly kind: 'notAllowed'; readonly character: string; readonly position: number }
  | {
      readonly kind: 'badStart';
      readonly character: string;
      readonly needs: 'lowercaseLetter' | 'lowercaseLetterOrDigit';
    }
  | { readonly kind: 'badEnd'; readonly character: string; readonly needs: 'lowercaseLetterOrDigit' }
  | { readonly kind: 'registryRefusesCharacter'; readonly character: string; readonly position: number }
  | { readonly kind: 'registryRefusesStart'; readonly character: string }
  | { readonly kind: 'registryRefusesEnd'; readonly character: string }
  | {
      readonly kind: 'registryRefusesSeparators';
      readonly text: string;
      readonly character: string;
      readonly position: number;
    };
