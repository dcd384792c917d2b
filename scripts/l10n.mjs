// Collects the words that src/ shows to people into l10n/bundle.l10n.json, from which translations are made.
import fs from 'node:fs';
import path from 'node:path';
import { BUNDLE, exportWords } from './check/l10nBundle.mjs';
import { projectTree } from './check/projectTree.mjs';

const root = path.join(import.meta.dirname, '..');
const text = await exportWords(projectTree(root));
fs.mkdirSync(path.join(root, path.dirname(BUNDLE)), { recursive: true });
fs.writeFileSync(path.join(root, BUNDLE), text);
console.log(`${BUNDLE}: ${Object.keys(JSON.parse(text)).length} texts`);
