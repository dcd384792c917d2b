// The emulator behind F5, and the settings with which the debugged window reaches it. The window has a folder of its own for
// them, so the person's own connections stay out of it.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import './lib/typescript.mjs';

const { connectionTo } = await import('../test/support/vscode/connectionTo.ts');

const root = path.join(import.meta.dirname, '..');
/** launch.json hands the same to the window: keys that open nothing but this emulator. */
const credentials = { accessKey: 'debugging', secretKey: 'only-this-emulator' };
/** A save that takes six minutes in the cloud takes 40 seconds here. */
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
