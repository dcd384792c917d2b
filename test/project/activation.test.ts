import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { INTERNAL_COMMANDS } from '../../src/ui/ids';
import { vscodeModule } from '../support/host/vscodeModule';
import { manifest } from './manifest';
import { projectFolder, readProjectFile } from './project';

interface Snapshot {
  readonly globals: readonly string[];
  readonly dispatchers: readonly string[];
  readonly processListeners: readonly string[];
  readonly diagnostics: readonly string[];
}
interface Activation {
  /** Modules asked for by name while loading and activating. */
  readonly asked: readonly string[];
  /** Files of dist that were evaluated. */
  readonly files: readonly string[];
  /** Files that were opened or looked at: the function of node:fs and the path. */
  readonly reads: readonly string[];
  readonly registered: readonly string[];
  readonly disposables: number;
  readonly before: Snapshot;
  readonly afterLoad: Snapshot;
  readonly afterActivate: Snapshot;
}

/** Runs a program of test/support/host in a process of its own, with the double of `vscode`. */
async function runInHost<T>(program: string): Promise<T> {
  const host = path.join(projectFolder, 'test/support/host');
  const env = { ...process.env, NODE_PATH: await vscodeModule() };
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(host, program)], { env });
  return JSON.parse(stdout);
}

/** At activation, at most. Who raises one says why in the same change. */
const BUDGET = { bytes: 60_000, modules: 8 };

describe('loading and activating', () => {
  let told: Activation;
  beforeAll(async () => {
    told = await runInHost('activate.cjs');
  });

  test('evaluates the main file alone', () => {
    expect(told.files).toEqual(['extension.js']);
  });

  test('reads one file of at most 60 kB, looks into one folder for saves under way, and at nothing else', () => {
    const ofTest = [path.join('test', 'support', 'host'), 'vscodeModule'];
    const own = told.reads.filter((read) => !ofTest.some((part) => read.includes(part)));
    const main = path.join(projectFolder, 'dist/extension.js');
    const pending = path.join('saves', 'pending');
    expect(own).toEqual([`readFileSync ${main}`, expect.stringContaining(pending)]);
    expect(own[1]).toMatch(/^readdir /);
    expect(fs.statSync(main).size).toBeLessThanOrEqual(BUDGET.bytes);
  });

  test.each(['extension.js', 'ui.js'])('%s looks at VS Code’s module once, for all of its parts', (file) => {
    const bundle = readProjectFile(`dist/${file}`);
    expect(bundle.match(/require\("vscode"\)/g)).toHaveLength(1);
  });

  test('evaluates at most the modules it has a budget for', () => {
    expect(new Set(told.asked).size + told.files.length).toBeLessThanOrEqual(BUDGET.modules);
  });

  test('asks for nothing but VS Code and modules of node', () => {
    expect(told.asked.filter((name) => name !== 'vscode' && !name.startsWith('node:'))).toEqual([]);
  });

  test('registers the commands of the manifest, and those that VS Code runs for it', () => {
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    expect(told.registered.toSorted()).toEqual([...contributed, ...Object.values(INTERNAL_COMMANDS)].toSorted());
  });

  test('hands VS Code one disposable', () => {
    expect(told.disposables).toBe(1);
  });

  test('leaves what all extensions share as it was', () => {
    expect(told.afterLoad).toEqual(told.before);
    expect(told.afterActivate).toEqual(told.before);
  });
});

describe('the main file', () => {
  const code = readProjectFile('dist/extension.js');

  // Words that only the code of these libraries holds, and that minifying keeps.
  test.each(['undici', 'ZodError', '_zod', 'UND_ERR', 'ListNotebooks'])('holds nothing of %s', (word) => {
    expect(code).not.toContain(word);
  });

  test.each(['./client.js', './emulator.js', './ui.js'])('knows %s by its name', (file) =>
    expect(code).toContain(file),
  );
});

describe('the words looked for', () => {
  test.each([
    ['client', ['undici', 'UND_ERR', '_zod']],
    ['emulator', ['ListNotebooks']],
  ])('are in dist/%s.js', (file, words) => {
    const code = readProjectFile(`dist/${file}.js`);
    expect(words.filter((word) => !code.includes(word))).toEqual([]);
  });
});

interface UsedHost {
  /** How many the answer told of. */
  readonly notebooks: number;
  readonly files: readonly string[];
  readonly before: Snapshot;
  readonly after: Snapshot;
}

describe('loading the client and the emulator, and asking once', () => {
  let told: UsedHost;
  beforeAll(async () => {
    told = await runInHost('askOnce.cjs');
  });

  test('gets an answer', () => {
    expect(told.notebooks).toBeGreaterThan(0);
    expect(told.files.toSorted()).toEqual(['client.js', 'emulator.js']);
  });

  test('adds no global, by name or by symbol', () => {
    expect(told.after.globals).toEqual(told.before.globals);
  });

  test('sets no dispatcher for the fetch of others', () => {
    expect(told.after.dispatchers).toEqual(['undefined', 'undefined']);
  });

  test('listens to nothing of the process and of undici once it has its answer', () => {
    expect(told.after.processListeners).toEqual(told.before.processListeners);
    expect(told.after.diagnostics).toEqual(told.before.diagnostics);
  });
});
