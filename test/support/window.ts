import type { ImageSource } from '../../src/save/imageSource';
import type { Save } from '../../src/save/save';
import { SaveRuns } from '../../src/save/saveRuns';
import { isInProgress, type SaveState } from '../../src/save/saveState';
import { Saves } from '../../src/save/saves';
import { retryingFiles, type StorageError } from '../../src/save/store/files';
import { PendingFolder } from '../../src/save/store/pendingFolder';
import { SaveFolder, type SaveFolderOptions } from '../../src/save/store/saveFolder';
import { CrashableProcess } from './crashableProcess';
import { KeptLog } from './doubles';
import { RealDisk } from './memoryDisk';
import type { World } from './world';

/** The service calls of a window. */
export interface WindowClient extends ImageSource {
  stopNotebook(id: string, signal: AbortSignal): Promise<unknown>;
}

/** One window of a {@link World}: its process, the store it shares with other windows, and its saves. */
export class Window<C extends WindowClient = WindowClient> {
  readonly log = new KeptLog();
  readonly process = new CrashableProcess();
  readonly store: SaveFolder;
  readonly saves: Saves;
  /** Serves every connection unless {@link clientFor} is replaced. */
  readonly client: C;
  /** Returns the client of a connection; replace it to simulate a new sign-in. */
  clientFor: (connection: string) => Promise<ImageSource>;
  /** Connections that {@link clientFor} was called with. */
  readonly asked: string[] = [];
  /** Events of the store, e.g. `sees s1 saving`. */
  readonly storeEvents: string[] = [];
  readonly storeTroubles: StorageError[] = [];
  /** Reported states in order. */
  readonly states: SaveState[] = [];
  readonly ended: Save[] = [];
  /** Ends that this window announced to its user. */
  readonly announced: Save[] = [];
  readonly removed: Save[] = [];
  readonly troubles: StorageError[] = [];
  /** Number of times ended saves were added to the list. */
  reads = 0;
  /** Number of times the backend was loaded. */
  loads = 0;
  /** Notifies the window that another one has started a save. */
  notifyPending = (): void => undefined;
  /** Resolves when a message of the extension host reaches this window; replace it to simulate a window that is gone. */
  receive = async (): Promise<void> => undefined;
  readonly #pending: PendingFolder | undefined;
  readonly #disconnect: () => Promise<void>;
  #disconnected: Promise<void> | undefined;

  constructor(
    private readonly world: World<C>,
    thisWindow: SaveFolderOptions['thisWindow'],
    overrides: Partial<SaveFolderOptions>,
  ) {
    const { log, process } = this;
    const clock = process.clock(world.clock);
    const { client, close } = world.connect(this);
    this.client = client;
    this.#disconnect = close;
    this.clientFor = async () => client;
    this.store = new SaveFolder({
      folder: world.folder,
      files: retryingFiles(process.around(world.disk, 'removeNow', 'watch'), clock),
      thisWindow,
      clock,
      log,
      maxEnded: () => world.keep,
      isLasting: () => true,
      isKnown: () => true,
      pingWindow: async () => {
        await this.receive();
        await process.outside(async () => undefined);
      },
      ...overrides,
    });
    if (world.disk instanceof RealDisk) this.#pending = new PendingFolder(world.folder, clock);
    this.saves = new Saves({
      clientFor: async (connection) => {
        this.asked.push(connection);
        return this.clientFor(connection);
      },
      stopNotebook: (_connection, id, signal) => client.stopNotebook(id, signal),
      load: async () => {
        this.loads += 1;
        await world.loading();
        return { SaveRuns, store: this.store };
      },
      isAnyInProgress: async (listener) => {
        this.notifyPending = listener;
        if (this.#pending)
          return process.outside(() => this.#pending?.isAnyInProgress(listener) ?? Promise.resolve(false));
        return world.pending.length > 0;
      },
      followForMs: () => world.followForMs,
      clock,
      log,
      random: world.random,
    });
    this.#record();
  }

  /** Reported phases in order. */
  get reported(): readonly string[] {
    return this.states.map(({ phase }) => phase);
  }

  /** Phases of all saves in the list. */
  get phases(): readonly string[] {
    return this.saves.list.map(({ state }) => state.phase);
  }

  /** Advances the time until the save has ended and returns it. */
  async toTheEnd({ id }: Pick<Save, 'id'>): Promise<Save> {
    await this.world.until(() => !isInProgress(this.saves.get(id)?.state ?? { phase: 'over' }));
    const save = this.saves.get(id);
    if (!save) throw new Error(`The list has no save ${id}`);
    return save;
  }

  /** Simulates closing the window. */
  async close(): Promise<void> {
    this.#pending?.dispose();
    this.saves.dispose();
    await this.world.settle();
    this.kill();
    await this.#disconnected;
  }

  /** Ends the process without cleanup. */
  kill(): void {
    this.process.kill();
    this.#pending?.dispose();
    this.#disconnected ??= this.#disconnect();
  }

  /** Simulates that the window is gone while its extension host keeps running. Returns how to connect it again. */
  orphan(): () => void {
    let reconnect = (): void => undefined;
    const reconnected = new Promise<void>((resolve) => void (reconnect = resolve));
    this.receive = () => reconnected;
    return () => reconnect();
  }

  #record(): void {
    const { store, saves, storeEvents } = this;
    store.onDidChange(({ id, state }) => void storeEvents.push(`sees ${id} ${state.phase}`));
    store.onDidRemove((id) => void storeEvents.push(`forgets ${id}`));
    store.onDidTakeOver(({ id, state }) => void storeEvents.push(`takes ${id} ${state.phase}`));
    store.onDidLoseLease((id) => void storeEvents.push(`loses ${id}`));
    store.onDidRequestStop((id) => void storeEvents.push(`is asked to stop ${id}`));
    store.onDidFail((trouble) => void this.storeTroubles.push(trouble));
    saves.onDidChange(({ state }) => void this.states.push(state));
    saves.onDidEnd((save) => void this.ended.push(save));
    saves.onDidAnnounce((save) => void this.receive().then(() => this.announced.push(save)));
    saves.onDidRemove((save) => void this.removed.push(save));
    saves.onDidStorageFail((trouble) => void this.troubles.push(trouble));
    saves.onDidReadEnded(() => {
      this.reads += 1;
    });
  }
}
