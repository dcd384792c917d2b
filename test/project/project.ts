import fs from 'node:fs';
import path from 'node:path';

/** Absolute path of the project folder. */
export const projectFolder = path.join(import.meta.dirname, '../..');

/** Absolute path of the package. */
export const vsixFile = path.join(projectFolder, 'dist/modelarts-notebook-images.vsix');

/** Returns the text of a file. The path is relative to the project folder. */
export function readProjectFile(file: string): string {
  return fs.readFileSync(path.join(projectFolder, file), 'utf8');
}

/** Returns the absolute path of a bundle. */
export function distFile(name: 'extension' | 'ui' | 'client' | 'emulator'): string {
  return path.join(projectFolder, 'dist', `${name}.js`);
}

/** Returns the bytes of a file. The path is relative to the project folder. */
export function readProjectBytes(file: string): Buffer {
  return fs.readFileSync(path.join(projectFolder, file));
}
