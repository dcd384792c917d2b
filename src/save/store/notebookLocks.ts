import { createHash } from 'node:crypto';
import type { Files } from './files';
import { isLastNumber, type NumberedFile, nextNumbered, numberedFiles } from './numberedFiles';

/** Attempts to take a lock that others take at the same moment. */
const ATTEMPTS = 5;

/**
 * Which save has which notebook, so that windows cannot both begin one. A lock is a file that never changes: `NOTEBOOK.N`,
 * holding the save's id. Taking over from a save that is gone is making the next number, which one window alone succeeds in;
 * no lock is ever moved away, since somebody may have taken it in that moment.
 */
export class NotebookLocks {
  /** @param isInProgress true while a save of that id is among those under way */
  constructor(
    private readonly folder: string,
    private readonly files: Files,
    private readonly isInProgress: (saveId: string) => Promise<boolean>,
  ) {}

  /** Takes a notebook for a save, which is among those under way already; false while another one has it. */
  async take(notebookId: string, saveId: string): Promise<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await this.#of(notebookId);
      const holders = await Promise.all(before.map(({ file }) => this.files.read(file)));
      if (holders.includes(saveId)) return true;
      if (await this.#isAnyInProgress(before)) return false;
      const last = before.at(-1);
      if (last && isLastNumber(last)) {
        await this.files.remove(last.file);
        continue;
      }
      const mine = nextNumbered(before, this.folder, hash(notebookId));
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

/** An id of the service may hold what file names may not. */
function hash(notebookId: string): string {
  return createHash('sha256').update(notebookId).digest('hex').slice(0, 32);
}
