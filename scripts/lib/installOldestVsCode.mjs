import fs from 'node:fs';
import path from 'node:path';
import { installVsCode } from './installVsCode.mjs';
import { moveInto } from './moveInto.mjs';
import { runNpm } from './runNpm.mjs';
import { oldestFolder, vsCodes } from './vsCodes.mjs';

const list = path.join(import.meta.dirname, '../oldestVsCode');
const files = ['package.json', 'package-lock.json'];

/**
 * Installs the oldest VS Code the manifest promises, as `scripts/oldestVsCode` locks it. Not a dependency of the project:
 * only whoever runs all tests waits for it.
 *
 * @returns {Promise<boolean>} whether there was anything to do.
 */
export async function installOldestVsCode() {
  if (isCurrent()) return false;
  fs.mkdirSync(path.dirname(oldestFolder), { recursive: true });
  const workshop = fs.mkdtempSync(`${oldestFolder}-`);
  try {
    for (const file of files) fs.copyFileSync(path.join(list, file), path.join(workshop, file));
    console.log('Fetching the oldest VS Code …');
    await runNpm(['ci'], workshop);
    await installVsCode(path.join(workshop, path.relative(oldestFolder, vsCodes.oldest.codeServer)));
    fs.rmSync(oldestFolder, { recursive: true, force: true });
    moveInto(workshop, oldestFolder);
  } finally {
    fs.rmSync(workshop, { recursive: true, force: true });
  }
  return true;
}

function isCurrent() {
  return files.every((file) => {
    const installed = path.join(oldestFolder, file);
    return (
      fs.existsSync(installed) && fs.readFileSync(installed, 'utf8') === fs.readFileSync(path.join(list, file), 'utf8')
    );
  });
}
