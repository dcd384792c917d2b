import path from 'node:path';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import type { Save } from '../save';
import { imageOf, isInProgress } from '../saveState';
import type { Files } from './files';
import { readSave, saveText } from './saveCodec';
import { PLAIN_ID } from './windows';

/** Suffix of files that could not be read. */
const UNREADABLE = '.unreadable';

const RECORD = /^([\w-]{1,64})\.json$/;
const STOP = /^([\w-]{1,64})\.stop$/;

/**
 * The files of saves: `pending/ID.json` while in progress, `ended/ID.json` afterwards, `pending/ID.stop` to request a
 * stop.
 */
export class SaveFiles {
  readonly pending: string;
  readonly ended: string;
  /** IDs of the ended saves that this window has read or moved. */
  readonly #knownEnded = new Set<string>();

  constructor(
    folder: string,
    private readonly files: Files,
    private readonly log: Logger,
  ) {
    this.pending = path.join(folder, 'pending');
    this.ended = path.join(folder, 'ended');
  }

  /** Returns the IDs of the saves in progress and of those with a stop request. */
  async listPending(): Promise<{ readonly ids: readonly string[]; readonly stops: readonly string[] }> {
    const names = await this.files.list(this.pending);
    return { ids: idsOf(names, RECORD), stops: idsOf(names, STOP) };
  }

  /** Also false for an invalid ID, because IDs may come from files. */
  async isPending(id: string): Promise<boolean> {
    return PLAIN_ID.test(id) && (await this.readPending(id)) !== undefined;
  }

  /** Returns undefined when the file does not exist. Sets an unreadable file aside and returns undefined. */
  readPending(id: string): Promise<string | undefined> {
    return this.#read(this.#pendingFile(id));
  }

  /** Sets a file aside that cannot be parsed, logs it and returns undefined. */
  parsePending(id: string, text: string): Promise<Save | undefined> {
    return this.#parse(this.#pendingFile(id), id, text);
  }

  /** @param isDurable true = the data has reached the disk before this resolves */
  writePending(save: Save, isDurable: boolean): Promise<void> {
    return this.files.write(this.#pendingFile(save.id), saveText(save), isDurable);
  }

  removePending(id: string): Promise<void> {
    return this.files.remove(this.#pendingFile(id));
  }

  requestStop(id: string): Promise<boolean> {
    return this.files.create(this.#stopFile(id), '');
  }

  removeStop(id: string): Promise<void> {
    return this.files.remove(this.#stopFile(id));
  }

  /** Returns false when another window has moved it. */
  async moveToEnded(id: string): Promise<boolean> {
    const ended = this.#endedFile(id);
    // If the file was deleted by something else, this window announces the save rather than none.
    const isMine =
      (await this.files.link(this.#pendingFile(id), ended)) || (await this.files.read(ended)) === undefined;
    await this.removePending(id);
    await this.removeStop(id);
    this.#knownEnded.add(id);
    return isMine;
  }

  /** Returns false when another window has moved or deleted it. */
  moveToPending(id: string): Promise<boolean> {
    return this.files.move(this.#endedFile(id), this.#pendingFile(id));
  }

  async readEnded(id: string): Promise<Save | undefined> {
    const file = this.#endedFile(id);
    const text = await this.#read(file);
    const save = text === undefined ? undefined : await this.#parse(file, id, text);
    if (!save) return undefined;
    this.#knownEnded.add(id);
    return isInProgress(save.state) ? asUnwatched(save) : save;
  }

  async readAllEnded(): Promise<readonly Save[]> {
    const ids = idsOf(await this.files.list(this.ended), RECORD);
    const saves = await Promise.all(ids.map((id) => this.readEnded(id)));
    return saves.filter((save) => save !== undefined);
  }

  async removeEnded(id: string): Promise<void> {
    this.#knownEnded.delete(id);
    await this.files.remove(this.#endedFile(id));
  }

  async writeEnded(save: Save): Promise<void> {
    await this.files.write(this.#endedFile(save.id), saveText(save), false);
    this.#knownEnded.add(save.id);
  }

  /** Returns the IDs of the known ended saves that another window has deleted since. */
  async listRemoved(): Promise<readonly string[]> {
    const present = new Set(idsOf(await this.files.list(this.ended), RECORD));
    const missing = [...this.#knownEnded].filter((id) => !present.has(id));
    const removed: string[] = [];
    for (const id of missing) {
      this.#knownEnded.delete(id);
      if (!(await this.isPending(id))) removed.push(id);
    }
    return removed;
  }

  /** Deletes the oldest ended saves beyond `maxCount`; returns their IDs. */
  async prune(maxCount: number): Promise<readonly string[]> {
    const ids = idsOf(await this.files.list(this.ended), RECORD);
    if (ids.length <= maxCount) return [];
    const dated = await Promise.all(
      ids.map(async (id) => ({ id, at: (await this.files.writtenAt(this.#endedFile(id))) ?? 0 })),
    );
    const oldest = dated.sort((one, other) => one.at - other.at).slice(0, ids.length - maxCount);
    await Promise.all(oldest.map(({ id }) => this.removeEnded(id)));
    return oldest.map(({ id }) => id);
  }

  async #parse(file: string, id: string, text: string): Promise<Save | undefined> {
    try {
      const save = readSave(text);
      if (save.id === id) return save;
      throw new TypeError('The file belongs to another save');
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
    this.log.warn(`Unreadable file set aside as ${file}${UNREADABLE} (${reason})`);
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

/** Handles a save that was moved before its last state could be written, because the disk was full. */
function asUnwatched(save: Save): Save {
  const endedAt = save.followedSince;
  return { ...save, endedAt, state: { phase: 'unwatched', image: imageOf(save.state), why: 'unexpected' } };
}

/** Ignores all other files in the folder. */
function idsOf(names: readonly string[], pattern: RegExp): readonly string[] {
  return names.flatMap((name) => pattern.exec(name)?.[1] ?? []);
}

const PARTS = ['pending', 'ended', 'leases', 'notebooks', 'windows'] as const;
type Part = (typeof PARTS)[number];

const DAY_MS = 24 * 60 * 60_000;
/** How long an unreadable file is kept for inspection. */
const UNREADABLE_MS = 30 * DAY_MS;

/**
 * Deletes the leftovers of crashed windows that are no longer needed: drafts, heartbeats, and the leases and stop
 * requests of ended saves. Keeps files younger than a day, because another window may be writing them. Keeps unreadable
 * files for a month.
 *
 * @param now milliseconds since the epoch
 */
export async function removeLeftovers(folder: string, files: Files, now: number): Promise<void> {
  const pending = await files.list(path.join(folder, 'pending'));
  const isEnded = (name: string): boolean => !pending.includes(`${name.split('.')[0] ?? ''}.json`);
  const isLeftover: Partial<Record<Part, (name: string) => boolean>> = {
    pending: (name) => name.endsWith('.stop') && isEnded(name),
    leases: isEnded,
    windows: () => true,
  };
  for (const part of PARTS) {
    const names = await files.list(path.join(folder, part));
    for (const name of names.filter(
      (each) => each.endsWith('.tmp') || each.endsWith(UNREADABLE) || isLeftover[part]?.(each),
    )) {
      const file = path.join(folder, part, name);
      const writtenAt = await files.writtenAt(file);
      if (writtenAt !== undefined && now - writtenAt > (name.endsWith(UNREADABLE) ? UNREADABLE_MS : DAY_MS))
        await files.remove(file);
    }
  }
}
