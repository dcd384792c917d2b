import { getL10nJson } from '@vscode/l10n-dev';
import { matchesIn, sources } from './source.mjs';
import { checkTranslation } from './translations.mjs';

/** Returns every text of `l10n.t` in src by key, sorted so that a diff of a translation shows one line per change. */
export async function textsIn(tree) {
  const words = await getL10nJson(sources(tree).map(({ text }) => ({ extension: '.ts', contents: text })));
  const sorted = Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, entry]) => [key, entry.message ?? entry]));
}

/** Checks that translations match the code, and that `l10n.t` gets only literals. */
export async function checkL10nBundle(tree) {
  return [...translations(tree, await textsIn(tree)), ...hiddenTexts(tree)];
}

function* translations(tree, originals) {
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
