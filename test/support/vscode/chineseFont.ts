import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';

/** Where the window finds the font, on whichever server shows it: pages of VS Code take fonts from their own server alone. */
const PLACE = '/chinese-font/';

/** Families that VS Code asks for, in views and in editors, behind the font that comes with the browser. */
const FAMILIES = ['Droid Sans', 'Droid Sans Mono'];

/** Lets windows draw Chinese, which the font that comes with the browser cannot. */
export async function drawChinese(browser: BrowserContext): Promise<void> {
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
