// The browser is part of an npm package for minimal servers: the program, the libraries missing there, and a font. It is
// unpacked once into node_modules for the demo and the tests.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { browserFolder } from './browser.mjs';
import { moveInto } from './moveInto.mjs';

const canRun = process.platform === 'linux' && process.arch === 'x64';

/**
 * Unpacks the browser on platforms it supports.
 *
 * @returns true if the browser was unpacked, false if there was nothing to do
 */
export async function installBrowser() {
  if (!canRun || fs.existsSync(browserFolder)) return false;
  console.log('Unpacking the browser …');
  const draft = fs.mkdtempSync(`${browserFolder}-`);
  try {
    await unpackInto(draft);
    fs.writeFileSync(path.join(draft, 'fonts.conf'), fontSettings);
    // The package unpacks with access only for the owner. Everyone who can read node_modules may run it.
    for (const file of [draft, path.join(draft, 'chromium')]) fs.chmodSync(file, 0o755);
    moveInto(draft, browserFolder);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
  return true;
}

/** The package always unpacks into the temporary folder, so a separate process runs with `TMPDIR` set to `folder`. */
async function unpackInto(folder) {
  const program = `
    import chromium, { inflate } from '@sparticuz/chromium';
    await Promise.all([chromium.executablePath(), inflate(process.argv[1])]);`;
  const libraries = path.join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin/al2023.tar.br');
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, libraries], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: folder },
  });
}

/** Prefers the bundled font, so that screenshots look the same everywhere, over the fonts of the machine. */
const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias binding="strong"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
