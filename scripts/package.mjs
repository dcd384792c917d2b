// Packs the output of `npm run build` into dist/modelarts-notebook-images.vsix. The same commit gives the same bytes,
// independent of clock, time zone and file permissions.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { evenPermissions } from './lib/evenPermissions.mjs';

const root = path.join(import.meta.dirname, '..');
const packagePath = path.join(root, 'dist/modelarts-notebook-images.vsix');
const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

// If set, vsce uses this date for all files, in the time zone of the process, and sorts the files.
process.env.SOURCE_DATE_EPOCH ??= commitDate() ?? '1767225600';
process.env.TZ = 'UTC';

await createVSIX({ cwd: root, packagePath, dependencies: false, preRelease: isPreRelease(version) });
fs.writeFileSync(packagePath, evenPermissions(fs.readFileSync(packagePath)));

/** Returns the date of the commit in seconds since the epoch, or undefined outside git. It shows the age of the package. */
function commitDate() {
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

/** Odd minor versions are pre-releases, because the Marketplace does not support suffixes such as `-beta`. */
function isPreRelease(text) {
  return Number(text.split('.')[1]) % 2 === 1;
}
