import { readFile } from 'node:fs/promises';
import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import { codeOf } from '../util/nodeErrors';
import { retryWhileLocked } from '../util/retryWhileLocked';
import { decodeText } from '../util/text';

/** A credentials file and the connection that uses it. */
export interface KeyFile {
  readonly path: string;
  /** Path for errors: contains no user name. */
  readonly shownPath: string;
  /** Name of the connection. */
  readonly connection: string;
}

/**
 * Reads a UTF-8 or UTF-16 file. Retries for up to two seconds while another program locks it.
 *
 * @throws NotConnectedError `noFile` when it cannot be read; the detail is the path, plus the system's error code unless it is missing
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
