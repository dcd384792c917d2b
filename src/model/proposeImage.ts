import { MAX_NAME, MAX_TAG } from './checkImageRequest';

/**
 * Converts any text to a valid image name: lowercase, with a hyphen in place of invalid characters, without adjacent
 * separators, at most 128 characters. Returns `notebook` if nothing is left.
 */
export function toImageName(text: string): string {
  const joined = stripAccents(text)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/[._-]{2,}/g, '-');
  return trimSeparators(trimSeparators(joined).slice(0, MAX_NAME)) || 'notebook';
}

/**
 * Converts any text to a valid tag: letters, digits, `_ . -`, starting with a letter or digit, at most 64 characters.
 * May return an empty string.
 */
export function toTag(text: string): string {
  const joined = stripAccents(text)
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/-{2,}/g, '-');
  return trimSeparators(trimSeparators(joined).slice(0, MAX_TAG));
}

/** The variables of a template. Source: the settings `save.nameTemplate` and `save.tagTemplate`. */
export const TEMPLATE_VARIABLES = ['notebook', 'user', 'date', 'time', 'gitBranch', 'gitSha', 'n'] as const;
/** A variable of a template. */
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number];

/** Replaces each `${name}` with its value. A variable that is unknown or has no value expands to nothing. */
export function expandTemplate(template: string, values: Readonly<Partial<Record<TemplateVariable, string>>>): string {
  const byName = new Map(Object.entries(values));
  return template.replace(/\$\{(\w+)\}/g, (_whole, name: string) => byName.get(name) ?? '');
}

/** Formats `date` as `20261231` and `time` as `2359` in the local time zone: sortable and valid in a tag. */
export function dateAndTime(now: Date): { readonly date: string; readonly time: string } {
  return {
    date: `${now.getFullYear()}${twoDigits(now.getMonth() + 1)}${twoDigits(now.getDate())}`,
    time: `${twoDigits(now.getHours())}${twoDigits(now.getMinutes())}`,
  };
}

/** Removes accents: `Café` → `Cafe`. */
export function stripAccents(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '');
}

/**
 * Removes separators from both ends. The lookbehind keeps the running time linear: a run of separators is tried once,
 * not from each of its characters.
 */
export function trimSeparators(text: string): string {
  return text.replace(/^[._-]+|(?<![._-])[._-]+$/g, '');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
