import { manifestOf, stringsIn } from './source.mjs';
import { checkTranslation } from './translations.mjs';

const WORDS = 'package.nls.json';

/** Checks that the `%keys%` of the manifest match the keys of package.nls.json in every language. */
export function* checkManifestWords(tree) {
  const words = JSON.parse(tree.read(WORDS));
  const used = new Set([...stringsIn(manifestOf(tree))].flatMap((text) => /^%(.+)%$/.exec(text)?.[1] ?? []));
  for (const key of used)
    if (!(key in words)) yield { where: WORDS, what: `"${key}" is used by package.json and missing` };
  for (const key of Object.keys(words))
    if (!used.has(key)) yield { where: WORDS, what: `"${key}" is not used by package.json` };
  for (const file of tree.paths.filter((name) => /^package\.nls\..+\.json$/.test(name))) {
    yield* checkTranslation(file, JSON.parse(tree.read(file)), words);
  }
}
