// Loads and activates the built extension like an extension host, and prints the effects on the process. NODE_PATH must
// contain the stub of the `vscode` module (vscodeModule.ts).
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { asked, reads } = require('./trace.cjs');
const { snapshot } = require('./snapshot.cjs');

const dist = path.join(__dirname, '../../../dist');

async function main() {
  const before = snapshot();
  const { activate } = require(path.join(dist, 'extension.js'));
  const afterLoad = snapshot();
  const { extensionContext, screen } = require('vscode');
  const storage = fs.mkdtempSync(path.join(os.tmpdir(), 'activation-'));
  const context = extensionContext(storage, {});
  await activate(context);
  const report = {
    asked: asked.filter((name) => !path.isAbsolute(name) && !name.startsWith('./')),
    files: Object.keys(require.cache)
      .filter((file) => file.startsWith(dist))
      .map((file) => path.basename(file)),
    reads,
    registered: [...screen.registered.keys()],
    disposables: context.subscriptions.length,
    before,
    afterLoad,
    afterActivate: snapshot(),
  };
  for (const disposable of context.subscriptions) disposable.dispose();
  fs.rmSync(storage, { recursive: true, force: true });
  process.stdout.write(JSON.stringify(report));
}

main().catch((error) => {
  process.exitCode = 1;
  process.stderr.write(error.stack);
});
