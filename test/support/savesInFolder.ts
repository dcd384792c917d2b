import type { ImageSource } from '../../src/save/imageSource';
import type { Save } from '../../src/save/save';
import { SaveRuns } from '../../src/save/saveRuns';
import { Saves } from '../../src/save/saves';
import type { StorageTrouble } from '../../src/save/saveStore';
import type { Mortal } from './mortal';
import { ScriptedSource } from './scriptedSource';
import { type FolderWindow, SharedFolder } from './sharedFolder';

const MINUTE = 60_000;

/** Windows that share a folder, and a service that answers as written down; one clock, and nothing outside of this process. */
export class SavesInFolder {
  readonly folder = new SharedFolder();
  readonly clock = this.folder.clock;
  readonly source = new ScriptedSource(this.clock, 'CREATING');
  /** Notebooks that were asked to stop, each time. */
  readonly stops: string[] = [];
  /** What a request to stop a notebook brings. */
  stopping: () => Promise<unknown> = async () => undefined;
  /** How long a save is followed; milliseconds. */
  followForMs = 120 * MINUTE;
  /** Before it has loaded what follows saves. */
  loading: Promise<unknown> | undefined;
  /** Keeps what follows saves from being loaded. */
  loadFault: Error | undefined;
  readonly #windows: SavesWindow[] = [];

  /** A window that goes on with what there is. */
  async open(id: string): Promise<SavesWindow> {
    const window = new SavesWindow(this, this.folder.window(id));
    this.#windows.push(window);
    void window.saves.open();
    await this.clock.advance(0);
    return window;
  }

  /** How the ends that people were told of were, by all windows. */
  get announced(): readonly string[] {
    return this.#windows.flatMap(({ announced }) => announced.map(({ state }) => state.phase));
  }

  /** Saves under way, as the folder has them: ids. */
  get pending(): readonly string[] {
    return this.folder.files.flatMap((file) => /^pending\/(.+)\.json$/.exec(file)?.[1] ?? []);
  }
}

/** One window's saves. */
export class SavesWindow {
  readonly saves: Saves;
  /** Phases it was told of. */
  readonly told: string[] = [];
  readonly ended: Save[] = [];
  readonly announced: Save[] = [];
  readonly removed: Save[] = [];
  readonly troubles: StorageTrouble[] = [];
  readonly log: FolderWindow['log'];
  /** How often saves that ended earlier have joined its list. */
  reads = 0;
  /** How often it loaded what follows saves. */
  loads = 0;
  /** Tells it that another window has begun a save. */
  hear = (): void => undefined;

  constructor(
    world: SavesInFolder,
    readonly window: FolderWindow,
  ) {
    const { mortal, log, store } = window;
    const { source } = world;
    this.log = log;
    this.saves = new Saves({
      clientFor: async () => sourceOf(source, mortal),
      stopNotebook: (_connection, id) =>
        mortal.outside(async () => {
          world.stops.push(id);
          return world.stopping();
        }),
      load: async () => {
        this.loads += 1;
        await world.loading;
        if (world.loadFault) throw world.loadFault;
        return { SaveRuns, store };
      },
      isAnyUnderWay: async (hear) => {
        this.hear = hear;
        return world.pending.length > 0;
      },
      followForMs: () => world.followForMs,
      clock: mortal.clock(world.clock),
      log,
      random: () => 0.5,
    });
    this.saves.onDidChange(({ state }) => void this.told.push(state.phase));
    this.saves.onDidEnd((save) => void this.ended.push(save));
    this.saves.onDidAnnounce((save) => void this.announced.push(save));
    this.saves.onDidRemove((save) => void this.removed.push(save));
    this.saves.onDidStorageFail((trouble) => void this.troubles.push(trouble));
    this.saves.onDidReadEnded(() => {
      this.reads += 1;
    });
  }

  get phases(): readonly string[] {
    return this.saves.list.map(({ state }) => state.phase);
  }

  /** The process ends: nothing is cleaned up. */
  kill(): void {
    this.window.kill();
  }
}

/** The service as a window meets it. */
function sourceOf(source: ScriptedSource, mortal: Mortal): ImageSource {
  return {
    getImage: (id, signal) => mortal.outside(() => source.getImage(id, signal)),
    findImages: (query, signal) => mortal.outside(() => source.findImages(query, signal)),
    getNotebook: (id, signal) => mortal.outside(() => source.getNotebook(id, signal)),
    createImage: (id, request, signal) => mortal.outside(() => source.createImage(id, request, signal)),
  };
}
