import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { findBrowser } from '../../../scripts/lib/browser.mjs';
import { cleanEnvironment } from './isolation';

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

export interface BrowserOptions {
  readonly width?: number;
  readonly height?: number;
  /** Device pixels a CSS pixel: 2 makes pictures that stay sharp. */
  readonly scale?: number;
  /** Draw Chinese, too; costs time at the opening of each window. */
  readonly chinese?: boolean;
}

/** A headless browser whose profile, home and temporary folder lie below `home`, which must exist. */
export async function openBrowser(home: string, options: BrowserOptions = {}): Promise<BrowserContext> {
  const { launch, env } = findBrowser();
  const browser = await chromium.launchPersistentContext(`${home}/browser`, {
    ...launch,
    args: quiet,
    env: cleanEnvironment(home, env),
    headless: true,
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    deviceScaleFactor: options.scale ?? 1,
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  if (options.chinese) await drawChinese(browser);
  return browser;
}

/** Where the window finds the font, on whichever server shows it: pages of VS Code take fonts from their own server alone. */
const PLACE = '/chinese-font/';

/** Families that VS Code asks for, in views and in editors, behind the font that comes with the browser. */
const FAMILIES = ['Droid Sans', 'Droid Sans Mono'];

/** Lets windows draw Chinese, which the font that comes with the browser cannot. */
async function drawChinese(browser: BrowserContext): Promise<void> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'));
  await browser.route(`**${PLACE}*`, (route) =>
    route.fulfill({ path: path.join(folder, 'files', path.basename(new URL(route.request().url()).pathname)) }),
  );
  const faces = fs.readFileSync(path.join(folder, 'index.css'), 'utf8');
  // The numbered parts of the font are Chinese; the others would draw Latin letters as well.
  const chinese = faces.match(/(?<=\/\* noto-sans-sc-\[\d+\]-wght-normal \*\/\n)@font-face \{[^}]+\}/g) ?? [];
  const css = FAMILIES.flatMap((family) =>
    chinese.map((face) => face.replace(/'Noto[^']+'/, `'${family}'`).replace('url(./files/', `url(${PLACE}`)),
  ).join('\n');
  await browser.addInitScript(`document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = ${JSON.stringify(css)};
    document.head.append(style);
  })`);
}
