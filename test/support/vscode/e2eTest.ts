import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { test as base } from 'vitest';
import type { VsCodeName } from '../../../scripts/lib/vsCodes.mjs';
import { type EmulatorOptions, startEmulator } from '../../../src/emulator/index';
import { CodeServer, type CodeServerOptions, freePort } from './codeServer';
import { connectionTo } from './connectionTo';
import { installExtensions } from './installExtensions';
import { type BrowserOptions, openBrowser } from './openBrowser';
import { SharedWindow } from './sharedWindow';
import { Workbench } from './workbench';

const vsix = path.join(import.meta.dirname, '../../../dist/modelarts-notebook-images.vsix');
const defaultBrowser: BrowserOptions = {};
const noSettings: Readonly<Record<string, unknown>> = {};
const newest = 'newest' as VsCodeName;
const usual = 'info' as NonNullable<CodeServerOptions['logLevel']>;
const ordinary: EmulatorOptions = {};
const english = undefined as CodeServerOptions['language'];

/** Keys that every emulator here accepts, because the environment of a server stays the same from test to test. */
const keys = { accessKey: 'TESTKEY0TESTKEY0TEST', secretKey: 'secret0key0of0the0tests0secret0key0of0te' };

let tests = 0;

const made = new Map<string, Promise<unknown>>();

/**
 * Creates a value once per worker. Vitest's worker scope would create it again for every file that extends the test.
 */
function perWorker<T>(key: readonly unknown[], make: () => Promise<T>): Promise<T> {
  const name = JSON.stringify(key);
  const thing = (made.get(name) as Promise<T> | undefined) ?? make();
  made.set(name, thing);
  return thing;
}

/**
 * Tests the packaged extension in a real VS Code, connected to its own emulator. Tests share one window per worker,
 * which is cleared after each test: see {@link SharedWindow}. A test that needs its own window, extension host or
 * server sets `fresh: true` and gets a server with its own folders, started with its `codeOptions`. The browser and its
 * cached files of VS Code are always shared.
 *
 * Options, for `extend` in a file and `override` in a `describe` (an override at the top of a file would affect the
 * following files of the worker): `connected: false` for a user who has just installed the extension, `userSettings`,
 * `emulatorOptions`; with `fresh: true` also `codeOptions` and `logLevel`.
 */
export const test = base
  .extend('browserOptions', { scope: 'worker' }, defaultBrowser)
  .extend('browser', { scope: 'worker' }, async ({ browserOptions }, { onCleanup }) =>
    perWorker(['browser', browserOptions], async () => {
      const home = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
      fs.mkdirSync(path.join(home, 'tmp'));
      const browser = await openBrowser(home, browserOptions);
      onCleanup(async () => {
        await browser.close();
        fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
      });
      return browser;
    }),
  )
  .extend('port', { scope: 'worker' }, () => perWorker(['port'], freePort))
  .extend('vsCode', { scope: 'worker' }, newest)
  .extend('packages', { scope: 'worker' }, [vsix])
  .extend('extensions', { scope: 'worker' }, async ({ packages, vsCode }, { onCleanup }) =>
    perWorker(['extensions', packages, vsCode], async () => {
      const folder = await installExtensions(packages, vsCode);
      onCleanup(() => fs.rmSync(folder, { recursive: true, force: true }));
      return folder;
    }),
  )
  .extend('language', { scope: 'worker' }, english)
  .extend('shared', { scope: 'worker' }, ({ browser, vsCode, extensions, language }, { onCleanup }) =>
    perWorker(['shared', vsCode, extensions, language], async () => {
      const env = { HUAWEICLOUD_SDK_AK: keys.accessKey, HUAWEICLOUD_SDK_SK: keys.secretKey };
      const shared = new SharedWindow(browser, { vsCode, extensions, language, env });
      onCleanup(() => shared.close());
      return shared;
    }),
  )
  .extend('fresh', false)
  .extend('connected', true)
  .extend('userSettings', noSettings)
  .extend('logLevel', usual)
  .extend('emulatorOptions', ordinary)
  .extend('emulator', async ({ emulatorOptions }, { onCleanup }) => {
    const emulator = await startEmulator({ credentials: keys, ...emulatorOptions });
    onCleanup(() => emulator.close());
    return emulator;
  })
  // The extension stores what it remembers of a connection by its name.
  .extend('connection', ({ connected, emulator }) =>
    connected ? connectionTo(emulator, `Test ${(tests += 1)}`) : { settings: {}, env: {} },
  )
  .extend('settings', ({ connection, userSettings }) => ({ ...connection.settings, ...userSettings }))
  .extend(
    'codeOptions',
    ({ connection, logLevel, language }): CodeServerOptions => ({ env: connection.env, logLevel, language }),
  )
  .extend(
    'opened',
    async ({ fresh, browser, shared, settings, vsCode, port, extensions, codeOptions }, { onCleanup }) => {
      if (!fresh) {
        const window = await shared.start(settings);
        onCleanup(() => shared.clear());
        return window;
      }
      const all = { ...codeOptions, settings: { ...settings, ...codeOptions.settings } };
      const code = CodeServer.create({ vsCode, port, extensions, ...all });
      const before = browser.pages();
      onCleanup(async () => {
        for (const page of browser.pages()) if (!before.includes(page)) await page.close();
        await code.remove();
      });
      await code.start();
      await forget(browser, code.url);
      return { code, workbench: await Workbench.open(browser, code.url) };
    },
  )
  .extend('code', ({ opened }) => opened.code)
  .extend('workbench', async ({ opened: { code, workbench }, task }, { onCleanup }) => {
    onCleanup(async () => {
      if (task.result?.state !== 'fail') return;
      await report(task.name, workbench, code);
      for (const error of task.result.errors ?? []) error.message += `\nOn the screen: ${await workbench.describe()}`;
    });
    return workbench;
  });

/** Clears the storage of windows at this address, but not the file cache of VS Code. */
async function forget(browser: BrowserContext, url: string): Promise<void> {
  const [blank] = browser.pages();
  if (!blank) return;
  const session = await browser.newCDPSession(blank);
  const storageTypes = 'cookies,file_systems,indexeddb,local_storage,service_workers';
  await session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes });
  await session.detach();
}

/**
 * Saves what helps to understand a failure: a screenshot of the window and the logs of the extension and the server.
 */
async function report(test: string, workbench: Workbench, code: CodeServer): Promise<void> {
  const name = `failed-${test.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}`;
  const picture = await workbench.screenshot(name).catch((error: unknown) => `none: ${String(error)}`);
  console.error(
    [
      `Window when “${test}” failed: ${picture}`,
      `Log of the extension:\n${lines(code.log(/ModelArts Images\.log$/))}`,
      `Log of the extension host:\n${lines(code.log(/remoteexthost\.log$/))}`,
      `Output of the server:\n${lines(code.serverOutput())}`,
    ].join('\n\n'),
  );
}

const lines = (text: string): string => text.trimEnd().split('\n').slice(-40).join('\n');
