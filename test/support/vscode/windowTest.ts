import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { test } from 'vitest';
import type { VsCodeName } from '../../../scripts/lib/vsCodes.mjs';
import { CodeServer, type CodeServerOptions } from './codeServer';
import { freePort } from './freePort';
import { installExtensions } from './installExtensions';
import { type BrowserOptions, openBrowser } from './openBrowser';
import { Workbench } from './workbench';

const defaultBrowser: BrowserOptions = {};
const noPackages: readonly string[] = [];
const noOptions: CodeServerOptions = {};
const newest = 'newest' as VsCodeName;

/**
 * Tests in a real VS Code: each gets a server with folders of its own and a fresh window. The browser stays from test to
 * test, and the address too, because VS Code then opens in half the time; what a window has stored is cleared.
 */
export const windowTest = test
  .extend('browserOptions', { scope: 'worker' }, defaultBrowser)
  .extend('browser', { scope: 'worker' }, async ({ browserOptions }, { onCleanup }) => {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
    fs.mkdirSync(path.join(home, 'tmp'));
    const browser = await openBrowser(home, browserOptions);
    onCleanup(async () => {
      await browser.close();
      fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    });
    return browser;
  })
  .extend('port', { scope: 'worker' }, () => freePort())
  .extend('vsCode', { scope: 'worker' }, newest)
  .extend('packages', { scope: 'worker' }, noPackages)
  .extend('extensions', { scope: 'worker' }, async ({ packages, vsCode }, { onCleanup }) => {
    const folder = await installExtensions(packages, vsCode);
    onCleanup(() => fs.rmSync(folder, { recursive: true, force: true }));
    return folder;
  })
  .extend('codeOptions', noOptions)
  .extend('code', async ({ vsCode, port, extensions, codeOptions }, { onCleanup }) => {
    const code = CodeServer.create({ vsCode, port, extensions, ...codeOptions });
    onCleanup(() => code.remove());
    await code.start();
    return code;
  })
  .extend('workbench', async ({ browser, code, task }, { onCleanup }) => {
    await forget(browser, code.url);
    const workbench = await Workbench.open(browser, code.url);
    onCleanup(async () => {
      if (task.result?.state === 'fail') {
        await report(task.name, workbench, code);
        for (const error of task.result.errors ?? []) error.message += `\nOn the screen: ${await workbench.describe()}`;
      }
      for (const page of browser.pages().slice(1)) await page.close();
    });
    return workbench;
  });

/** Clears what windows at this address have stored, but not the cached files of VS Code itself. */
async function forget(browser: BrowserContext, url: string): Promise<void> {
  const [blank] = browser.pages();
  if (!blank) return;
  const session = await browser.newCDPSession(blank);
  const storageTypes = 'cookies,file_systems,indexeddb,local_storage,service_workers';
  await session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes });
  await session.detach();
}

/** What one needs to understand a failure: the window as it was, and what the extension and the server wrote. */
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
