import { getL10nJson } from '@vscode/l10n-dev';
import { matchesIn, sources } from './source.mjs';
import { checkTranslation } from './translations.mjs';

/** Path of the bundle with the English texts of `l10n.t`. */
export const BUNDLE = 'l10n/bundle.l10n.json';

/** Returns the expected bundle: every text of `l10n.t` in src, sorted by key so that a diff shows one line per change. */
export async function exportWords(tree) {
  const contents = sources(tree).map(({ text }) => ({ extension: '.ts', contents: text }));
  const words = await getL10nJson(contents);
  const sorted = Object.fromEntries(Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, undefined, 2)}\n`;
}

/** Checks that the bundle matches the code, that translations match the bundle, and that `l10n.t` gets only literals. */
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

/** Returns the paths of the translated bundles. */
export function translationsOf(tree) {
  return tree.paths.filter((name) => /^l10n\/bundle\.l10n\..+\.json$/.test(name));
}

/** Finds calls of `l10n.t` without a literal. The export reads only literals, so such a text would not be translated. */
function* hiddenTexts(tree) {
  for (const { file, text } of sources(tree)) {
    for (const { where } of matchesIn(file, text, /\bl10n\.t\(\s*(?!['"`{\s])/g)) {
      yield { where, what: 'l10n.t needs a literal, otherwise its text cannot be translated' };
    }
  }
}
