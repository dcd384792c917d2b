// Loads and activates the built extension as an extension host does, and tells what that did to the process.
// With "request" as argument it goes on: loads the lazy files and sends one real request to the emulator.
const Module = require('node:module');
const path = require('node:path');

const dist = path.join(__dirname, '../../../../dist');
const standIn = require('./vscodeStandIn.cjs');

/** Every module asked for by name, in order. */
const asked = [];
const load = Module._load;
Module._load = function (name, ...rest) {
  if (name === 'vscode') return standIn;
  asked.push(name);
  return load.call(this, name, ...rest);
};

const { snapshot } = require('./snapshot.cjs');

async function main() {
  const before = snapshot();
  const extension = require(path.join(dist, 'extension.js'));
  const afterLoad = snapshot();
  const context = { subscriptions: [], extensionUri: undefined, extensionPath: path.dirname(dist) };
  await extension.activate(new Proxy(context, { get: (_, key) => (key in context ? context[key] : standIn[key]) }));
  const told = {
    asked: [...asked],
    loaded: Object.keys(require.cache).map((file) => path.relative(dist, file)),
    registered: standIn.registered,
    disposables: context.subscriptions.length,
    before,
    afterLoad,
    afterActivate: snapshot(),
  };
  for (const disposable of context.subscriptions) disposable.dispose();
  if (process.argv[2] === 'request') told.afterRequest = await requestOnce(told);
  process.stdout.write(JSON.stringify(told));
}

async function requestOnce(told) {
  const { askOnce } = require('./askOnce.cjs');
  told.status = await askOnce(dist);
  told.loaded = Object.keys(require.cache).map((file) => path.relative(dist, file));
  return snapshot();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
