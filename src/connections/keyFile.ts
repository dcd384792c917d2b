import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import { readTextFile } from '../util/lockedFiles';
import { codeOf } from '../util/nodeErrors';

/** A credentials file and the connection that uses it. */
export interface KeyFile {
  readonly path: string;
  /** Path for errors: contains no user name. */
  readonly shownPath: string;
  /** Name of the connection. */
  readonly connection: string;
}

/**
 * Reads a credentials file; see {@link readTextFile}.
 *
 * @throws NotConnectedError `noFile` when it cannot be read; the detail is the path, plus the system's error code unless
 * it is missing
 */
export async function readKeyFile(
  { path, shownPath, connection }: KeyFile,
  clock: Pick<Clock, 'sleep'>,
): Promise<string> {
  try {
    return await readTextFile(path, clock);
  } catch (error) {
    const code = codeOf(error);
    const isMissing = code === 'ENOENT' || code === undefined;
    throw new NotConnectedError('noFile', connection, isMissing ? shownPath : `${shownPath} (${code})`);
  }
}
