// code-server's own postinstall, without a compiler and without scripts: it fetches the modules VS Code's server needs from
// the list VS Code ships, into a folder of its own, and moves that folder into place in one step. An interrupted run leaves
// nothing half-done, and two runs at once cannot disturb each other.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { moveInto } from './moveInto.mjs';

const require = createRequire(import.meta.url);
const codeServer = path.dirname(require.resolve('code-server/package.json'));
const vsCode = path.join(codeServer, 'lib/vscode');
const modules = path.join(vsCode, 'node_modules');

/** Bundled with VS Code for its AI features, which are switched off here: 200 MB that would be fetched for nothing. */
const unused = ['@github/copilot-sdk', '@microsoft/mxc-sdk', '@vscode/copilot-api'];

/**
 * Completes the installed code-server.
 *
 * @returns whether there was anything to do.
 */
export async function installVsCode() {
  if (fs.existsSync(modules)) return false;
  const { version } = require('code-server/package.json');
  console.log(`Fetching the modules of VS Code (code-server ${version}) …`);
  const workshop = fs.mkdtempSync(path.join(path.dirname(codeServer), '.vscode-modules-'));
  try {
    await fetchModules(workshop);
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

async function fetchModules(workshop) {
  const manifest = JSON.parse(fs.readFileSync(path.join(vsCode, 'package.json'), 'utf8'));
  for (const name of unused) delete manifest.dependencies[name];
  fs.writeFileSync(path.join(workshop, 'package.json'), JSON.stringify(manifest));
  fs.copyFileSync(path.join(vsCode, 'npm-shrinkwrap.json'), path.join(workshop, 'npm-shrinkwrap.json'));
  await runNpm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], workshop);
}

async function runNpm(args, cwd) {
  const npm = process.env.npm_execpath;
  // Under `npm run`, npm says which file it is; without it, the one in PATH is taken.
  const [file, argv] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  try {
    await promisify(execFile)(file, argv, { cwd, env: outerNpmEnv(), maxBuffer: 2 ** 26 });
  } catch (error) {
    throw new Error(`npm could not fetch the modules of VS Code:\n${error.stderr ?? error.message}`, { cause: error });
  }
}

/** `npm run` hands its project on by variables; an npm inside it must find its own project. Settings of the person stay. */
function outerNpmEnv() {
  const ofTheProject = /^npm_(package_|lifecycle_|command$)|^npm_config_(local_prefix|prefix)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofTheProject.test(name)));
}
