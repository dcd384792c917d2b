import fs from 'node:fs';
import path from 'node:path';

export const projectFolder = path.join(import.meta.dirname, '../..');

export const vsixFile = path.join(projectFolder, 'dist/modelarts-notebook-images.vsix');

export function readProjectFile(file: string): string {
  return fs.readFileSync(path.join(projectFolder, file), 'utf8');
}

/** One of the files that ship. */
export function distFile(name: 'extension' | 'ui' | 'client' | 'emulator'): string {
  return path.join(projectFolder, 'dist', `${name}.js`);
}

export function readProjectBytes(file: string): Buffer {
  return fs.readFileSync(path.join(projectFolder, file));
}
