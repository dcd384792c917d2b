// Starts the emulator for F5 and writes the settings of the debugged window. The window has its own settings folder, so it
// does not use the developer's connections.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import './lib/typescript.mjs';

const { connectionTo } = await import('../test/support/vscode/connectionTo.ts');

const root = path.join(import.meta.dirname, '..');
/** launch.json passes the same keys to the window. They are valid only for this emulator. */
const credentials = { accessKey: 'debugging', secretKey: 'only-this-emulator' };
/** Shortens a save from six minutes to 40 seconds. */
const speed = 9;

const { startEmulator } = createRequire(import.meta.url)('../dist/emulator.js');
const emulator = await startEmulator({ credentials, speed });
const userFolder = path.join(root, 'dist/debug/User');
fs.mkdirSync(userFolder, { recursive: true });
fs.writeFileSync(
  path.join(userFolder, 'settings.json'),
  JSON.stringify(connectionTo(emulator, 'Emulator').settings, undefined, 2),
);
// tasks.json waits for this line.
console.log(`Emulator ready at ${emulator.url}`);
