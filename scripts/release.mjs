// Used by the release workflow:
//   node scripts/release.mjs check vX.Y.Z   exits with 1 and prints the reasons if the tag cannot be released
//   node scripts/release.mjs notes vX.Y.Z   prints the changelog section of the version
import fs from 'node:fs';
import path from 'node:path';
import { changesOf, whyNotReleasable } from './lib/releasing.mjs';

const [, , step, tag = ''] = process.argv;
const read = (file) => fs.readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');
const changelog = read('CHANGELOG.md');

switch (step) {
  case 'check': {
    const reasons = whyNotReleasable(tag, JSON.parse(read('package.json')).version, changelog);
    for (const reason of reasons) console.error(reason);
    process.exitCode = reasons.length === 0 ? 0 : 1;
    break;
  }
  case 'notes':
    console.log(changesOf(tag.slice(1), changelog));
    break;
  default:
    console.error('Usage: node scripts/release.mjs check|notes vX.Y.Z');
    process.exitCode = 2;
}
