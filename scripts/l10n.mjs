// Sorts the translations of the texts of `l10n.t` in src/. Removes translations of unused texts and lists missing ones.
import fs from 'node:fs';
import path from 'node:path';
import { textsIn, translationsOf } from './check/l10nBundle.mjs';
import { projectTree } from './check/projectTree.mjs';

const root = path.join(import.meta.dirname, '..');
const tree = projectTree(root);
const keys = Object.keys(await textsIn(tree));

for (const file of translationsOf(tree)) {
  const words = JSON.parse(tree.read(file));
  const kept = keys.filter((key) => key in words);
  const ordered = Object.fromEntries(kept.map((key) => [key, words[key]]));
  fs.writeFileSync(path.join(root, file), `${JSON.stringify(ordered, undefined, 2)}\n`);
  console.log(`${file}: ${kept.length} of ${keys.length} texts`);
  for (const key of keys) if (!(key in words)) console.log(`  missing: ${JSON.stringify(key)}`);
}
