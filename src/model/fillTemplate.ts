import { MAX_NAME, MAX_TAG } from './checkImageRequest';
import { expandTemplate, latin, type TemplateVariable, toImageName, toTag, trimSeparators } from './proposeImage';

/** Values of a template's variables; one that is missing leaves nothing. */
export type TemplateValues = Readonly<Partial<Record<TemplateVariable, string>>>;

/**
 * The image name a template makes: valid, and `notebook` where nothing is left of it. Where it would be too long, the
 * longest values are shortened, so that what stands behind them (a date, a counter) still tells one image from another.
 */
export function nameFromTemplate(template: string, values: TemplateValues): string {
  return toImageName(fit(template, values, MAX_NAME));
}

/** The tag a template makes: valid, or empty where nothing is left of it. Shortened as a name is. */
export function tagFromTemplate(template: string, values: TemplateValues): string {
  return toTag(fit(template, values, MAX_TAG));
}

/** True for a template that makes the same of a notebook each time: it names no time, commit or counter. */
export function isSteady(template: string): boolean {
  return !/\$\{(?:date|time|gitBranch|gitSha|n)\}/.test(template.slice(0, MAX_TEMPLATE));
}

/** The part of a template that counts: a folder's settings may hold one of any length. Source: package.json. */
const MAX_TEMPLATE = 256;

/** The text with every value cut to the largest length with which all of it fits, or the cut template when none does. */
function fit(template: string, values: TemplateValues, max: number): string {
  const counting = template.slice(0, MAX_TEMPLATE);
  const plain = Object.entries(values).map(([name, value]) => [name, toPlain(value)] as const);
  for (let limit = max; limit > 0; limit -= 1) {
    const text = expandTemplate(
      counting,
      Object.fromEntries(plain.map(([name, value]) => [name, value.slice(0, limit)])),
    );
    if (text.length <= max) return text;
  }
  return expandTemplate(counting, {});
}

/** What may stand in a name or a tag, before it is cut: a cut then takes from the end what a person would read there. */
function toPlain(value: string): string {
  return trimSeparators(latin(value).replace(/[^A-Za-z0-9._-]+/g, '-'));
}
