// Renders media/icon.svg to media/icon.png, because the Marketplace does not accept SVG. Run it after changing the SVG.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from './lib/browser.mjs';

const media = path.join(import.meta.dirname, '../media');
const size = 256;

const { launch, env } = findBrowser();
const browser = await chromium.launch({ ...launch, env: { ...process.env, ...env } });
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 }</style>${fs.readFileSync(path.join(media, 'icon.svg'), 'utf8')}`);
  await page.screenshot({ path: path.join(media, 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
