import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Creates a home folder with these files (path to text) and removes it after the test. */
export function homeFolder(files: Readonly<Record<string, string | Buffer>> = {}) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'home-'));
  onTestFinished(() => fs.rmSync(home, { recursive: true, force: true }));
  const write = (file: string, text: string | Buffer): string => {
    const target = path.join(home, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
    return target;
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { home, write };
}
