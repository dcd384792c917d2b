import type { Clock } from './clock';
import { codeOf } from './codeOf';

/** Codes with which Windows refuses a file that another program, such as a virus scanner or an indexer, has open for a moment. */
const LOCKED: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY']);

const FIRST_PAUSE_MS = 20;
/** The sum of all pauses. */
const MAX_WAIT_MS = 2000;

/**
 * Runs an operation on a file, and runs it again while the file may be locked: for two seconds in all, each pause twice as long as the
 * one before. The operation must be safe to repeat after a failure.
 *
 * @throws the operation's last error; an abort of the signal ends the pauses
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

/** True for an error that a lock may have caused. */
export function isLocked(error: unknown): boolean {
  return LOCKED.has(codeOf(error));
}
