import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { projectFolder, vsixFile } from '../project/project';

/** Inputs of the package in addition to the manifest's `files` list. */
const INPUTS = [
  'src',
  'media',
  'l10n',
  'package.json',
  'package.nls.json',
  'esbuild.mjs',
  'scripts/package.mjs',
  'README.md',
  'CHANGELOG.md',
  'THIRD-PARTY-NOTICES.txt',
  'LICENSE',
];

/** Packages the extension unless the existing package is newer than all its inputs. */
export function setup(): void {
  const packed = fs.statSync(vsixFile, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (newest(INPUTS) < packed) return;
  execFileSync('npm', ['run', 'package'], { cwd: projectFolder, stdio: 'pipe', shell: process.platform === 'win32' });
}

function newest(names: readonly string[]): number {
  const files = fs.globSync(
    names.flatMap((name) => [name, `${name}/**`]),
    { cwd: projectFolder },
  );
  return Math.max(...files.map((file) => fs.statSync(path.join(projectFolder, file)).mtimeMs));
}
