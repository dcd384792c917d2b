// Which browser shows VS Code to the tests and to the script that takes pictures.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Where `npm run setup` unpacks the browser that comes from npm: beside its archives, so that it goes when they go. */
export const browserFolder = path.join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/unpacked');

/**
 * The person's choice in `$CHROMIUM`; else the unpacked browser, so that tests and pictures are the same on every machine;
 * else an installed Chromium or Chrome.
 *
 * @returns launch options of Playwright, and the variables this browser needs beside a clean environment.
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
      // Libraries that a machine without a desktop lacks, and the font that comes along.
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
