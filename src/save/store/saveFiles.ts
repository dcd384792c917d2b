import path from 'node:path';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import type { Save } from '../save';
import { imageOf, isInProgress } from '../saveState';
import type { Files } from './files';
import { PLAIN_ID } from './plainId';
import { readSave } from './readSave';
import { saveText } from './saveText';

/** End of the name of a file that could not be read. */
export const UNREADABLE = '.unreadable';

const RECORD = /^([\w-]{1,64})\.json$/;
const STOP = /^([\w-]{1,64})\.stop$/;

/** The files of saves: `pending/ID.json` while under way, `ended/ID.json` afterwards, `pending/ID.stop` to have one stopped. */
export class SaveFiles {
  readonly pending: string;
  readonly ended: string;
  /** Those that ended, as far as this window has read or moved them. */
  readonly #known = new Set<string>();

  constructor(
    folder: string,
    private readonly files: Files,
    private readonly log: Logger,
  ) {
    this.pending = path.join(folder, 'pending');
    this.ended = path.join(folder, 'ended');
  }

  /** Ids of the saves under way, and of those that somebody wants stopped. */
  async listPending(): Promise<{ readonly ids: readonly string[]; readonly stops: readonly string[] }> {
    const names = await this.files.list(this.pending);
    return { ids: matching(names, RECORD), stops: matching(names, STOP) };
  }

  /** False also for what is no save's id: whoever asks may have read it from a file. */
  async isPending(id: string): Promise<boolean> {
    return PLAIN_ID.test(id) && (await this.readPending(id)) !== undefined;
  }

  /** Undefined where there is none, and for one that cannot be read: it is set aside. */
  readPending(id: string): Promise<string | undefined> {
    return this.#read(this.#pendingFile(id));
  }

  /** Undefined for one that cannot be read: it is set aside, and told in the log. */
  parsePending(id: string, text: string): Promise<Save | undefined> {
    return this.#parse(this.#pendingFile(id), id, text);
  }

  /** @param isLasting true = it is on the disk itself before this resolves */
  writePending(save: Save, isLasting: boolean): Promise<void> {
    return this.files.write(this.#pendingFile(save.id), saveText(save), isLasting);
  }

  removePending(id: string): Promise<void> {
    return this.files.remove(this.#pendingFile(id));
  }

  askToStop(id: string): Promise<boolean> {
    return this.files.create(this.#stopFile(id), '');
  }

  removeStop(id: string): Promise<void> {
    return this.files.remove(this.#stopFile(id));
  }

  /** False when another window has moved it. */
  async moveToEnded(id: string): Promise<boolean> {
    const ended = this.#endedFile(id);
    // A file that somebody removed is nobody's: this window tells, rather than none.
    const isMine =
      (await this.files.link(this.#pendingFile(id), ended)) || (await this.files.read(ended)) === undefined;
    await this.removePending(id);
    await this.removeStop(id);
    this.#known.add(id);
    return isMine;
  }

  /** False when another window has moved it, or removed it. */
  moveToPending(id: string): Promise<boolean> {
    return this.files.move(this.#endedFile(id), this.#pendingFile(id));
  }

  async readEnded(id: string): Promise<Save | undefined> {
    const file = this.#endedFile(id);
    const text = await this.#read(file);
    const save = text === undefined ? undefined : await this.#parse(file, id, text);
    if (!save) return undefined;
    this.#known.add(id);
    return isInProgress(save.state) ? endUnreported(save) : save;
  }

  async readAllEnded(): Promise<readonly Save[]> {
    const ids = matching(await this.files.list(this.ended), RECORD);
    const saves = await Promise.all(ids.map((id) => this.readEnded(id)));
    return saves.filter((save) => save !== undefined);
  }

  async removeEnded(id: string): Promise<void> {
    this.#known.delete(id);
    await this.files.remove(this.#endedFile(id));
  }

  async writeEnded(save: Save): Promise<void> {
    await this.files.write(this.#endedFile(save.id), saveText(save), false);
    this.#known.add(save.id);
  }

  /** Ids of the saves that ended and that another window has removed, or followed again, since they were known. */
  async forgottenSince(): Promise<readonly string[]> {
    const present = new Set(matching(await this.files.list(this.ended), RECORD));
    const gone = [...this.#known].filter((id) => !present.has(id));
    const forgotten: string[] = [];
    for (const id of gone) {
      this.#known.delete(id);
      if (!(await this.isPending(id))) forgotten.push(id);
    }
    return forgotten;
  }

  /** Removes the oldest of the saves that ended, down to so many; the ids of those removed. */
  async prune(keep: number): Promise<readonly string[]> {
    const ids = matching(await this.files.list(this.ended), RECORD);
    if (ids.length <= keep) return [];
    const dated = await Promise.all(
      ids.map(async (id) => ({ id, at: (await this.files.writtenAt(this.#endedFile(id))) ?? 0 })),
    );
    const oldest = dated.sort((one, other) => one.at - other.at).slice(0, ids.length - keep);
    await Promise.all(oldest.map(({ id }) => this.removeEnded(id)));
    return oldest.map(({ id }) => id);
  }

  async #parse(file: string, id: string, text: string): Promise<Save | undefined> {
    try {
      const save = readSave(text);
      if (save.id === id) return save;
      throw new TypeError('It is the file of another save');
    } catch (error) {
      return this.#setAside(file, error);
    }
  }

  async #read(file: string): Promise<string | undefined> {
    try {
      return await this.files.read(file);
    } catch (error) {
      return this.#setAside(file, error);
    }
  }

  async #setAside(file: string, error: unknown): Promise<undefined> {
    const reason = oneLine(error instanceof Error ? error.message : String(error), 300);
    this.log.warn(`Set aside, because it cannot be read: ${file}${UNREADABLE} (${reason})`);
    await this.files.move(file, file + UNREADABLE);
  }

  #pendingFile(id: string): string {
    return path.join(this.pending, `${id}.json`);
  }

  #stopFile(id: string): string {
    return path.join(this.pending, `${id}.stop`);
  }

  #endedFile(id: string): string {
    return path.join(this.ended, `${id}.json`);
  }
}

/** It was put among those that ended when its last state could not be written: the disk was full. */
function endUnreported(save: Save): Save {
  const endedAt = save.followedSince;
  return { ...save, endedAt, state: { phase: 'unwatched', image: imageOf(save.state), why: 'unexpected' } };
}

/** Whatever else lies in the folder is nobody's business here. */
function matching(names: readonly string[], pattern: RegExp): readonly string[] {
  return names.flatMap((name) => pattern.exec(name)?.[1] ?? []);
}
