import { readFile } from 'node:fs/promises';
import { NotConnectedError } from '../model/errors';

/**
 * The whole file.
 *
 * @param shownPath as it is told in an error; without the name of the person's home
 * @throws NotConnectedError `noFile` when it cannot be read
 */
export async function readTextFile(path: string, shownPath: string, connection: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new NotConnectedError('noFile', connection, shownPath);
  }
}
