// The browser comes inside an npm package made for servers with nothing installed: the program, the libraries that a bare
// machine lacks, and a font. It is unpacked once, into node_modules, where the demo and the tests find it.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { browserFolder } from './browser.mjs';
import { moveInto } from './moveInto.mjs';

const canRun = process.platform === 'linux' && process.arch === 'x64';

/**
 * Unpacks the browser, where it can run.
 *
 * @returns whether there was anything to do.
 */
export async function installBrowser() {
  if (!canRun || fs.existsSync(browserFolder)) return false;
  console.log('Unpacking the browser …');
  const workshop = fs.mkdtempSync(`${browserFolder}-`);
  try {
    await unpackInto(workshop);
    fs.writeFileSync(path.join(workshop, 'fonts.conf'), fontSettings);
    // Unpacked for its owner alone; whoever may read node_modules may use it.
    for (const file of [workshop, path.join(workshop, 'chromium')]) fs.chmodSync(file, 0o755);
    moveInto(workshop, browserFolder);
  } finally {
    fs.rmSync(workshop, { recursive: true, force: true });
  }
  return true;
}

/** The package always unpacks into the temporary folder: so a process of its own is told that this is it. */
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

/** The font that comes along first, so that pictures look the same everywhere; then whatever the machine has. */
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
