import { readFile } from 'node:fs/promises';
import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import { codeOf } from '../util/codeOf';
import { decodeText } from '../util/decodeText';
import { retryWhileLocked } from '../util/retryWhileLocked';

/** Where a file of keys is, and for whom it is read. */
export interface KeyFile {
  readonly path: string;
  /** The path in errors, without the name of the person's home. */
  readonly shownPath: string;
  /** Name of the connection. */
  readonly connection: string;
}

/**
 * Reads the whole file, in UTF-8 or UTF-16. Waits up to two seconds for a file that another program locks.
 *
 * @throws NotConnectedError `noFile` when it cannot be read; its detail is the path, with the system's code unless the file is missing
 */
export async function readTextFile(
  { path, shownPath, connection }: KeyFile,
  clock: Pick<Clock, 'sleep'>,
): Promise<string> {
  try {
    return decodeText(await retryWhileLocked(() => readFile(path), clock, NEVER));
  } catch (error) {
    const code = codeOf(error);
    const isMissing = code === 'ENOENT' || code === undefined;
    throw new NotConnectedError('noFile', connection, isMissing ? shownPath : `${shownPath} (${code})`);
  }
}

const NEVER = new AbortController().signal;
