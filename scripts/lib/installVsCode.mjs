// code-server's own postinstall, without a compiler and without scripts: it fetches the modules VS Code's server needs from
// the list VS Code ships, into a folder of its own, and moves that folder into place in one step. An interrupted run leaves
// nothing half-done, and two runs at once cannot disturb each other.
import fs from 'node:fs';
import path from 'node:path';
import { moveInto } from './moveInto.mjs';
import { runNpm } from './runNpm.mjs';

/** Bundled with VS Code for its AI features, which are switched off here: 200 MB that would be fetched for nothing. */
const unused = ['@github/copilot-sdk', '@microsoft/mxc-sdk', '@vscode/copilot-api'];

/** Fetched by VS Code from elsewhere than npm and compiled; npm has the same with its programs inside. */
const fromNpm = { '@parcel/watcher': '2.5.1' };

/**
 * Completes an installed code-server.
 *
 * @param {string} codeServer its folder
 * @returns {Promise<boolean>} whether there was anything to do.
 */
export async function installVsCode(codeServer) {
  const vsCode = path.join(codeServer, 'lib/vscode');
  const modules = path.join(vsCode, 'node_modules');
  if (fs.existsSync(modules)) return false;
  const { version } = JSON.parse(fs.readFileSync(path.join(codeServer, 'package.json'), 'utf8'));
  console.log(`Fetching the modules of VS Code (code-server ${version}) …`);
  const workshop = fs.mkdtempSync(path.join(path.dirname(codeServer), '.vscode-modules-'));
  try {
    await fetchModules(vsCode, workshop);
    fs.copyFileSync(
      path.join(import.meta.dirname, 'spdlogStandIn.cjs'),
      path.join(workshop, 'node_modules/@vscode/spdlog/index.js'),
    );
    fs.rmSync(path.join(vsCode, 'extensions/copilot'), { recursive: true, force: true });
    moveInto(path.join(workshop, 'node_modules'), modules);
  } finally {
    fs.rmSync(workshop, { recursive: true, force: true });
  }
  return true;
}

async function fetchModules(vsCode, workshop) {
  const manifest = JSON.parse(fs.readFileSync(path.join(vsCode, 'package.json'), 'utf8'));
  const locked = JSON.parse(fs.readFileSync(path.join(vsCode, 'npm-shrinkwrap.json'), 'utf8'));
  for (const name of unused) delete manifest.dependencies[name];
  for (const [name, version] of Object.entries(fromNpm)) {
    const entry = `node_modules/${name}`;
    if (!locked.packages[entry]?.resolved?.startsWith('git+')) continue;
    manifest.dependencies[name] = version;
    delete locked.packages[entry];
  }
  fs.writeFileSync(path.join(workshop, 'package.json'), JSON.stringify(manifest));
  fs.writeFileSync(path.join(workshop, 'npm-shrinkwrap.json'), JSON.stringify(locked));
  await runNpm(['install', '--omit=dev'], workshop);
}
