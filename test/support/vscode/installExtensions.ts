import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type VsCodeName, vsCodes } from '../../../scripts/lib/vsCodes.mjs';
import { cleanEnvironment } from './isolation';

const driver = path.join(import.meta.dirname, 'driver');

/**
 * Installs packages like VS Code, plus the driver extension that `CodeServer.host` requires.
 *
 * @param packages paths of `.vsix` files.
 * @returns a folder of extensions that several servers may use one after another; the caller removes it.
 */
export async function installExtensions(packages: readonly string[], vsCode: VsCodeName = 'newest'): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-extensions-'));
  try {
    // Must come first: VS Code treats only what is in the folder at its first listing as installed.
    fs.cpSync(driver, path.join(folder, 'test.driver-0.0.1'), { recursive: true });
    for (const file of packages) await install(file, folder, vsCodes[vsCode]);
    return folder;
  } catch (error) {
    fs.rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function install(file: string, folder: string, vsCode: (typeof vsCodes)[VsCodeName]): Promise<void> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-install-'));
  const entry = path.join(vsCode.codeServer, 'out/node/entry.js');
  const argv = [entry, '--user-data-dir', home, '--extensions-dir', folder, '--force', '--install-extension', file];
  try {
    const { stdout, stderr } = await promisify(execFile)(vsCode.node, argv, { env: cleanEnvironment(home) });
    if (!stdout.includes('successfully installed')) throw new Error(`${file} was not installed:\n${stdout}${stderr}`);
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}
