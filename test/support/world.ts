import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type EmulatedNotebook, type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index';
import type { Save, SaveParams } from '../../src/save/save';
import { isInProgress } from '../../src/save/saveState';
import type { SaveFolderOptions } from '../../src/save/store/saveFolder';
import { lazy } from '../../src/util/promises';
import { anImageRequest, someSaveParams } from './builders';
import { type ConnectOptions, connectTo } from './connectTo';
import { ManualClock, settled } from './manualClock';
import { MemoryDisk, RealDisk, type TestDisk } from './memoryDisk';
import { ScriptedSource } from './scriptedSource';
import { Window, type WindowClient } from './window';

const MINUTE = 60_000;

interface Connected<C> {
  readonly client: C;
  readonly close: () => Promise<void>;
}

/** A service, a manual clock and a disk; opens the windows that share them. */
export abstract class World<C extends WindowClient = WindowClient, D extends TestDisk = TestDisk> {
  /** Whether windows can detect that another window's process has exited. */
  detectsDeadWindows = true;
  /** Maximum number of ended saves to keep. */
  keep = 200;
  /** How long a save is followed; milliseconds. */
  followForMs = 120 * MINUTE;
  random = (): number => 0.5;
  /** Called when a window loads the backend. */
  loading = async (): Promise<unknown> => undefined;
  readonly windows: Window<C>[] = [];

  constructor(
    readonly clock: ManualClock,
    readonly disk: D,
    readonly folder: string,
  ) {}

  abstract connect(window: Window<C>): Connected<C>;

  /** Opens a window, which resumes the saves it finds. */
  async open(id?: string): Promise<Window<C>> {
    const window = this.window(id);
    void window.saves.open();
    await this.settle();
    return window;
  }

  /** Opens only the store of a window. */
  async openStore(id: string, overrides: Partial<SaveFolderOptions> = {}): Promise<Window<C>> {
    const window = this.window(id, overrides);
    void window.store.open();
    await this.settle();
    return window;
  }

  /** Creates a window that has not read anything yet. */
  window(id: string = crypto.randomUUID(), overrides: Partial<SaveFolderOptions> = {}): Window<C> {
    const pid = this.windows.length + 1;
    const isRunning = (other: number): boolean =>
      !this.detectsDeadWindows || this.windows[other - 1]?.process.isDead === false;
    const window = new Window<C>(this, { id, pid, host: 'here', isRunning }, overrides);
    this.windows.push(window);
    return window;
  }

  /** Paths of all files of saves, e.g. `pending/ID.json`. */
  get files(): readonly string[] {
    return this.disk.below(this.folder);
  }

  /** Names of the files in one folder of the store. */
  filesIn(part: 'pending' | 'ended' | 'leases' | 'notebooks' | 'windows'): readonly string[] {
    return this.files.filter((file) => file.startsWith(`${part}/`)).map((file) => path.basename(file));
  }

  /** Ids of the saves in progress on the disk. */
  get pending(): readonly string[] {
    return this.filesIn('pending').flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);
  }

  /** Phases of the ends that all windows announced. */
  get announced(): readonly string[] {
    return this.announcements.map(({ state }) => state.phase);
  }

  get announcements(): readonly Save[] {
    return this.windows.flatMap(({ announced }) => announced);
  }

  /** Waits until disk and network have responded to every window; no time passes. */
  async settle(): Promise<void> {
    for (let silent = 0; silent < 3; silent += 1) {
      await settled();
      if (this.windows.some(({ process }) => process.isBusy)) silent = -1;
    }
  }

  /** Advances the time from timer to timer until the condition holds. */
  async until(condition: () => boolean, maxMs = 600 * MINUTE): Promise<void> {
    const start = this.clock.now();
    await this.settle();
    while (!condition()) {
      if (this.clock.now() - start > maxMs) throw new Error(`Not met after ${maxMs} ms: ${String(condition)}`);
      if (this.clock.sleepers === 0)
        throw new Error(`No timer is pending, and the condition is not met: ${String(condition)}`);
      await this.clock.wakeNext();
      await this.settle();
    }
  }

  /** Advances the time and waits for all responses meanwhile. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    await this.settle();
    while (this.clock.now() < end) {
      await this.clock.advance(Math.min(this.clock.untilNext(), end - this.clock.now()));
      await this.settle();
    }
  }

  /** Advances the time until no save is in progress in any open window or on the disk. */
  async toTheEnd(): Promise<void> {
    const open = (): readonly Window<C>[] => this.windows.filter(({ process }) => !process.isDead);
    await this.until(
      () =>
        open().every(({ saves }) => saves.list.every((save) => !isInProgress(save.state))) &&
        (this.disk.isFailing || this.pending.length === 0),
    );
    await this.settle();
  }
}

/** An in-memory world with a scripted service. */
export class ScriptedWorld extends World<WindowClient, MemoryDisk> {
  readonly source: ScriptedSource;

  constructor() {
    const clock = new ManualClock();
    super(clock, new MemoryDisk(clock), '/saves');
    this.source = new ScriptedSource(clock, 'CREATING');
  }

  /** In memory every response is immediate. */
  override async settle(): Promise<void> {
    await this.clock.advance(0);
  }

  connect({ process }: Window): Connected<WindowClient> {
    return { client: process.around<WindowClient>(this.source), close: async () => undefined };
  }
}

export interface EmulatedWorldOptions extends Omit<EmulatorOptions, 'now'> {
  /**
   * Timeout of one request in real milliseconds; short only when a request gets no response. Default: as {@link
   * connectTo}.
   */
  readonly timeoutMs?: number;
  /** Default: in memory. */
  readonly disk?: 'memory' | 'real';
}

/** The production client of the emulated service. */
export type ServiceClient = ReturnType<typeof connectTo>['client'];

/** A world with the emulated service, over real HTTP. */
export class EmulatedWorld extends World<ServiceClient> {
  #notebook: EmulatedNotebook | undefined;
  readonly #closing: (() => Promise<void>)[] = [];

  constructor(
    readonly emulator: Emulator,
    clock: ManualClock,
    private readonly options: Pick<EmulatedWorldOptions, 'disk' | 'timeoutMs'>,
  ) {
    const isReal = options.disk === 'real';
    const folder = isReal ? path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'saves-')), 'saves') : '/saves';
    super(clock, isReal ? new RealDisk() : new MemoryDisk(clock), folder);
  }

  /** A running notebook of this world, added at first use. */
  get notebook(): EmulatedNotebook {
    return (this.#notebook ??= this.emulator.edit.addNotebook({ name: 'experiments' }));
  }

  connect({ process, log }: Window<ServiceClient>, overrides: ConnectOptions = {}): ReturnType<typeof connectTo> {
    const connected = connectTo(this.emulator, {
      clock: process.clock(this.clock),
      log,
      ...(this.options.timeoutMs && { timeoutMs: this.options.timeoutMs }),
      onWire: (send) => (request, signal) => process.outside(() => send(request, signal)),
      ...overrides,
    });
    const close = lazy(connected.close);
    this.#closing.push(close);
    return { ...connected, close };
  }

  saveParams(overrides: Partial<SaveParams> = {}): SaveParams {
    const { id, name } = this.notebook;
    const request = anImageRequest({ namespace: 'ai-team', name: 'experiments', tag: 'v1' });
    return someSaveParams({ notebook: { id, name }, request, ...overrides });
  }

  /** Number of images that the saves of this world created. */
  get imagesMade(): number {
    return this.emulator.edit.images.filter(({ name }) => name === 'experiments').length;
  }

  async close(): Promise<void> {
    for (const window of this.windows) if (!window.process.isDead) await window.close();
    await Promise.all(this.#closing.map((close) => close()));
    await this.emulator.close();
    if (this.disk instanceof RealDisk) fs.rmSync(path.dirname(this.folder), { recursive: true, force: true });
  }
}

/** The caller closes it. */
export async function emulatedWorld({
  timeoutMs,
  disk,
  ...options
}: EmulatedWorldOptions = {}): Promise<EmulatedWorld> {
  const clock = new ManualClock();
  const emulator = await startEmulator({ ...options, now: () => clock.now() });
  return new EmulatedWorld(emulator, clock, { ...(timeoutMs && { timeoutMs }), ...(disk && { disk }) });
}
