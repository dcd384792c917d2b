import { type BrowserContext, chromium } from 'playwright-core';
import { findBrowser } from '../../../scripts/lib/browser.mjs';
import { drawChinese } from './chineseFont';
import { cleanEnvironment } from './cleanEnvironment';

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
