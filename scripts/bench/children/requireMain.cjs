// Prints how many milliseconds `require` of the given extension takes, with a stand-in for VS Code's own module.
const Module = require('node:module');
const standIn = require('../../../test/support/host/vscodeStandIn.cjs');

const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? standIn : load(name, ...rest));

const started = performance.now();
require(process.argv[2]);
process.stdout.write(String(performance.now() - started));
