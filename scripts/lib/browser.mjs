// Finds the browser for the end-to-end tests and the screenshots.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Folder into which `npm run setup` unpacks the browser from npm. It is inside the package, so that both are removed together. */
export const browserFolder = path.join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/unpacked');

/**
 * Returns the browser in `$CHROMIUM`, otherwise the unpacked browser, so that tests and screenshots are the same on every
 * machine, otherwise an installed Chromium or Chrome.
 *
 * @returns Playwright launch options, and the environment variables this browser needs
 */
export function findBrowser() {
  const chosen = process.env['CHROMIUM'];
  if (chosen) return { launch: { executablePath: chosen }, env: {} };
  const unpacked = unpackedBrowser();
  if (starts(unpacked)) return unpacked;
  const installed = { launch: { executablePath: 'chromium' }, env: {} };
  return starts(installed)
    ? { ...installed, launch: { executablePath: inPath('chromium') } }
    : { launch: { channel: 'chrome' }, env: {} };
}

function unpackedBrowser() {
  return {
    launch: { executablePath: path.join(browserFolder, 'chromium') },
    env: {
      // Libraries that are missing on machines without a desktop, and the bundled font.
      LD_LIBRARY_PATH: path.join(browserFolder, 'al2023/lib'),
      FONTCONFIG_FILE: path.join(browserFolder, 'fonts.conf'),
    },
  };
}

function starts({ launch, env }) {
  return spawnSync(launch.executablePath, ['--version'], { env: { PATH: process.env['PATH'], ...env } }).status === 0;
}

function inPath(name) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
}
