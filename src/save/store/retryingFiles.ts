import type { Clock } from '../../util/clock';
import { isLocked, retryWhileLocked } from '../../util/retryWhileLocked';
import type { Files } from './files';

/**
 * Wraps file operations to repeat them for up to two seconds while another program locks a file; then they reject with
 * the operating system's error. After a change was refused for that long, changes are not repeated until one succeeds,
 * because the disk may be read-only.
 */
export function retryingFiles(files: Files, clock: Pick<Clock, 'sleep'>): Files {
  const withRetry = <T>(operation: () => Promise<T>): Promise<T> => retryWhileLocked(operation, clock, NEVER);
  let isRefusing = false;
  const change = async <T>(operation: () => Promise<T>): Promise<T> => {
    try {
      const result = await (isRefusing ? operation() : withRetry(operation));
      isRefusing = false;
      return result;
    } catch (error) {
      isRefusing = isLocked(error);
      throw error;
    }
  };
  return {
    list: (folder) => withRetry(() => files.list(folder)),
    read: (file) => withRetry(() => files.read(file)),
    writtenAt: (file) => withRetry(() => files.writtenAt(file)),
    write: (file, text, isDurable) => change(() => files.write(file, text, isDurable)),
    create: (file, text) => change(() => files.create(file, text)),
    link: (file, other) => change(() => files.link(file, other)),
    move: (file, other) => change(() => files.move(file, other)),
    remove: (file) => change(() => files.remove(file)),
    removeNow: (file) => files.removeNow(file),
    watch: (folder, listener) => files.watch(folder, listener),
  };
}

/** Two seconds are too short to need an abort signal. */
const NEVER = new AbortController().signal;
