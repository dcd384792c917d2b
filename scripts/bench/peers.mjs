// Installs the vendor's SDK, with which the benchmarks compare, into a folder that the extension never uses.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const folder = path.join(import.meta.dirname, '../../node_modules/.cache/bench-peers');

/** The vendor's SDK imports uuid without declaring the dependency. */
const packages = ['@huaweicloud/huaweicloud-sdk-core@3.1.211', 'uuid@9.0.1'];

/**
 * Installs the vendor's SDK if it is missing.
 *
 * @returns {Promise<string>} its folder
 */
export async function vendorSdk() {
  const manifest = path.join(folder, 'package.json');
  const wanted = JSON.stringify({ private: true, packages });
  if (!fs.existsSync(manifest) || fs.readFileSync(manifest, 'utf8') !== wanted) {
    await install(manifest, wanted);
  }
  return path.dirname(createRequire(manifest).resolve('@huaweicloud/huaweicloud-sdk-core/package.json'));
}

async function install(manifest, text) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const quiet = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  fs.writeFileSync(manifest, '{"private":true}');
  const npm = process.env.npm_execpath;
  const [file, start] = npm ? [process.execPath, [npm]] : ['npm', []];
  await promisify(execFile)(file, [...start, 'install', '--prefix', folder, ...quiet, ...packages], { cwd: folder });
  // Written last, so that an interrupted installation is repeated.
  fs.writeFileSync(manifest, text);
}
