import { getL10nJson } from '@vscode/l10n-dev';
import { matchesIn, sources } from './source.mjs';
import { checkTranslation } from './translations.mjs';

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
  const originals = Object.fromEntries(Object.entries(wanted).map(([key, entry]) => [key, entry.message ?? entry]));
  for (const file of translationsOf(tree)) yield* checkTranslation(file, JSON.parse(tree.read(file)), originals);
}

/** Paths of the bundles in other languages. */
export function translationsOf(tree) {
  return tree.paths.filter((name) => /^l10n\/bundle\.l10n\..+\.json$/.test(name));
}

/** The export reads literals only: a text in a variable would never be translated. */
function* hiddenTexts(tree) {
  for (const { file, text } of sources(tree)) {
    for (const { where } of matchesIn(file, text, /\bl10n\.t\(\s*(?!['"`{\s])/g)) {
      yield { where, what: 'l10n.t needs its text as a literal, or nobody can translate it' };
    }
  }
}
