// Packs what `npm run build` made into dist/modelarts-notebook-images.vsix. Who packs the same commit twice gets the same file,
// byte for byte, whatever the clock, the time zone and the permissions of the files.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { evenPermissions } from './lib/evenPermissions.mjs';

const root = path.join(import.meta.dirname, '..');
const packagePath = path.join(root, 'dist/modelarts-notebook-images.vsix');
const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

// vsce gives all files this date, in the time zone of the process, and sorts them when it is set.
process.env.SOURCE_DATE_EPOCH ??= dateOfCommit() ?? '1767225600';
process.env.TZ = 'UTC';

await createVSIX({ cwd: root, packagePath, dependencies: false, preRelease: isPreRelease(version) });
fs.writeFileSync(packagePath, evenPermissions(fs.readFileSync(packagePath)));

/** Seconds since the epoch; undefined outside git. Not a fixed date: whoever opens the archive sees how old its content is. */
function dateOfCommit() {
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

/** The Marketplace has no `-beta`: odd minor versions are the pre-releases. */
function isPreRelease(text) {
  return Number(text.split('.')[1]) % 2 === 1;
}
