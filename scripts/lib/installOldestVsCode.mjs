import fs from 'node:fs';
import path from 'node:path';
import { installVsCode } from './installVsCode.mjs';
import { moveInto } from './moveInto.mjs';
import { runNpm } from './runNpm.mjs';
import { oldestFolder, vsCodes } from './vsCodes.mjs';

const list = path.join(import.meta.dirname, '../oldestVsCode');
const files = ['package.json', 'package-lock.json'];

/**
 * Installs the oldest VS Code that the manifest supports, as locked in `scripts/oldestVsCode`. It is not a dependency of the
 * project, because only a run of all tests needs it.
 *
 * @returns {Promise<boolean>} true if it was installed, false if there was nothing to do
 */
export async function installOldestVsCode() {
  if (isCurrent()) return false;
  fs.mkdirSync(path.dirname(oldestFolder), { recursive: true });
  const draft = fs.mkdtempSync(`${oldestFolder}-`);
  try {
    for (const file of files) fs.copyFileSync(path.join(list, file), path.join(draft, file));
    console.log('Fetching the oldest VS Code …');
    await runNpm(['ci'], draft);
    await installVsCode(path.join(draft, path.relative(oldestFolder, vsCodes.oldest.codeServer)));
    fs.rmSync(oldestFolder, { recursive: true, force: true });
    moveInto(draft, oldestFolder);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
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
