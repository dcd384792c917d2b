// The part of `npm run check` that no linter knows: what package.json, the words and the code promise each other.
import path from 'node:path';
import { checkChangelog } from './check/changelog.mjs';
import { checkManifestAgainstCode } from './check/manifest.mjs';
import { checkHosts } from './check/hosts.mjs';
import { checkL10nBundle } from './check/l10nBundle.mjs';
import { checkLockfile } from './check/lockfile.mjs';
import { projectTree } from './check/projectTree.mjs';
import { checkSuppressions } from './check/suppressions.mjs';
import { checkManifestWords } from './check/words.mjs';

const checks = {
  'manifest and code': checkManifestAgainstCode,
  'words of the manifest': checkManifestWords,
  'words of the code': checkL10nBundle,
  lockfile: checkLockfile,
  hosts: checkHosts,
  suppressions: checkSuppressions,
  changelog: checkChangelog,
};

const tree = projectTree(path.join(import.meta.dirname, '..'));
let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  const findings = Array.from(await check(tree));
  failed += findings.length;
  console.log(`${findings.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const { where, what } of findings) console.log(`     ${where}: ${what}`);
}
process.exitCode = failed === 0 ? 0 : 1;
