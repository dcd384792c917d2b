import path from 'node:path';
import type { Files } from '../../src/save/folder/files';
import type { Clock } from '../../src/util/clock';
import type { Disposable } from '../../src/util/disposable';

interface Kept {
  readonly text: string;
  /** What is on the disk itself; undefined = nothing yet. */
  readonly lasting: string | undefined;
  readonly writtenAt: number;
}

type Operation = 'list' | 'read' | 'writtenAt' | 'write' | 'create' | 'link' | 'move' | 'remove';

/** A disk that answers without waiting for the outside world, so that a moved clock alone says what happens when. */
export class MemoryDisk implements Files {
  /** Something happens just before an operation: another window is quicker, or (by throwing) the disk fails. */
  before: (operation: Operation, file: string) => unknown = () => undefined;
  /** Whether it tells of changes; else whoever wants to know looks. */
  tellsChanges = false;
  #files: ReadonlyMap<string, Kept> = new Map();
  #hearers: readonly { readonly folder: string; readonly hear: () => void }[] = [];

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Paths of all files below a folder, sorted; from that folder on. */
  below(folder: string): readonly string[] {
    const inside = [...this.#files.keys()].filter((file) => file.startsWith(`${folder}${path.sep}`));
    return inside.map((file) => path.relative(folder, file).replaceAll(path.sep, '/')).sort();
  }

  /** What somebody else does, past {@link before}. */
  put(file: string, text: string, writtenAt = this.clock.now()): void {
    this.#set(path.normalize(file), { text, lasting: text, writtenAt });
  }

  text(file: string): string | undefined {
    return this.#files.get(path.normalize(file))?.text;
  }

  delete(file: string): void {
    this.#set(path.normalize(file), undefined);
  }

  /** From here on every operation that changes something fails so, e.g. `ENOSPC`; undefined = none does. */
  failWith(code: string | undefined, operations: readonly Operation[] = CHANGING): void {
    this.before = (operation) => {
      if (code !== undefined && operations.includes(operation)) throw Object.assign(new Error(code), { code });
    };
  }

  /** What had not reached the disk itself is lost. */
  cutPower(): void {
    for (const [file, kept] of this.#files) {
      this.#set(file, kept.lasting === undefined ? undefined : { ...kept, text: kept.lasting });
    }
  }

  /** Folders that somebody watches. */
  get watched(): readonly string[] {
    return this.#hearers.map(({ folder }) => path.basename(folder));
  }

  async list(folder: string): Promise<readonly string[]> {
    await this.before('list', folder);
    const inside = [...this.#files.keys()].filter((file) => path.dirname(file) === path.normalize(folder));
    return inside.map((file) => path.basename(file));
  }

  async read(file: string): Promise<string | undefined> {
    await this.before('read', file);
    return this.text(file);
  }

  async writtenAt(file: string): Promise<number | undefined> {
    await this.before('writtenAt', file);
    return this.#files.get(path.normalize(file))?.writtenAt;
  }

  async write(file: string, text: string, isLasting: boolean): Promise<void> {
    await this.before('write', file);
    const lasting = isLasting ? text : this.#files.get(path.normalize(file))?.lasting;
    this.#set(path.normalize(file), { text, lasting, writtenAt: this.clock.now() });
  }

  async create(file: string, text: string): Promise<boolean> {
    await this.before('create', file);
    if (this.text(file) !== undefined) return false;
    this.put(file, text);
    return true;
  }

  async link(file: string, other: string): Promise<boolean> {
    await this.before('link', file);
    const kept = this.#files.get(path.normalize(file));
    if (!kept || this.text(other) !== undefined) return false;
    this.#set(path.normalize(other), kept);
    return true;
  }

  async move(file: string, other: string): Promise<boolean> {
    await this.before('move', file);
    const kept = this.#files.get(path.normalize(file));
    if (!kept) return false;
    this.delete(file);
    this.#set(path.normalize(other), kept);
    return true;
  }

  async remove(file: string): Promise<void> {
    await this.before('remove', file);
    this.delete(file);
  }

  removeNow(file: string): void {
    this.delete(file);
  }

  watch(folder: string, hear: () => void): Disposable {
    const hearer = { folder: path.normalize(folder), hear };
    this.#hearers = [...this.#hearers, hearer];
    return { dispose: () => void (this.#hearers = this.#hearers.filter((each) => each !== hearer)) };
  }

  #set(file: string, kept: Kept | undefined): void {
    const files = new Map(this.#files);
    if (kept) files.set(file, kept);
    else files.delete(file);
    this.#files = files;
    if (!this.tellsChanges) return;
    for (const { folder, hear } of this.#hearers) if (path.dirname(file) === folder) hear();
  }
}

const CHANGING: readonly Operation[] = ['write', 'create', 'link', 'move', 'remove'];
