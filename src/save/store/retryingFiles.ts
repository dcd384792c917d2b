import type { Clock } from '../../util/clock';
import { isLocked, retryWhileLocked } from '../../util/retryWhileLocked';
import type { Files } from './files';

/**
 * Files that wait for other programs: an operation on a file that is locked for a moment is repeated, for two seconds at most. Then it
 * rejects with what the operating system said. A disk that refused a change for that long is not waited for again until it takes one:
 * it may be read-only.
 */
export function retryingFiles(files: Files, clock: Pick<Clock, 'sleep'>): Files {
  const patiently = <T>(operation: () => Promise<T>): Promise<T> => retryWhileLocked(operation, clock, NEVER);
  let isRefusing = false;
  const change = async <T>(operation: () => Promise<T>): Promise<T> => {
    try {
      const result = await (isRefusing ? operation() : patiently(operation));
      isRefusing = false;
      return result;
    } catch (error) {
      isRefusing = isLocked(error);
      throw error;
    }
  };
  return {
    list: (folder) => patiently(() => files.list(folder)),
    read: (file) => patiently(() => files.read(file)),
    writtenAt: (file) => patiently(() => files.writtenAt(file)),
    write: (file, text, isLasting) => change(() => files.write(file, text, isLasting)),
    create: (file, text) => change(() => files.create(file, text)),
    link: (file, other) => change(() => files.link(file, other)),
    move: (file, other) => change(() => files.move(file, other)),
    remove: (file) => change(() => files.remove(file)),
    removeNow: (file) => files.removeNow(file),
    watch: (folder, listener) => files.watch(folder, listener),
  };
}

/** Two seconds are no wait that anything needs to cut short. */
const NEVER = new AbortController().signal;
