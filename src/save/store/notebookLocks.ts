import { createHash } from 'node:crypto';
import type { Files } from './files';
import { isLastNumber, type NumberedFile, nextNumbered, numberedFiles } from './numberedFiles';
import type { Windows } from './windows';

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

/** Which window holds a save; `none` includes a window that is gone. */
export type Holder = 'thisWindow' | 'other' | 'none';

/**
 * Records which window follows which save. A lease is an immutable file `SAVE.N` that contains the window's id; the
 * highest number counts. To take over from a window that is gone, a window creates the next number, which succeeds for
 * exactly one of them.
 */
export class Leases {
  constructor(
    private readonly folder: string,
    private readonly files: Files,
    private readonly windows: Windows,
    private readonly windowId: string,
  ) {}

  async holderOf(id: string): Promise<Holder> {
    return this.#holderOf(await this.#of(id));
  }

  /** Claims a save that no window holds. Returns false when another window holds it or was first. */
  async take(id: string): Promise<boolean> {
    const existing = await this.#of(id);
    // Uses the same listing as the number below, so that a window that was faster has created that number.
    if ((await this.#holderOf(existing)) === 'other') return false;
    const last = existing.at(-1);
    if (last && isLastNumber(last)) {
      await this.files.remove(last.file);
      return this.take(id);
    }
    const mine = nextNumbered(existing, this.folder, id);
    if (!(await this.files.create(mine, this.windowId))) return false;
    const after = await this.#of(id);
    if (after.at(-1)?.file !== mine) {
      await this.files.remove(mine);
      return false;
    }
    await Promise.all(after.slice(0, -1).map(({ file }) => this.files.remove(file)));
    return true;
  }

  /** Releases a save if this window holds it. */
  async release(id: string): Promise<void> {
    for (const lease of await this.#of(id)) {
      if ((await this.#windowOf(lease)) === this.windowId) await this.files.remove(lease.file);
    }
  }

  async #holderOf(leases: readonly NumberedFile[]): Promise<Holder> {
    const holder = await this.#windowOf(leases.at(-1));
    if (holder === undefined) return 'none';
    if (holder === this.windowId) return 'thisWindow';
    return (await this.windows.isAlive(holder)) ? 'other' : 'none';
  }

  #of(id: string): Promise<readonly NumberedFile[]> {
    return numberedFiles(this.files, this.folder, id);
  }

  async #windowOf(lease: NumberedFile | undefined): Promise<string | undefined> {
    return lease && this.files.read(lease.file);
  }
}
