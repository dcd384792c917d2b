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
  /** Device pixels per CSS pixel; 2 gives sharp screenshots. */
  readonly scale?: number;
  /** Renders Chinese as well, which delays the opening of each window. */
  readonly chinese?: boolean;
}

/** Opens a headless browser whose profile, home and temporary folders are below `home`, which must exist. */
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

/** Path of the font on every server, because pages of VS Code load fonts only from their own server. */
const FONT_PATH = '/chinese-font/';

/** Font families that VS Code requests in views and editors after the browser's built-in font. */
const FAMILIES = ['Droid Sans', 'Droid Sans Mono'];

/** Adds a Chinese font, which the browser's built-in font lacks. */
async function drawChinese(browser: BrowserContext): Promise<void> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'));
  await browser.route(`**${FONT_PATH}*`, (route) =>
    route.fulfill({ path: path.join(folder, 'files', path.basename(new URL(route.request().url()).pathname)) }),
  );
  const faces = fs.readFileSync(path.join(folder, 'index.css'), 'utf8');
  // Only the numbered parts of the font are Chinese; the others would replace the Latin letters.
  const chinese = faces.match(/(?<=\/\* noto-sans-sc-\[\d+\]-wght-normal \*\/\n)@font-face \{[^}]+\}/g) ?? [];
  const css = FAMILIES.flatMap((family) =>
    chinese.map((face) => face.replace(/'Noto[^']+'/, `'${family}'`).replace('url(./files/', `url(${FONT_PATH}`)),
  ).join('\n');
  await browser.addInitScript(`document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = ${JSON.stringify(css)};
    document.head.append(style);
  })`);
}
