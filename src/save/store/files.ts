import * as fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import { isLocked, retryWhileLocked } from '../../util/lockedFiles';
import { codeOf } from '../../util/nodeErrors';

/** The file operations that the store needs. All reject with the operating system's errors. */
export interface Files {
  /** Returns the names in a folder; an empty list when the folder does not exist. */
  list(folder: string): Promise<readonly string[]>;
  /** Returns the text of a file; undefined when it does not exist or is a FIFO, device or socket. */
  read(file: string): Promise<string | undefined>;
  /** Returns the modification time, milliseconds since the epoch; undefined when the file does not exist. */
  writtenAt(file: string): Promise<number | undefined>;
  /**
   * Replaces a file atomically, so that no reader sees a partial file. Creates the folder if necessary.
   *
   * @param isDurable true = the data has reached the disk before this resolves
   */
  write(file: string, text: string, isDurable: boolean): Promise<void>;
  /** Creates a file. Returns false when it exists. Of several concurrent calls exactly one returns true. */
  create(file: string, text: string): Promise<boolean>;
  /**
   * Hard-links a file. Returns false when the target exists or the source does not. Of several concurrent calls exactly
   * one returns true.
   */
  link(file: string, other: string): Promise<boolean>;
  /** Renames a file. Returns false when it does not exist. Of several concurrent calls exactly one returns true. */
  move(file: string, other: string): Promise<boolean>;
  /** Deletes a file. Does nothing when it does not exist. */
  remove(file: string): Promise<void>;
  /** Synchronous {@link Files.remove}, for use while a window closes. Never throws. */
  removeNow(file: string): void;
  /** Calls `listener` when something in the folder may have changed; never where the system cannot watch. */
  watch(folder: string, listener: () => void): Disposable;
}

/** Options to create a folder and its parents, readable by the owner only. */
export const OWN_FOLDER = { recursive: true, mode: 0o700 };

/** The real file system. */
export const disk: Files = {
  list: (folder) => unlessMissing(fs.promises.readdir(folder), []),
  read: (file) => unlessMissing(readText(file), undefined),
  writtenAt: (file) =>
    unlessMissing(
      fs.promises.stat(file).then(({ mtimeMs }) => mtimeMs),
      undefined,
    ),
  async write(file, text, isDurable) {
    const draft = await writeDraft(file, text, isDurable);
    await fs.promises.rename(draft, file).catch((error: unknown) => discard(draft, error));
  },
  async create(file, text) {
    const draft = await writeDraft(file, text, false);
    try {
      return await disk.link(draft, file);
    } finally {
      // The file exists regardless. A draft that cannot be removed is cleaned up as a leftover.
      await disk.remove(draft).catch(() => undefined);
    }
  },
  async link(file, other) {
    await fs.promises.mkdir(path.dirname(other), OWN_FOLDER);
    try {
      await fs.promises.link(file, other);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return false;
      // Some file systems do not support hard links.
      return copyNew(file, other);
    }
  },
  async move(file, other) {
    await fs.promises.mkdir(path.dirname(other), OWN_FOLDER);
    return unlessMissing(
      fs.promises.rename(file, other).then(() => true),
      false,
    );
  },
  remove: (file) => fs.promises.rm(file, { force: true }),
  removeNow(file) {
    try {
      fs.rmSync(file);
    } catch {
      // The file is gone already, or the next window detects that this one has closed.
    }
  },
  watch(folder, listener) {
    try {
      const watcher = fs.watch(folder, { persistent: false }, listener);
      // The folder was removed or the system has no watchers left. Listeners also poll on a timer.
      watcher.on('error', () => watcher.close());
      return { dispose: () => watcher.close() };
    } catch {
      return { dispose: () => undefined };
    }
  },
};

/** Opens without waiting for the writer of a FIFO, and skips devices, whose data may be endless. */
async function readText(file: string): Promise<string | undefined> {
  const { O_RDONLY, O_NONBLOCK, O_NOCTTY } = fs.constants;
  const handle = await fs.promises.open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  try {
    const found = await handle.stat();
    const isSpecial = found.isFIFO() || found.isCharacterDevice() || found.isBlockDevice();
    return isSpecial ? undefined : await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** Opening a socket fails with ENXIO, which counts as missing. */
async function unlessMissing<T>(work: Promise<T>, missing: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENXIO') return missing;
    throw error;
  }
}

/** Writes to a temporary name beside the file, which readers ignore. */
async function writeDraft(file: string, text: string, isDurable: boolean): Promise<string> {
  const draft = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    await fs.promises.writeFile(draft, text, { flush: isDurable, mode: 0o600 });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return discard(draft, error);
    await fs.promises.mkdir(path.dirname(file), OWN_FOLDER);
    await fs.promises.writeFile(draft, text, { flush: isDurable, mode: 0o600 });
  }
  return draft;
}

async function discard(draft: string, error: unknown): Promise<never> {
  disk.removeNow(draft);
  throw error;
}

async function copyNew(file: string, other: string): Promise<boolean> {
  try {
    await fs.promises.copyFile(file, other, fs.constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Wraps file operations to repeat them for up to two seconds while another program locks a file; then they reject with
 * the operating system's error. After a change was refused for that long, changes are not repeated until one succeeds,
 * because the disk may be read-only.
 */
export function retryingFiles(files: Files, clock: Pick<Clock, 'sleep'>): Files {
  // Two seconds are too short to need an abort signal.
  const never = new AbortController().signal;
  const withRetry = <T>(operation: () => Promise<T>): Promise<T> => retryWhileLocked(operation, clock, never);
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

/** Why saves cannot be persisted. They are still followed and announced. */
export interface StorageError {
  readonly reason: 'full' | 'readOnly' | 'other';
  /** Error code of the operating system, e.g. `ENOSPC`, `EROFS`. */
  readonly code: string | undefined;
  readonly folder: string;
}

const REASONS: Readonly<Record<string, StorageError['reason']>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
};

/** Classifies an error of the file system. */
export function storageError(error: unknown, folder: string): StorageError {
  const code = codeOf(error);
  return { reason: REASONS[code ?? ''] ?? 'other', code, folder };
}
