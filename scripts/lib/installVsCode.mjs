// Replaces the postinstall of code-server, without a compiler and without running scripts. Installs the modules of VS Code's
// server, as locked by VS Code, into a temporary folder and moves that folder into place in one step. Interrupted and
// concurrent runs are safe.
import fs from 'node:fs';
import path from 'node:path';
import { moveInto } from './moveInto.mjs';
import { runNpm } from './runNpm.mjs';

/** Modules of VS Code's AI features, which are disabled in tests. They would add 200 MB. */
const unused = ['@github/copilot-sdk', '@microsoft/mxc-sdk', '@vscode/copilot-api'];

/** Modules that VS Code builds from a git source. The npm packages include the compiled binaries. */
const fromNpm = { '@parcel/watcher': '2.5.1' };

/**
 * Completes an installed code-server.
 *
 * @param {string} codeServer folder of code-server
 * @returns {Promise<boolean>} true if modules were installed, false if there was nothing to do
 */
export async function installVsCode(codeServer) {
  const vsCode = path.join(codeServer, 'lib/vscode');
  const modules = path.join(vsCode, 'node_modules');
  if (fs.existsSync(modules)) return false;
  const { version } = JSON.parse(fs.readFileSync(path.join(codeServer, 'package.json'), 'utf8'));
  console.log(`Fetching the modules of VS Code (code-server ${version}) …`);
  const draft = fs.mkdtempSync(path.join(path.dirname(codeServer), '.vscode-modules-'));
  try {
    await fetchModules(vsCode, draft);
    fs.copyFileSync(
      path.join(import.meta.dirname, 'spdlogStandIn.cjs'),
      path.join(draft, 'node_modules/@vscode/spdlog/index.js'),
    );
    fs.rmSync(path.join(vsCode, 'extensions/copilot'), { recursive: true, force: true });
    moveInto(path.join(draft, 'node_modules'), modules);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
  return true;
}

async function fetchModules(vsCode, draft) {
  const manifest = JSON.parse(fs.readFileSync(path.join(vsCode, 'package.json'), 'utf8'));
  const locked = JSON.parse(fs.readFileSync(path.join(vsCode, 'npm-shrinkwrap.json'), 'utf8'));
  for (const name of unused) delete manifest.dependencies[name];
  for (const [name, version] of Object.entries(fromNpm)) {
    const entry = `node_modules/${name}`;
    if (!locked.packages[entry]?.resolved?.startsWith('git+')) continue;
    manifest.dependencies[name] = version;
    delete locked.packages[entry];
  }
  fs.writeFileSync(path.join(draft, 'package.json'), JSON.stringify(manifest));
  fs.writeFileSync(path.join(draft, 'npm-shrinkwrap.json'), JSON.stringify(locked));
  await runNpm(['install', '--omit=dev'], draft);
}
