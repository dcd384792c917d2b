import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type EmulatedNotebook, type Emulator, startEmulator } from '../../src/emulator/index';
import { disk, type Files } from '../../src/save/folder/files';
import { patientFiles } from '../../src/save/folder/patientFiles';
import { PendingFolder } from '../../src/save/folder/pendingFolder';
import { SaveFolder } from '../../src/save/folder/saveFolder';
import type { Save, SaveOrder } from '../../src/save/save';
import { SaveRuns } from '../../src/save/saveRuns';
import { Saves } from '../../src/save/saves';
import { isUnderWay } from '../../src/save/saveState';
import type { Disposable } from '../../src/util/disposable';
import type { StorageTrouble } from '../../src/save/saveStore';
import { anImageRequest, anOrder } from './builders';
import { connectTo } from './connectTo';
import { KeptLog } from './keptLog';
import { ManualClock } from './manualClock';
import { Mortal } from './mortal';
import type { SavingOptions } from './savingWorld';

const MINUTE = 60_000;

/** A disk that fails as told. */
export interface Disk {
  /** Code of the error that every writing brings, e.g. `ENOSPC`. */
  failsWith: string | undefined;
}

/** One window: its saves, kept in the folder that all windows of the world share. */
export class SavingWindow {
  readonly log = new KeptLog();
  readonly saves: Saves;
  /** Ends that this window tells people of. */
  readonly announced: Save[] = [];
  /** Phases it was told of, by the save's tag. */
  readonly told: string[] = [];
  readonly troubles: StorageTrouble[] = [];
  readonly mortal = new Mortal();
  /** Asks the service past the saves, as somebody else would. */
  readonly client: ReturnType<typeof connectTo>['client'];
  readonly #pending: PendingFolder;
  readonly #close: () => Promise<void>;

  constructor(
    private readonly world: SavingWindows,
    pid: number,
  ) {
    const clock = this.mortal.clock(world.clock);
    const { log, mortal } = this;
    const { client, close } = connectTo(world.emulator, {
      clock,
      log,
      timeoutMs: world.timeoutMs,
      onWire: (send) => (request, signal) => mortal.outside(() => send(request, signal)),
    });
    this.#close = close;
    this.client = client;
    this.#pending = new PendingFolder(world.folder, clock);
    const store = new SaveFolder({
      folder: world.folder,
      files: patientFiles(mortalFiles(mortal, world), clock),
      me: { id: crypto.randomUUID(), host: 'here', pid, isRunning: (other) => world.isRunning(other) },
      clock,
      log,
      keep: () => world.keep,
      isLasting: () => true,
      isKnown: (connection) => connection === 'Work',
    });
    this.saves = new Saves({
      clientFor: async () => client,
      stopNotebook: (_connection, id, signal) => client.stopNotebook(id, signal),
      load: async () => ({ SaveRuns, store }),
      isAnyUnderWay: (hear) => mortal.outside(() => this.#pending.isAnyUnderWay(hear)),
      followForMs: () => world.followForMs,
      clock,
      log,
      random: () => 0.5,
    });
    this.saves.onDidAnnounce((save) => void this.announced.push(save));
    this.saves.onDidChange(({ state }) => void this.told.push(state.phase));
    this.saves.onDidStorageFail((trouble) => void this.troubles.push(trouble));
  }

  get list(): readonly string[] {
    return this.saves.list.map(({ state }) => state.phase);
  }

  /** Closed in good order. */
  async close(): Promise<void> {
    this.#pending.dispose();
    this.saves.dispose();
    await this.world.settle();
    this.mortal.kill();
    await this.#close();
  }

  /** The process ends: nothing is cleaned up. */
  async kill(): Promise<void> {
    this.mortal.kill();
    this.#pending.dispose();
    await this.#close();
  }
}

/** Several windows, the emulated service and one clock. Files and HTTP are real, time is moved. */
export class SavingWindows {
  readonly folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'saves-')), 'saves');
  readonly disk: Disk = { failsWith: undefined };
  readonly notebook: EmulatedNotebook;
  /** How many ended saves are kept. */
  keep = 200;
  /** How long a save is followed; milliseconds. */
  followForMs = 120 * MINUTE;
  readonly #windows: SavingWindow[] = [];
  readonly #alive = new Map<number, SavingWindow>();
  #pids = 0;

  constructor(
    readonly emulator: Emulator,
    readonly clock: ManualClock,
    readonly timeoutMs: number,
  ) {
    this.notebook = emulator.edit.addNotebook({ name: 'experiments' });
  }

  /** A further window; it looks for saves to go on with before this resolves. */
  async open(): Promise<SavingWindow> {
    this.#pids += 1;
    const window = new SavingWindow(this, this.#pids);
    this.#windows.push(window);
    this.#alive.set(this.#pids, window);
    void window.saves.open();
    await this.settle();
    return window;
  }

  /** Whether the system tells windows of changed files; else they look by the clock alone. */
  tellsChanges = false;
  readonly #hearers: { readonly folder: string; readonly hear: () => void }[] = [];

  watch(folder: string, hear: () => void): Disposable {
    const hearer = { folder, hear };
    this.#hearers.push(hearer);
    return { dispose: () => void this.#hearers.splice(this.#hearers.indexOf(hearer), 1) };
  }

  tellChange(file: string): void {
    if (!this.tellsChanges) return;
    for (const { folder, hear } of this.#hearers.slice()) if (path.dirname(file) === folder) hear();
  }

  /** Whether the processes of windows that ended can be told from living ones; they can, unless said otherwise. */
  tellsDead = true;

  isRunning(pid: number): boolean {
    return !this.tellsDead || this.#alive.get(pid)?.mortal.isDead === false;
  }

  order(but: Partial<SaveOrder> = {}): SaveOrder {
    const { id, name } = this.notebook;
    const request = anImageRequest({ namespace: 'ai-team', name: 'experiments', tag: 'v1' });
    return anOrder({ notebook: { id, name }, request, ...but });
  }

  /** Waits until the disks and the wires are silent; no time passes. */
  async settle(): Promise<void> {
    for (let silent = 0; silent < 3; silent += 1) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (this.#windows.some(({ mortal }) => mortal.isBusy)) silent = -1;
    }
  }

  /** Lets time pass, from one waking to the next, until something is so. */
  async until(isSo: () => boolean, mostMs = 300 * MINUTE): Promise<void> {
    const start = this.clock.now();
    await this.settle();
    while (!isSo()) {
      if (this.clock.now() - start > mostMs) throw new Error(`Not so after ${mostMs} ms: ${String(isSo)}`);
      if (this.clock.sleepers === 0) throw new Error(`Nobody waits any more, and it is not so: ${String(isSo)}`);
      await this.clock.wakeNext();
      await this.settle();
    }
  }

  /** Waits until the service has been asked this, answered or not; no time passes by that. */
  async untilAsked(operation: string): Promise<void> {
    while (this.emulator.count(operation) === 0) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  }

  /** Lets so much time pass. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    while (this.clock.now() < end) {
      await this.clock.advance(Math.min(this.clock.untilNext(), end - this.clock.now()));
      await this.settle();
    }
  }

  /** Lets time pass until no window that lives knows of a save under way, and none is kept as such. */
  async toTheEnd(): Promise<void> {
    await this.until(
      () =>
        this.#living.every(({ saves }) => saves.list.every((save) => !isUnderWay(save.state))) &&
        (this.disk.failsWith !== undefined || !this.files('pending').some((name) => name.endsWith('.json'))),
    );
    await this.settle();
  }

  get #living(): readonly SavingWindow[] {
    return this.#windows.filter(({ mortal }) => !mortal.isDead);
  }

  /** Ends that people were told of, by all windows there ever were. */
  get announced(): readonly Save[] {
    return this.#windows.flatMap(({ announced }) => announced);
  }

  /** Images that exist beyond those of the beginning. */
  get imagesMade(): number {
    return this.emulator.edit.images.filter(({ name }) => name === 'experiments').length;
  }

  /** Names of the files in one of the store's folders. */
  files(folder: 'pending' | 'ended' | 'leases' | 'notebooks' | 'windows'): readonly string[] {
    const full = path.join(this.folder, folder);
    return fs.existsSync(full) ? fs.readdirSync(full) : [];
  }

  async close(): Promise<void> {
    for (const window of this.#living) await window.close();
    await this.emulator.close();
    fs.rmSync(path.dirname(this.folder), { recursive: true, force: true });
  }
}

/** A world of its own, for as long as it is not closed. */
export async function savingWindows({ timeoutMs = 1000, ...options }: SavingOptions = {}): Promise<SavingWindows> {
  const clock = new ManualClock();
  const emulator = await startEmulator({ ...options, now: () => clock.now() });
  return new SavingWindows(emulator, clock, timeoutMs);
}

/** The disk as a window meets it. */
function mortalFiles(mortal: Mortal, world: SavingWindows): Files {
  const { disk: state } = world;
  const writing = <T>(changed: readonly string[], work: () => Promise<T>): Promise<T> =>
    mortal.outside(async () => {
      if (state.failsWith) throw Object.assign(new Error(state.failsWith), { code: state.failsWith });
      const result = await work();
      for (const file of changed) world.tellChange(file);
      return result;
    });
  return {
    list: (folder) => mortal.outside(() => disk.list(folder)),
    read: (file) => mortal.outside(() => disk.read(file)),
    writtenAt: (file) => mortal.outside(() => disk.writtenAt(file)),
    write: (file, text, isLasting) => writing([file], () => disk.write(file, text, isLasting)),
    create: (file, text) => writing([file], () => disk.create(file, text)),
    link: (file, other) => writing([other], () => disk.link(file, other)),
    move: (file, other) => writing([file, other], () => disk.move(file, other)),
    remove: (file) => writing([file], () => disk.remove(file)),
    removeNow: (file) => {
      if (!mortal.isDead && !state.failsWith) disk.removeNow(file);
    },
    watch: (folder, hear) => world.watch(folder, hear),
  };
}
