import * as fs from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../util/codeOf';
import type { Disposable } from '../../util/disposable';

/** What keeping saves needs of the file system. All of it rejects with the operating system's own errors. */
export interface Files {
  /** Names in a folder; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** The text of a file; undefined where there is none, or a FIFO, a device or a socket. */
  read(file: string): Promise<string | undefined>;
  /** When a file was written last, milliseconds since the epoch; undefined where there is none. */
  writtenAt(file: string): Promise<number | undefined>;
  /**
   * Replaces a file as a whole: nobody ever reads a part of it. Makes the folder where it is missing.
   *
   * @param isLasting true = it is on the disk itself before this resolves
   */
  write(file: string, text: string, isLasting: boolean): Promise<void>;
  /** Makes a file that does not exist; false when it does. Of several at once, one alone is told true. */
  create(file: string, text: string): Promise<boolean>;
  /** Gives a file a second name; false when that name is taken, or there is no such file. Of several at once, one alone is told true. */
  link(file: string, other: string): Promise<boolean>;
  /** Renames a file; false when there is none. Of several at once, one alone is told true. */
  move(file: string, other: string): Promise<boolean>;
  /** Does nothing where there is none. */
  remove(file: string): Promise<void>;
  /** As {@link Files.remove}, before it returns: for the last moment of a window. Never throws. */
  removeNow(file: string): void;
  /** Calls `hear` when something in the folder may have changed; where that cannot be told, never. */
  watch(folder: string, listener: () => void): Disposable;
}

/** With the folders above it, for its owner alone. */
export const OWN_FOLDER = { recursive: true, mode: 0o700 };

/** The disk. */
export const disk: Files = {
  list: (folder) => unlessMissing(fs.promises.readdir(folder), []),
  read: (file) => unlessMissing(readText(file), undefined),
  writtenAt: (file) =>
    unlessMissing(
      fs.promises.stat(file).then(({ mtimeMs }) => mtimeMs),
      undefined,
    ),
  async write(file, text, isLasting) {
    const draft = await writeDraft(file, text, isLasting);
    await fs.promises.rename(draft, file).catch((error: unknown) => discard(draft, error));
  },
  async create(file, text) {
    const draft = await writeDraft(file, text, false);
    try {
      return await disk.link(draft, file);
    } finally {
      // The file is made, whatever becomes of its draft: one that cannot be removed is a leftover.
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
      // Some file systems know no second names.
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
      // It is gone already, or the next window finds out by itself that this one is.
    }
  },
  watch(folder, listener) {
    try {
      const watcher = fs.watch(folder, { persistent: false }, listener);
      // A folder that is gone, or a system out of watchers: whoever listens looks again by the clock too.
      watcher.on('error', () => watcher.close());
      return { dispose: () => watcher.close() };
    } catch {
      return { dispose: () => undefined };
    }
  },
};

/** Opened without waiting for the other end of a FIFO; a device may have no end. */
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

/** A socket cannot be opened (ENXIO). */
async function unlessMissing<T>(work: Promise<T>, missing: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENXIO') return missing;
    throw error;
  }
}

/** Writes beside the file, under a name that nobody reads. */
async function writeDraft(file: string, text: string, isLasting: boolean): Promise<string> {
  const draft = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    await fs.promises.writeFile(draft, text, { flush: isLasting, mode: 0o600 });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return discard(draft, error);
    await fs.promises.mkdir(path.dirname(file), OWN_FOLDER);
    await fs.promises.writeFile(draft, text, { flush: isLasting, mode: 0o600 });
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
