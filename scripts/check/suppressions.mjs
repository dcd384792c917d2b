import { matchesIn, sources } from './source.mjs';

const SUPPRESSIONS =
  /(?:oxlint|eslint|tslint)-(?:disable|enable)[\w-]*|@ts-(?:ignore|expect-error|nocheck|check)|(?:biome|prettier|stryker)[- ](?:ignore|disable)\b|(?:istanbul|v8|c8) ignore/gi;

/** Checks that src contains no lint suppressions. */
export function* checkSuppressions(tree) {
  for (const { file, text } of sources(tree)) {
    for (const { match, where } of matchesIn(file, text, SUPPRESSIONS)) {
      yield { where, what: `"${match[0]}" suppresses a rule. Change the code, or the rule for all files` };
    }
  }
}
