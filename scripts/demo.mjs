// A real VS Code with the packaged extension, connected to an emulated ModelArts: everything on this computer, in folders
// that are removed at the end.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import './lib/typescript.mjs';

const { CodeServer } = await import('../test/support/vscode/codeServer.ts');
const { connectionTo } = await import('../test/support/vscode/connectionTo.ts');
const { installExtensions } = await import('../test/support/vscode/installExtensions.ts');

const dist = path.join(import.meta.dirname, '../dist');
const { startEmulator } = createRequire(import.meta.url)(path.join(dist, 'emulator.js'));

/** A save that takes six minutes in the cloud takes 40 seconds here. */
const speed = 9;

const guide = `# Try it

1. Open **ModelArts** on the left, point at a running notebook and press *Save Notebook as Image*.
2. Answer name, organization, tag and description, and confirm.
3. Watch the notification, the status bar and the notebook's row. The save takes about 40 seconds.
4. *Copy Reference* gives the address to start new notebooks from, or to \`docker pull\`.

Nothing here reaches a cloud: the notebooks belong to an emulator on this computer.
`;

const stopRequested = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(signal));
});

const ends = [];
try {
  const emulator = await startEmulator({ speed });
  ends.push(() => emulator.close());
  const extensions = await installExtensions([path.join(dist, 'modelarts-notebook-images.vsix')]);
  ends.push(() => fs.rmSync(extensions, { recursive: true, force: true }));
  const { settings, env } = connectionTo(emulator, 'Demo');
  const code = CodeServer.create({
    extensions,
    env,
    settings: { ...settings, 'workbench.startupEditor': 'readme' },
    files: { 'README.md': guide },
  });
  ends.push(() => code.remove());
  await code.start();
  console.log(
    `\nVS Code runs at\n\n  ${code.url}\n\nconnected to an emulated ModelArts at ${emulator.url}. Ctrl+C ends both.`,
  );
  showNotebooks(code.host).catch((error) => console.error(`The view did not open: ${error.message}`));
  const ending = await Promise.race([stopRequested, code.ended()]);
  if (!ending) throw new Error(`VS Code's server has ended:\n${code.serverOutput()}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const end of ends.reverse()) await end();
}

// Whatever still waits for a window has nothing left to wait for.
process.exit();

/** Whoever opens the window first sees the notebooks. */
async function showNotebooks(host) {
  await host.ready(Number.POSITIVE_INFINITY);
  await host.executeCommand('workbench.view.extension.modelartsImages');
}
