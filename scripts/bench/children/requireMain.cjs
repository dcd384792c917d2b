// Prints how many milliseconds `require` of the given extension takes. VS Code's own module is there already, as in a host.
require('vscode');

const started = performance.now();
require(process.argv[2]);
const took = performance.now() - started;
// Opening the standard output takes longer than what is measured here.
process.stdout.write(String(took));
