import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Files } from './files';
import type { Windows } from './windows';

/** Which window holds a save; `none` includes a window that is gone. */
export type Holder = 'thisWindow' | 'other' | 'none';

/** Records which window follows which save. A lease is a {@link Claim} by a window; the one with the highest number counts. */
export class Leases {
  readonly #claims: ClaimFiles;

  constructor(
    folder: string,
    files: Files,
    private readonly windows: Pick<Windows, 'isAlive'>,
    private readonly windowId: string,
  ) {
    this.#claims = new ClaimFiles(folder, files);
  }

  async holderOf(id: string): Promise<Holder> {
    return this.#holderOf(await this.#claims.list(id));
  }

  /** Claims a save that no window holds. Returns false when another window holds it or was first. */
  async take(id: string): Promise<boolean> {
    const existing = await this.#claims.list(id);
    // Uses the same listing as the replacement, so that a window that was faster has created its number.
    if ((await this.#holderOf(existing)) === 'other') return false;
    return this.#claims.replace(existing, id, this.windowId, async () => true);
  }

  /** Releases a save if this window holds it. */
  release(id: string): Promise<void> {
    return this.#claims.release(id, this.windowId);
  }

  async #holderOf(leases: readonly Claim[]): Promise<Holder> {
    const owner = leases.at(-1)?.owner;
    if (owner === undefined) return 'none';
    if (owner === this.windowId) return 'thisWindow';
    return (await this.windows.isAlive(owner)) ? 'other' : 'none';
  }
}

/** Number of tries when other windows take the same lock concurrently. */
const MAX_ATTEMPTS = 5;

/** Ensures that two windows cannot save the same notebook. A lock is a {@link Claim} by a save. */
export class NotebookLocks {
  readonly #claims: ClaimFiles;

  /** @param isInProgress true while the save with this ID is in progress */
  constructor(
    folder: string,
    files: Files,
    private readonly isInProgress: (saveId: string) => Promise<boolean>,
  ) {
    this.#claims = new ClaimFiles(folder, files);
  }

  /** Locks a notebook for a save that is already in progress. Returns false while another save holds it. */
  async take(notebookId: string, saveId: string): Promise<boolean> {
    const name = hash(notebookId);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const existing = await this.#claims.list(name);
      if (existing.some(({ owner }) => owner === saveId)) return true;
      if (await this.#isAnyInProgress(existing)) return false;
      const mayReplace = async (others: readonly Claim[]): Promise<boolean> => !(await this.#isAnyInProgress(others));
      if (await this.#claims.replace(existing, name, saveId, mayReplace)) return true;
    }
    return false;
  }

  release(notebookId: string, saveId: string): Promise<void> {
    return this.#claims.release(hash(notebookId), saveId);
  }

  async #isAnyInProgress(locks: readonly Claim[]): Promise<boolean> {
    for (const { owner } of locks) {
      if (owner !== undefined && (await this.isInProgress(owner))) return true;
    }
    return false;
  }
}

/** The service's IDs may contain characters that file names must not. */
function hash(notebookId: string): string {
  return createHash('sha256').update(notebookId).digest('hex').slice(0, 32);
}

/** An immutable file `NAME.N` that contains the ID of its owner. */
export interface Claim {
  readonly number: number;
  readonly file: string;
  /** Undefined when the file has been removed meanwhile. */
  readonly owner: string | undefined;
}

/** Numbers in the form that the extension writes. */
const NUMBER = /^[1-9]\d{0,14}$/;
/** Windows never count this far, so a file with this number is damaged. */
const MAX_NUMBER = 999_999_999_999_999;

/**
 * The claims in a folder. To replace a claim whose owner is gone, a window creates the next number, which succeeds for
 * exactly one of them. Claims are never renamed, because another window may have just created them.
 */
export class ClaimFiles {
  constructor(
    private readonly folder: string,
    private readonly files: Pick<Files, 'list' | 'read' | 'create' | 'remove'>,
  ) {}

  /** Returns the claims with this name, lowest number first. Ignores all other files, e.g. drafts. */
  async list(name: string): Promise<readonly Claim[]> {
    const names = await this.files.list(this.folder);
    const numbers = names
      .filter((each) => each.startsWith(`${name}.`))
      .map((each) => each.slice(name.length + 1))
      .filter((suffix) => NUMBER.test(suffix))
      .map(Number)
      .sort((one, other) => one - other);
    return Promise.all(
      numbers.map(async (number) => {
        const file = this.#file(name, number);
        return { number, file, owner: await this.files.read(file) };
      }),
    );
  }

  /**
   * Replaces the existing claims by one with the next number. Returns false when another window was first, or when
   * `mayReplace` returns false for the other claims that exist once the claim has been created.
   */
  async replace(
    existing: readonly Claim[],
    name: string,
    owner: string,
    mayReplace: (others: readonly Claim[]) => Promise<boolean>,
  ): Promise<boolean> {
    const damaged = existing.find(({ number }) => number >= MAX_NUMBER);
    if (damaged) await this.files.remove(damaged.file);
    const last = existing.findLast((claim) => claim !== damaged);
    const mine = this.#file(name, (last?.number ?? 0) + 1);
    if (!(await this.files.create(mine, owner))) return false;
    const after = await this.list(name);
    const others = after.filter(({ file }) => file !== mine);
    if (after.at(-1)?.file === mine && (await mayReplace(others))) {
      await Promise.all(others.map(({ file }) => this.files.remove(file)));
      return true;
    }
    await this.files.remove(mine);
    return false;
  }

  /** Removes the claims of this owner. */
  async release(name: string, owner: string): Promise<void> {
    const claims = await this.list(name);
    await Promise.all(claims.filter((claim) => claim.owner === owner).map(({ file }) => this.files.remove(file)));
  }

  #file(name: string, number: number): string {
    return path.join(this.folder, `${name}.${number}`);
  }
}
