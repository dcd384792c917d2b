import type { Finding, Problem } from './finding';
import type { ImageRequest } from './imageRequest';

export const MAX_NAME = 128;
export const MAX_NAMESPACE = 64;
export const MAX_TAG = 64;
export const MAX_DESCRIPTION = 512;

const LOWER_OR_DIGIT = /[a-z0-9]/;
/** Registries join words by one period, one or two underscores, or any number of hyphens, never mixed. */
const SEPARATORS = /[._-]+/g;
const REGISTRY_SEPARATOR = /^(?:\.|_{1,2}|-+)$/;

/**
 * Image name: stops on the page's rule (`[a-z0-9._-]`, starts and ends with a letter or digit, at most 128),
 * warns where SWR's rule for repositories is stricter.
 */
export function checkName(value: string): Finding | undefined {
  return (
    stop(emptyOrLong(value, MAX_NAME) ?? notAllowed(value, /[a-z0-9._-]/) ?? badEnds(value)) ??
    warn(mixedSeparators(value))
  );
}

/**
 * Organization: stops on the page's rule (starts with a lowercase letter, `[A-Za-z0-9._-]`, at most 64),
 * warns where SWR's rule for organizations is stricter (no capitals, ends with a letter or digit).
 */
export function checkNamespace(value: string): Finding | undefined {
  return (
    stop(emptyOrLong(value, MAX_NAMESPACE) ?? notAllowed(value, /[A-Za-z0-9._-]/) ?? badNamespaceStart(value)) ??
    warn(registryCharacter(value, /[a-z0-9._-]/) ?? registryEnd(value) ?? mixedSeparators(value))
  );
}

/**
 * Tag: may be empty. Stops on what every source forbids (letters, digits, `_ - .` and, by the page, commas; at most 64),
 * warns on what no registry can pull: a comma, a leading period or hyphen (OCI distribution spec, `<reference>`).
 */
export function checkTag(value: string): Finding | undefined {
  return (
    stop(tooLong(value, MAX_TAG) ?? notAllowed(value, /[A-Za-z0-9_.,-]/)) ??
    warn(registryTagStart(value) ?? registryCharacter(value, /[A-Za-z0-9_.-]/))
  );
}

/**
 * Description: at most 512 characters. The page forbids no character; what the sibling call for notebooks
 * forbids (`&<>"'/`) is only warned about.
 */
export function checkDescription(value: string): Finding | undefined {
  const problem = tooLong(value, MAX_DESCRIPTION);
  return stop(problem) ?? warn(registryCharacter(value, /[^&<>"'/]/));
}

/** The first finding of each field that has one, worst first. */
export function checkImageRequest(request: ImageRequest): ReadonlyMap<CheckedField, Finding> {
  const found = new Map<CheckedField, Finding>();
  for (const field of CHECKED_FIELDS) {
    const finding = checks[field](request[field]);
    if (finding) found.set(field, finding);
  }
  return found;
}

export const CHECKED_FIELDS = ['name', 'namespace', 'tag', 'description'] as const;
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

/** `allowed` is asked about one character at a time. */
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
