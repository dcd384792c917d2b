import { type BrowserContext, chromium } from 'playwright-core';
import { findBrowser } from '../../../scripts/lib/browser.mjs';
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
}

/** A headless browser whose profile, home and temporary folder lie below `home`, which must exist. */
export async function openBrowser(home: string, options: BrowserOptions = {}): Promise<BrowserContext> {
  const { launch, env } = findBrowser();
  return chromium.launchPersistentContext(`${home}/browser`, {
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
}
