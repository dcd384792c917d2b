import { MAX_NAME, MAX_TAG } from './checkImageRequest';
import {
  expandTemplate,
  stripAccents,
  type TemplateVariable,
  toImageName,
  toTag,
  trimSeparators,
} from './proposeImage';

/** Values of a template's variables. A missing one expands to nothing. */
export type TemplateValues = Readonly<Partial<Record<TemplateVariable, string>>>;

/**
 * Expands a template to a valid image name, or to `notebook` if nothing is left. If the result is too long, the longest
 * values are shortened, so that what follows them (a date, a counter) still distinguishes the images.
 */
export function nameFromTemplate(template: string, values: TemplateValues): string {
  return toImageName(fit(template, values, MAX_NAME));
}

/** Expands a template to a valid tag, empty if nothing is left. Shortened like a name. */
export function tagFromTemplate(template: string, values: TemplateValues): string {
  return toTag(fit(template, values, MAX_TAG));
}

/**
 * True if a template expands to the same text for a notebook every time, because it contains no time, commit or
 * counter.
 */
export function isConstantTemplate(template: string): boolean {
  return !/\$\{(?:date|time|gitBranch|gitSha|n)\}/.test(template.slice(0, MAX_TEMPLATE));
}

/** Longer templates are truncated: a folder's settings may contain a template of any length. Source: package.json. */
const MAX_TEMPLATE = 256;

/**
 * Expands the template with every value cut to the greatest length at which the result fits `max`. If none fits,
 * expands it without values.
 */
function fit(template: string, values: TemplateValues, max: number): string {
  const truncated = template.slice(0, MAX_TEMPLATE);
  const plain = Object.entries(values).map(([name, value]) => [name, toPlain(value)] as const);
  for (let limit = max; limit > 0; limit -= 1) {
    const text = expandTemplate(
      truncated,
      Object.fromEntries(plain.map(([name, value]) => [name, value.slice(0, limit)])),
    );
    if (text.length <= max) return text;
  }
  return expandTemplate(truncated, {});
}

/**
 * Replaces the characters that are not allowed in a name or a tag. Done before cutting, so that cutting removes visible
 * characters from the end.
 */
function toPlain(value: string): string {
  return trimSeparators(stripAccents(value).replace(/[^A-Za-z0-9._-]+/g, '-'));
}
