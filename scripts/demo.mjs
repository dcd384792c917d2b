// Runs a real VS Code with the packaged extension, connected to the emulator. Everything runs on this computer, in folders
// that are removed at the end.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import './lib/typescript.mjs';

const { CodeServer } = await import('../test/support/vscode/codeServer.ts');
const { connectionTo } = await import('../test/support/vscode/connectionTo.ts');
const { installExtensions } = await import('../test/support/vscode/installExtensions.ts');

const dist = path.join(import.meta.dirname, '../dist');
const { startEmulator } = createRequire(import.meta.url)(path.join(dist, 'emulator.js'));

/** Shortens a save from six minutes to 40 seconds. */
const speed = 9;

/** Scenario of the emulator, e.g. `createFails`. `npm run emulator -- --help` lists them. */
const { scenario } = parseArgs({ options: { scenario: { type: 'string', default: 'happy' } } }).values;

const guide = `# Try it

1. Open **ModelArts** in the Activity Bar and hover over a running notebook, such as *pytorch-experiments*. Select the disk icon,
   *Save Notebook as Image*.
2. Choose an organization, accept name, tag and description, and confirm.
3. Watch the notification, the status bar and the notebook's row. The save takes about 40 seconds.
4. Select *Copy Reference* to copy the image address, for a new notebook or \`docker pull\`.
5. Save the same notebook again: it opens at the confirmation, with a new tag.
6. See why a build failed: in **Images**, expand *pytorch-experiments* and select *1.3.0*. To make every save fail, start the demo
   with \`npm run demo -- --scenario createFails\`.

Nothing is sent to a cloud. The notebooks belong to an emulator on this computer.
`;

const stopRequested = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(signal));
});

const ends = [];
try {
  const emulator = await startEmulator({ speed, scenario });
  ends.push(() => emulator.close());
  const extensions = await installExtensions([path.join(dist, 'modelarts-notebook-images.vsix')]);
  ends.push(() => fs.rmSync(extensions, { recursive: true, force: true }));
  const { settings, env } = connectionTo(emulator, 'Emulator');
  const code = CodeServer.create({
    extensions,
    env,
    settings: { ...settings, 'workbench.startupEditor': 'readme' },
    files: { 'README.md': guide },
  });
  ends.push(() => code.remove());
  await code.start();
  console.log(
    `\nVS Code is running at\n\n  ${code.url}\n\nconnected to an emulated ModelArts at ${emulator.url}. Press Ctrl+C to stop both.`,
  );
  showNotebooks(code.host).catch((error) => console.error(`The view did not open: ${error.message}`));
  const ending = await Promise.race([stopRequested, code.ended()]);
  if (!ending) throw new Error(`The VS Code server exited:\n${code.serverOutput()}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const end of ends.reverse()) await end();
}

// Ends pending waits for a window.
process.exit();

/** Shows the notebooks view as soon as a window is open. */
async function showNotebooks(host) {
  await host.ready(Number.POSITIVE_INFINITY);
  await host.executeCommand('workbench.view.extension.modelartsImages');
}
