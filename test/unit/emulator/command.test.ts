import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { build } from 'esbuild';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

let script = '';

/** Copies the script and its bundle to a separate folder. */
beforeAll(async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'emulator-'));
  script = path.join(folder, 'scripts', 'emulator.mjs');
  await fs.mkdir(path.dirname(script));
  await fs.copyFile(path.resolve('scripts/emulator.mjs'), script);
  // Prevents a package.json in a parent folder from changing the module type of the bundle.
  await fs.writeFile(path.join(folder, 'package.json'), '{}');
  const outfile = path.join(folder, 'dist', 'emulator.js');
  await build({
    entryPoints: ['src/emulator/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  return () => fs.rm(folder, { recursive: true });
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [script, ...args]);
  onTestFinished(() => {
    child.kill();
  });
  return child;
}

async function failure(...args: string[]): Promise<{ code: number | null; errors: string }> {
  const child = run(...args);
  let errors = '';
  child.stderr.on('data', (part) => {
    errors += String(part);
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { code, errors };
}

test('npm run emulator prints its address on the first line, and exits on a signal', async () => {
  const child = run('--scenario', 'slow', '--speed', '9', '--notebooks', '3');
  const [line] = await new Promise<string[]>((resolve) => {
    readline.createInterface(child.stdout).on('line', (text) => resolve([text]));
  });
  const { url } = JSON.parse(line!);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const state = await (await fetch(`${url}/_emulator/state`)).json();
  expect(state).toMatchObject({ scenario: 'slow', speed: 9, notebooks: 3 + 7 });
  const ended = new Promise((resolve) => {
    child.on('close', resolve);
  });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test.for([
  [['--scenario', 'sunny'], 'lostAnswer'],
  [['--port', 'http'], '--port'],
  [['--port', '70000'], '--port'],
  [['--speed', '0'], '--speed'],
  [['--notebooks', '1.5'], '--notebooks'],
  [['--colour', 'red'], '--colour'],
  [['surplus'], 'surplus'],
] as const)('npm run emulator exits with 2 and prints the reason for %j', async ([args, word]) => {
  const { code, errors } = await failure(...args);
  expect(code).toBe(2);
  expect(errors).toContain(word);
});
