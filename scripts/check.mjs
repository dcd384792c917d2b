// The part of `npm run check` that linters and tests do not cover: texts and their translations, and conventions of the project.
import path from 'node:path';
import { checks } from './check/checks.mjs';
import { projectTree } from './check/projectTree.mjs';

const tree = projectTree(path.join(import.meta.dirname, '..'));
let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  const findings = Array.from(await check(tree));
  failed += findings.length;
  console.log(`${findings.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const { where, what } of findings) console.log(`     ${where}: ${what}`);
}
process.exitCode = failed === 0 ? 0 : 1;
