import { MAX_NAME, MAX_TAG } from './checkImageRequest';

/**
 * Makes a valid image name of any text: lowercase, what is not allowed becomes a hyphen, separators are never
 * adjacent, at most 128 characters. Text of which nothing is left gives `notebook`.
 */
export function toImageName(text: string): string {
  const joined = latin(text)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/[._-]{2,}/g, '-');
  return trimSeparators(trimSeparators(joined).slice(0, MAX_NAME)) || 'notebook';
}

/** Makes a valid tag of any text: letters, digits, `_ . -`, starting with a letter or digit, at most 64. May be empty. */
export function toTag(text: string): string {
  const joined = latin(text)
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/-{2,}/g, '-');
  return trimSeparators(trimSeparators(joined).slice(0, MAX_TAG));
}

/** What a template may name. Source: the settings `save.nameTemplate` and `save.tagTemplate`. */
export const TEMPLATE_VARIABLES = ['notebook', 'user', 'date', 'time', 'gitBranch', 'gitSha', 'n'] as const;
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number];

/** Fills `${name}` with its value; a variable without a value, or one that does not exist, leaves nothing. */
export function expandTemplate(template: string, values: Readonly<Partial<Record<TemplateVariable, string>>>): string {
  const byName = new Map(Object.entries(values));
  return template.replace(/\$\{(\w+)\}/g, (_whole, name: string) => byName.get(name) ?? '');
}

/** `date` as `20261231` and `time` as `2359`, in the person's own time zone: sortable and valid in a tag. */
export function dateAndTime(now: Date): { readonly date: string; readonly time: string } {
  return {
    date: `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`,
    time: `${two(now.getHours())}${two(now.getMinutes())}`,
  };
}

/** `Café` → `Cafe`: accents go, letters stay. */
export function latin(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '');
}

/** Without separators at either end. The lookbehind keeps the time linear: a run is tried once, not from each of its characters. */
export function trimSeparators(text: string): string {
  return text.replace(/^[._-]+|(?<![._-])[._-]+$/g, '');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
