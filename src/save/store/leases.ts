import type { Files } from './files';
import { isLastNumber, type NumberedFile, nextNumbered, numberedFiles } from './numberedFiles';
import type { Windows } from './windows';

/** Who follows a save: `nobody` also stands for a window that is gone. */
export type Holder = 'me' | 'another' | 'nobody';

/**
 * Which window follows which save. A lease is a file that never changes: `SAVE.N`, holding the window's id. Taking over from a
 * window that is gone is making the next number, which one window alone succeeds in; the highest number counts.
 */
export class Leases {
  constructor(
    private readonly folder: string,
    private readonly files: Files,
    private readonly windows: Windows,
    private readonly me: string,
  ) {}

  async holderOf(id: string): Promise<Holder> {
    return this.#holderOf(await this.#of(id));
  }

  /** Takes a save that nobody holds; false when another window holds it, or was quicker. */
  async take(id: string): Promise<boolean> {
    const before = await this.#of(id);
    // Of the same leases as the number: who was quicker has made that one.
    if ((await this.#holderOf(before)) === 'another') return false;
    const last = before.at(-1);
    if (last && isLastNumber(last)) {
      await this.files.remove(last.file);
      return this.take(id);
    }
    const mine = nextNumbered(before, this.folder, id);
    if (!(await this.files.create(mine, this.me))) return false;
    const after = await this.#of(id);
    if (after.at(-1)?.file !== mine) {
      await this.files.remove(mine);
      return false;
    }
    await Promise.all(after.slice(0, -1).map(({ file }) => this.files.remove(file)));
    return true;
  }

  /** Lets go of a save that this window holds. */
  async release(id: string): Promise<void> {
    for (const lease of await this.#of(id)) {
      if ((await this.#windowOf(lease)) === this.me) await this.files.remove(lease.file);
    }
  }

  async #holderOf(leases: readonly NumberedFile[]): Promise<Holder> {
    const holder = await this.#windowOf(leases.at(-1));
    if (holder === undefined) return 'nobody';
    if (holder === this.me) return 'me';
    return (await this.windows.isAlive(holder)) ? 'another' : 'nobody';
  }

  #of(id: string): Promise<readonly NumberedFile[]> {
    return numberedFiles(this.files, this.folder, id);
  }

  async #windowOf(lease: NumberedFile | undefined): Promise<string | undefined> {
    return lease && this.files.read(lease.file);
  }
}
