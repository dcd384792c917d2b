import { getL10nJson } from '@vscode/l10n-dev';
import { matchesIn, sources } from './source.mjs';
import { sameKeys } from './words.mjs';

export const BUNDLE = 'l10n/bundle.l10n.json';

/** The bundle as it should be: every text of `l10n.t` in src, sorted by key so that a change shows as one line. */
export async function exportWords(tree) {
  const contents = sources(tree).map(({ text }) => ({ extension: '.ts', contents: text }));
  const words = await getL10nJson(contents);
  const sorted = Object.fromEntries(Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, undefined, 2)}\n`;
}

/** The bundle matches the code, its translations match the bundle, and no text is built where the export cannot see it. */
export async function checkL10nBundle(tree) {
  const wanted = await exportWords(tree);
  const found = tree.paths.includes(BUNDLE) ? tree.read(BUNDLE) : undefined;
  const stale = found === wanted ? [] : [{ where: BUNDLE, what: 'out of date: run `node scripts/l10n.mjs`' }];
  return [...stale, ...translations(tree, JSON.parse(wanted)), ...hiddenTexts(tree)];
}

function* translations(tree, wanted) {
  for (const file of tree.paths.filter((name) => /^l10n\/bundle\.l10n\..+\.json$/.test(name))) {
    const translated = JSON.parse(tree.read(file));
    yield* sameKeys(file, translated, wanted);
    for (const [key, text] of Object.entries(translated)) {
      if (key in wanted && placeholders(text).symmetricDifference(placeholders(textOf(wanted[key]))).size > 0) {
        yield { where: file, what: `"${key}" has other placeholders than its original` };
      }
    }
  }
}

function textOf(entry) {
  return typeof entry === 'string' ? entry : entry.message;
}

function placeholders(text) {
  return new Set(text.match(/\{\w+\}/g));
}

/** The export reads literals only: a text in a variable would never be translated. */
function* hiddenTexts(tree) {
  for (const { file, text } of sources(tree)) {
    for (const { where } of matchesIn(file, text, /\bl10n\.t\(\s*(?!['"`{\s])/g)) {
      yield { where, what: 'l10n.t needs its text as a literal, or nobody can translate it' };
    }
  }
}
