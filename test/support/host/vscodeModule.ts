import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '../../..');

/** Bundles the `vscode` stub for a process without a test runner. Returns the folder for NODE_PATH. */
export async function vscodeModule(): Promise<string> {
  const folder = path.join(root, 'node_modules/.cache/vscodeModule');
  await build({
    entryPoints: [path.join(root, 'test/support/vscodeStub/index.ts')],
    outfile: path.join(folder, 'vscode.js'),
    bundle: true,
    platform: 'node',
    logLevel: 'error',
    // Adds as many names as the real module has, because code that copies the module pays for each.
    footer: { js: 'for (let index = 0; index < 250; index += 1) module.exports[`Other${index}`] = undefined;' },
  });
  return folder;
}
