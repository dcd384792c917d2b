import { createHash } from 'node:crypto';
import type { Files } from './files';
import { isLastNumber, type NumberedFile, nextNumbered, numberedFiles } from './numberedFiles';

/** Number of tries when other windows take the same lock concurrently. */
const MAX_ATTEMPTS = 5;

/**
 * Ensures that two windows cannot save the same notebook. A lock is an immutable file `NOTEBOOK.N` that contains the
 * save's id. To take over from a save that is gone, a window creates the next number, which succeeds for exactly one of
 * them. Locks are never renamed, because another window may have just taken them.
 */
export class NotebookLocks {
  /** @param isInProgress true while the save with this id is in progress */
  constructor(
    private readonly folder: string,
    private readonly files: Files,
    private readonly isInProgress: (saveId: string) => Promise<boolean>,
  ) {}

  /** Locks a notebook for a save that is already in progress. Returns false while another save holds it. */
  async take(notebookId: string, saveId: string): Promise<boolean> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const existing = await this.#of(notebookId);
      const holders = await Promise.all(existing.map(({ file }) => this.files.read(file)));
      if (holders.includes(saveId)) return true;
      if (await this.#isAnyInProgress(existing)) return false;
      const last = existing.at(-1);
      if (last && isLastNumber(last)) {
        await this.files.remove(last.file);
        continue;
      }
      const mine = nextNumbered(existing, this.folder, hash(notebookId));
      if (!(await this.files.create(mine, saveId))) continue;
      const after = await this.#of(notebookId);
      const others = after.filter(({ file }) => file !== mine);
      if (after.at(-1)?.file === mine && !(await this.#isAnyInProgress(others))) {
        await Promise.all(others.map(({ file }) => this.files.remove(file)));
        return true;
      }
      await this.files.remove(mine);
    }
    return false;
  }

  async release(notebookId: string, saveId: string): Promise<void> {
    for (const { file } of await this.#of(notebookId)) {
      if ((await this.files.read(file)) === saveId) await this.files.remove(file);
    }
  }

  async #isAnyInProgress(locks: readonly NumberedFile[]): Promise<boolean> {
    for (const { file } of locks) {
      const holder = await this.files.read(file);
      if (holder !== undefined && (await this.isInProgress(holder))) return true;
    }
    return false;
  }

  #of(notebookId: string): Promise<readonly NumberedFile[]> {
    return numberedFiles(this.files, this.folder, hash(notebookId));
  }
}

/** The service's ids may contain characters that file names must not. */
function hash(notebookId: string): string {
  return createHash('sha256').update(notebookId).digest('hex').slice(0, 32);
}
