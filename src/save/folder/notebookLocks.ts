import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Files } from './files';

/** Attempts to take a lock that others take at the same moment. */
const ATTEMPTS = 5;

/** Which save has which notebook: one file a notebook, holding the save's id, so that windows cannot both begin one. */
export class NotebookLocks {
  /** @param isUnderWay true while a save of that id is among those under way */
  constructor(
    private readonly folder: string,
    private readonly files: Files,
    private readonly isUnderWay: (saveId: string) => Promise<boolean>,
  ) {}

  /** Takes a notebook for a save, which is among those under way already; false while another one has it. */
  async take(notebookId: string, saveId: string): Promise<boolean> {
    const file = this.#file(notebookId);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await this.files.create(file, saveId)) return true;
      const holder = await this.files.read(file);
      if (holder === saveId) return true;
      if (holder === undefined) continue;
      if (await this.isUnderWay(holder)) return false;
      await this.#discard(file, holder);
    }
    return false;
  }

  async release(notebookId: string, saveId: string): Promise<void> {
    const file = this.#file(notebookId);
    if ((await this.files.read(file)) === saveId) await this.files.remove(file);
  }

  /** Removes what a window that is gone left, and puts back what somebody has taken in that moment. */
  async #discard(file: string, expected: string): Promise<void> {
    const aside = `${file}.${crypto.randomUUID()}`;
    if (!(await this.files.move(file, aside))) return;
    const holder = await this.files.read(aside);
    if (holder !== undefined && holder !== expected) await this.files.link(aside, file);
    await this.files.remove(aside);
  }

  /** An id of the service may hold what file names may not. */
  #file(notebookId: string): string {
    return path.join(this.folder, createHash('sha256').update(notebookId).digest('hex').slice(0, 32));
  }
}
