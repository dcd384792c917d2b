import type { Files } from '../../src/save/folder/files';
import { SaveFolder, type SaveFolderOptions } from '../../src/save/folder/saveFolder';
import type { StorageTrouble } from '../../src/save/saveStore';
import { KeptLog } from './keptLog';
import { ManualClock } from './manualClock';
import { MemoryDisk } from './memoryDisk';
import { Mortal } from './mortal';

/** A folder that windows share, on a disk and a clock of its own. */
export class SharedFolder {
  readonly path = '/saves';
  readonly clock = new ManualClock();
  readonly disk = new MemoryDisk(this.clock);
  /** Whether the processes of windows that ended can be told from living ones. */
  tellsDead = true;
  readonly #windows: FolderWindow[] = [];

  /** Paths of what lies in it, e.g. `pending/ID.json`. */
  get files(): readonly string[] {
    return this.disk.below(this.path);
  }

  /** A window that looks what there is. */
  async open(id: string, but: Partial<SaveFolderOptions> = {}): Promise<FolderWindow> {
    const window = this.window(id, but);
    void window.store.open();
    await this.clock.advance(0);
    return window;
  }

  /** A window that has not looked yet. */
  window(id: string, but: Partial<SaveFolderOptions> = {}): FolderWindow {
    const pid = this.#windows.length + 1;
    const window = new FolderWindow(this, { id, pid, host: 'here', isRunning: (other) => this.#isRunning(other) }, but);
    this.#windows.push(window);
    return window;
  }

  #isRunning(pid: number): boolean {
    return !this.tellsDead || this.#windows[pid - 1]?.mortal.isDead === false;
  }
}

/** What one window keeps in the folder, and what it hears there. */
export class FolderWindow {
  readonly log = new KeptLog();
  readonly store: SaveFolder;
  /** What it was told, e.g. `sees s1 saving`. */
  readonly told: string[] = [];
  readonly troubles: StorageTrouble[] = [];
  readonly mortal = new Mortal();

  constructor(folder: SharedFolder, me: SaveFolderOptions['me'], but: Partial<SaveFolderOptions>) {
    const { log, mortal, told } = this;
    this.store = new SaveFolder({
      folder: folder.path,
      files: filesOf(folder.disk, mortal),
      me,
      clock: mortal.clock(folder.clock),
      log,
      keep: () => 200,
      isLasting: () => true,
      isKnown: () => true,
      ...but,
    });
    this.store.onDidSee(({ id, state }) => void told.push(`sees ${id} ${state.phase}`));
    this.store.onDidForget((id) => void told.push(`forgets ${id}`));
    this.store.onDidTake(({ id, state }) => void told.push(`takes ${id} ${state.phase}`));
    this.store.onDidLose((id) => void told.push(`loses ${id}`));
    this.store.onDidAskToStop((id) => void told.push(`is asked to stop ${id}`));
    this.store.onDidFail((trouble) => void this.troubles.push(trouble));
  }

  /** The process ends: nothing is cleaned up. */
  kill(): void {
    this.mortal.kill();
  }
}

/** The disk as a window meets it. */
function filesOf(disk: MemoryDisk, mortal: Mortal): Files {
  return {
    list: (folder) => mortal.outside(() => disk.list(folder)),
    read: (file) => mortal.outside(() => disk.read(file)),
    writtenAt: (file) => mortal.outside(() => disk.writtenAt(file)),
    write: (file, text, isLasting) => mortal.outside(() => disk.write(file, text, isLasting)),
    create: (file, text) => mortal.outside(() => disk.create(file, text)),
    link: (file, other) => mortal.outside(() => disk.link(file, other)),
    move: (file, other) => mortal.outside(() => disk.move(file, other)),
    remove: (file) => mortal.outside(() => disk.remove(file)),
    removeNow: (file) => disk.removeNow(file),
    watch: (folder, hear) => disk.watch(folder, hear),
  };
}
