// Writes every text of `l10n.t` in src/ to l10n/bundle.l10n.json and sorts the translations in the same order. Removes
// translations of unused texts and lists missing ones.
import fs from 'node:fs';
import path from 'node:path';
import { BUNDLE, exportWords, translationsOf } from './check/l10nBundle.mjs';
import { projectTree } from './check/projectTree.mjs';

const root = path.join(import.meta.dirname, '..');
const tree = projectTree(root);
const text = await exportWords(tree);
fs.mkdirSync(path.join(root, path.dirname(BUNDLE)), { recursive: true });
fs.writeFileSync(path.join(root, BUNDLE), text);
const keys = Object.keys(JSON.parse(text));
console.log(`${BUNDLE}: ${keys.length} texts`);

for (const file of translationsOf(tree)) {
  const words = JSON.parse(tree.read(file));
  const kept = keys.filter((key) => key in words);
  const ordered = Object.fromEntries(kept.map((key) => [key, words[key]]));
  fs.writeFileSync(path.join(root, file), `${JSON.stringify(ordered, undefined, 2)}\n`);
  console.log(`${file}: ${kept.length} texts`);
  for (const key of keys) if (!(key in words)) console.log(`  missing: ${JSON.stringify(key)}`);
}
