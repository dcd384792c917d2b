import fs from 'node:fs';
import path from 'node:path';
import { disk, type Files } from '../../src/save/store/files';
import type { Clock } from '../../src/util/clock';
import type { Disposable } from '../../src/util/disposable';

type Operation = 'list' | 'read' | 'writtenAt' | 'write' | 'create' | 'link' | 'move' | 'remove';

/** A disk that a test can observe and make fail. */
export abstract class TestDisk implements Files {
  /** Called before each operation, to simulate another window that is faster or, by throwing, a failing disk. */
  before: (operation: Operation, file: string) => unknown = () => undefined;
  /** Whether watchers are notified of changes. */
  notifiesWatchers = false;
  /** Whether operations fail, see {@link failWith}. */
  isFailing = false;
  #watchers: readonly { readonly folder: string; readonly listener: () => void }[] = [];

  protected abstract readonly files: Pick<Files, Operation>;

  /** Returns the paths of all files below a folder, relative to it and sorted. */
  abstract below(folder: string): readonly string[];
  abstract text(file: string): string | undefined;
  /** Writes a file as another program would, without calling {@link before}. */
  abstract put(file: string, text: string): void;
  abstract removeNow(file: string): void;

  readonly list = (folder: string) => this.#run('list', folder, [], () => this.files.list(folder));
  readonly read = (file: string) => this.#run('read', file, [], () => this.files.read(file));
  readonly writtenAt = (file: string) => this.#run('writtenAt', file, [], () => this.files.writtenAt(file));
  readonly write = (file: string, text: string, isDurable: boolean) =>
    this.#run('write', file, [file], () => this.files.write(file, text, isDurable));
  readonly create = (file: string, text: string) =>
    this.#run('create', file, [file], () => this.files.create(file, text));
  readonly link = (file: string, other: string) => this.#run('link', file, [other], () => this.files.link(file, other));
  readonly move = (file: string, other: string) =>
    this.#run('move', file, [file, other], () => this.files.move(file, other));
  readonly remove = (file: string) => this.#run('remove', file, [file], () => this.files.remove(file));

  /** Makes these operations fail from here on, e.g. with `ENOSPC`; undefined = none. */
  failWith(code: string | undefined, operations: readonly Operation[] = CHANGING): void {
    this.isFailing = code !== undefined;
    this.before = (operation) => {
      if (code !== undefined && operations.includes(operation)) throw Object.assign(new Error(code), { code });
    };
  }

  /** Names of the watched folders. */
  get watched(): readonly string[] {
    return this.#watchers.map(({ folder }) => path.basename(folder));
  }

  watch(folder: string, listener: () => void): Disposable {
    const watcher = { folder: path.normalize(folder), listener };
    this.#watchers = [...this.#watchers, watcher];
    return { dispose: () => void (this.#watchers = this.#watchers.filter((each) => each !== watcher)) };
  }

  protected notify(file: string): void {
    if (!this.notifiesWatchers) return;
    for (const { folder, listener } of this.#watchers) if (path.dirname(file) === folder) listener();
  }

  async #run<T>(operation: Operation, file: string, changed: readonly string[], work: () => Promise<T>): Promise<T> {
    await this.before(operation, file);
    const result = await work();
    for (const each of changed) this.notify(path.normalize(each));
    return result;
  }
}

const CHANGING: readonly Operation[] = ['write', 'create', 'link', 'move', 'remove'];

interface MemoryFile {
  readonly text: string;
  /** The content that has reached the disk; undefined = none yet. */
  readonly durable: string | undefined;
  readonly writtenAt: number;
}

/** An in-memory disk without I/O, so that the manual clock alone determines the order of events. */
export class MemoryDisk extends TestDisk {
  readonly #files = new Map<string, MemoryFile>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {
    super();
  }

  protected readonly files: Pick<Files, Operation> = {
    list: async (folder) =>
      [...this.#files.keys()]
        .filter((file) => path.dirname(file) === path.normalize(folder))
        .map((file) => path.basename(file)),
    read: async (file) => this.text(file),
    writtenAt: async (file) => this.#get(file)?.writtenAt,
    write: async (file, text, isDurable) =>
      this.#set(file, { text, durable: isDurable ? text : this.#get(file)?.durable, writtenAt: this.clock.now() }),
    create: async (file, text) => {
      const isNew = !this.#get(file);
      if (isNew) this.#set(file, { text, durable: text, writtenAt: this.clock.now() });
      return isNew;
    },
    link: async (file, other) => {
      const found = this.#get(other) ? undefined : this.#get(file);
      if (found) this.#set(other, found);
      return found !== undefined;
    },
    move: async (file, other) => {
      const found = this.#get(file);
      this.#set(file, undefined);
      if (found) this.#set(other, found);
      return found !== undefined;
    },
    remove: async (file) => this.#set(file, undefined),
  };

  below(folder: string): readonly string[] {
    const inside = [...this.#files.keys()].filter((file) => file.startsWith(`${folder}${path.sep}`));
    return inside.map((file) => path.relative(folder, file).replaceAll(path.sep, '/')).sort();
  }

  text(file: string): string | undefined {
    return this.#get(file)?.text;
  }

  put(file: string, text: string, writtenAt = this.clock.now()): void {
    this.#set(file, { text, durable: text, writtenAt });
    this.notify(path.normalize(file));
  }

  removeNow(file: string): void {
    this.delete(file);
  }

  delete(file: string): void {
    this.#set(file, undefined);
    this.notify(path.normalize(file));
  }

  /** Loses all data that has not reached the disk. */
  cutPower(): void {
    for (const [file, { durable, ...found }] of this.#files) {
      this.#set(file, durable === undefined ? undefined : { ...found, durable, text: durable });
    }
  }

  #get(file: string): MemoryFile | undefined {
    return this.#files.get(path.normalize(file));
  }

  #set(file: string, value: MemoryFile | undefined): void {
    if (value) this.#files.set(path.normalize(file), value);
    else this.#files.delete(path.normalize(file));
  }
}

/** The disk of the computer. */
export class RealDisk extends TestDisk {
  protected readonly files = disk;

  below(folder: string): readonly string[] {
    if (!fs.existsSync(folder)) return [];
    const found = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    return found.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name))).sort();
  }

  text(file: string): string | undefined {
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  }

  put(file: string, text: string): void {
    fs.writeFileSync(file, text);
  }

  removeNow(file: string): void {
    disk.removeNow(file);
  }
}
