// Loads and activates the built extension as an extension host does, and prints what that did to the process. NODE_PATH
// leads to ./modules, where a stand-in answers for VS Code's own module.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { asked } = require('./traceRequires.cjs');
const { snapshot } = require('./snapshot.cjs');
const { reads } = require('./traceReads.cjs');

const dist = path.join(__dirname, '../../../dist');

async function main() {
  const before = snapshot();
  const { activate } = require(path.join(dist, 'extension.js'));
  const afterLoad = snapshot();
  const standIn = require('vscode');
  const secrets = { onDidChange: () => ({ dispose: () => undefined }) };
  const globalStorageUri = { fsPath: fs.mkdtempSync(path.join(os.tmpdir(), 'activation-')) };
  const context = { subscriptions: [], extensionPath: path.dirname(dist), secrets, globalStorageUri };
  const asHostGivesIt = { get: (_target, key) => (key in context ? context[key] : standIn[key]) };
  await activate(new Proxy(context, asHostGivesIt));
  const told = {
    asked: asked.filter((name) => !path.isAbsolute(name) && !name.startsWith('./')),
    files: Object.keys(require.cache)
      .filter((file) => file.startsWith(dist))
      .map((file) => path.basename(file)),
    reads,
    registered: standIn.registered,
    disposables: context.subscriptions.length,
    before,
    afterLoad,
    afterActivate: snapshot(),
  };
  for (const disposable of context.subscriptions) disposable.dispose();
  fs.rmSync(globalStorageUri.fsPath, { recursive: true, force: true });
  process.stdout.write(JSON.stringify(told));
}

main().catch((error) => {
  process.exitCode = 1;
  process.stderr.write(error.stack);
});
