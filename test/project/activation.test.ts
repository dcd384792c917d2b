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
  /** Modules required by name during loading and activation. */
  readonly asked: readonly string[];
  /** Bundles that were loaded. */
  readonly files: readonly string[];
  /** File accesses, each as the node:fs function and the path. */
  readonly reads: readonly string[];
  readonly registered: readonly string[];
  readonly disposables: number;
  readonly before: Snapshot;
  readonly afterLoad: Snapshot;
  readonly afterActivate: Snapshot;
}

/** Runs a program of test/support/host in a new process with the double of `vscode`. Returns its parsed output. */
async function runInHost<T>(program: string): Promise<T> {
  const host = path.join(projectFolder, 'test/support/host');
  const env = { ...process.env, NODE_PATH: await vscodeModule() };
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(host, program)], { env });
  return JSON.parse(stdout);
}

/** Limits at activation. A commit that raises one gives the reason. */
const BUDGET = { bytes: 60_000, modules: 8 };

describe('activation', () => {
  let activation: Activation;
  beforeAll(async () => {
    activation = await runInHost('activate.cjs');
  });

  test('loads only the main file', () => {
    expect(activation.files).toEqual(['extension.js']);
  });

  test('reads one file of at most 60 kB, lists one folder of running saves, and accesses no other file', () => {
    const ofTest = [path.join('test', 'support', 'host'), 'vscodeModule'];
    const own = activation.reads.filter((read) => !ofTest.some((part) => read.includes(part)));
    const main = path.join(projectFolder, 'dist/extension.js');
    const pending = path.join('saves', 'pending');
    expect(own).toEqual([`readFileSync ${main}`, expect.stringContaining(pending)]);
    expect(own[1]).toMatch(/^readdir /);
    expect(fs.statSync(main).size).toBeLessThanOrEqual(BUDGET.bytes);
  });

  test.each(['extension.js', 'ui.js'])('%s requires the vscode module once', (file) => {
    const bundle = readProjectFile(`dist/${file}`);
    expect(bundle.match(/require\("vscode"\)/g)).toHaveLength(1);
  });

  test('loads no more modules than its budget allows', () => {
    expect(new Set(activation.asked).size + activation.files.length).toBeLessThanOrEqual(BUDGET.modules);
  });

  test('requires only vscode and Node modules', () => {
    expect(activation.asked.filter((name) => name !== 'vscode' && !name.startsWith('node:'))).toEqual([]);
  });

  test('registers exactly the contributed and the internal commands', () => {
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    expect(activation.registered.toSorted()).toEqual([...contributed, ...Object.values(INTERNAL_COMMANDS)].toSorted());
  });

  test('registers one disposable with VS Code', () => {
    expect(activation.disposables).toBe(1);
  });

  test('changes no global state that extensions share', () => {
    expect(activation.afterLoad).toEqual(activation.before);
    expect(activation.afterActivate).toEqual(activation.before);
  });
});

describe('the main file', () => {
  const code = readProjectFile('dist/extension.js');

  // Strings that occur only in these libraries and that survive minification.
  test.each(['undici', 'ZodError', '_zod', 'UND_ERR', 'ListNotebooks'])('does not contain %s', (word) => {
    expect(code).not.toContain(word);
  });

  test.each(['./client.js', './emulator.js', './ui.js'])('references %s', (file) => expect(code).toContain(file));
});

describe('the search terms above', () => {
  test.each([
    ['client', ['undici', 'UND_ERR', '_zod']],
    ['emulator', ['ListNotebooks']],
  ])('occur in dist/%s.js', (file, words) => {
    const code = readProjectFile(`dist/${file}.js`);
    expect(words.filter((word) => !code.includes(word))).toEqual([]);
  });
});

interface UsedHost {
  /** Number of notebooks in the response. */
  readonly notebooks: number;
  readonly files: readonly string[];
  readonly before: Snapshot;
  readonly after: Snapshot;
}

describe('the first request', () => {
  let result: UsedHost;
  beforeAll(async () => {
    result = await runInHost('askOnce.cjs');
  });

  test('receives a response', () => {
    expect(result.notebooks).toBeGreaterThan(0);
    expect(result.files.toSorted()).toEqual(['client.js', 'emulator.js']);
  });

  test('adds no global property or symbol', () => {
    expect(result.after.globals).toEqual(result.before.globals);
  });

  test('sets no global undici dispatcher', () => {
    expect(result.after.dispatchers).toEqual(['undefined', 'undefined']);
  });

  test('leaves no listeners on the process or undici channels', () => {
    expect(result.after.processListeners).toEqual(result.before.processListeners);
    expect(result.after.diagnostics).toEqual(result.before.diagnostics);
  });
});
