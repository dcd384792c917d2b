import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectTree } from '../../scripts/check/projectTree.mjs';
import { manifest } from './manifest';
import { projectFolder } from './project';
import { readZip } from './readZip';

interface Packer {
  readonly umask: number;
  readonly variables: Readonly<Record<string, string>>;
}
interface Packed {
  readonly file: string;
  readonly output: string;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** Builds and packs a copy of the project in another folder, with another umask and environment. */
async function packCopy({ umask, variables }: Packer): Promise<Packed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packed-'));
  folders.push(folder);
  for (const file of projectTree(projectFolder).paths.filter((name) => !/^(test|docs)\//.test(name))) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, fs.readFileSync(path.join(projectFolder, file)));
    fs.chmodSync(target, 0o666 & ~umask);
  }
  fs.symlinkSync(path.join(projectFolder, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  const options = { cwd: folder, env: { ...process.env, ...variables } };
  await promisify(execFile)(process.execPath, ['esbuild.mjs', '--quiet'], options);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['scripts/package.mjs'], options);
  return { file: path.join(folder, 'dist/modelarts-notebook-images.vsix'), output: stdout + stderr };
}

describe('packaging twice in different environments', () => {
  let packed: readonly [Packed, Packed];
  beforeAll(async () => {
    const date = { SOURCE_DATE_EPOCH: '1767225661' };
    packed = await Promise.all([
      packCopy({ umask: 0o022, variables: { ...date, TZ: 'Pacific/Auckland' } }),
      packCopy({ umask: 0o077, variables: { ...date, TZ: 'America/Los_Angeles', LC_ALL: 'C' } }),
    ]);
  });

  test('produces the same file, byte for byte', () => {
    const [first, second] = packed.map(({ file }) => fs.readFileSync(file));
    expect(first!.length).toBeGreaterThan(10_000);
    expect(first!.equals(second!)).toBe(true);
  });

  test('prints no warnings', () => {
    for (const { output } of packed) {
      expect(output).toContain('Packaged:');
      expect(output).not.toMatch(/warn|error/i);
    }
  });

  test('marks only an odd minor version as a pre-release', () => {
    const isOdd = Number(manifest.version.split('.')[1]) % 2 === 1;
    const description = readZip(packed[0].file).get('extension.vsixmanifest')?.toString('utf8');
    expect(description).toContain('Microsoft.VisualStudio.Code.Engine');
    expect(description?.includes('Microsoft.VisualStudio.Code.PreRelease" Value="true"')).toBe(isOdd);
  });
});
