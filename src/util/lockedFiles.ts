import { readFile } from 'node:fs/promises';
import type { Clock } from './clock';
import { codeOf } from './nodeErrors';
import { decodeText } from './text';

/** Error codes on Windows for a file that another program, such as a virus scanner or an indexer, has open briefly. */
const LOCKED: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY']);

const FIRST_PAUSE_MS = 20;
/** Limit for all pauses together. */
const MAX_WAIT_MS = 2000;

/**
 * Runs a file operation and retries it while the file may be locked: for two seconds in total, doubling each pause. The
 * operation must be safe to repeat after a failure.
 *
 * @throws the operation's last error, also if the signal aborts during a pause
 */
export async function retryWhileLocked<T>(
  operation: () => Promise<T>,
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
): Promise<T> {
  for (let waited = 0, pause = FIRST_PAUSE_MS; ; pause *= 2) {
    try {
      return await operation();
    } catch (error) {
      const ms = Math.min(pause, MAX_WAIT_MS - waited);
      if (!isLocked(error) || ms <= 0) throw error;
      await clock.sleep(ms, signal).catch(() => {
        throw error;
      });
      waited += ms;
    }
  }
}

/**
 * Reads a text file in UTF-8 or UTF-16. Retries while the file may be locked.
 *
 * @throws the operating system's last error
 */
export async function readTextFile(file: string, clock: Pick<Clock, 'sleep'>): Promise<string> {
  // Two seconds are too short to need an abort signal.
  return decodeText(await retryWhileLocked(() => readFile(file), clock, new AbortController().signal));
}

/** True for an error that a file lock may have caused. */
export function isLocked(error: unknown): boolean {
  return LOCKED.has(codeOf(error));
}
