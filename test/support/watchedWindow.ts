import type * as vscode from 'vscode';
import { type ConnectionSettings, Connections } from '../../src/connections/connections';
import { type Emulator, startEmulator } from '../../src/emulator/index';
import type { Save } from '../../src/save/save';
import { SaveList } from '../../src/save/saveList';
import { openImages } from '../../src/ui/images/openImages';
import type { Grouping } from '../../src/ui/notebooks/arrangement';
import { openNotebooks } from '../../src/ui/notebooks/openNotebooks';
import { connectTo } from './connectTo';
import { KeptLog } from './keptLog';
import { KeptValues } from './keptValues';
import { ManualClock } from './manualClock';
import { screen } from './vscodeStub/screen';
import { focusWindow, View } from './vscodeStub/window';

export interface WatchedWindowOptions {
  readonly connections?: readonly string[];
  readonly focused?: boolean;
  readonly notebooks?: number;
  readonly group?: Grouping;
}

/** So many turns of the event loop lie between one request and the next at most. */
const QUIET_TURNS = 20;

/** Both views and what is behind them, in one window, and the emulated service, over real HTTP and on one clock. */
export class WatchedWindow {
  readonly log = new KeptLog();
  readonly notebooksView = new View();
  readonly imagesView = new View();
  readonly connections: Connections;
  readonly notebooks: ReturnType<typeof openNotebooks>;
  readonly images: ReturnType<typeof openImages>;
  /** Connections that were asked, one entry for each client that was wanted. */
  readonly asked: string[] = [];
  readonly kept = new KeptValues();
  /** Requests without an answer. */
  #onTheWay = 0;
  readonly #saves: SaveList;
  readonly #close: () => Promise<void>;

  constructor(
    readonly emulator: Emulator,
    readonly clock: ManualClock,
    readonly settings: { connections: ConnectionSettings['connections']; connection: string },
    group: Grouping,
  ) {
    const { log } = this;
    void this.kept.update('notebooks.arrangement', { group });
    const { client, close } = connectTo(emulator, {
      log,
      clock: { now: () => clock.now(), sleep: async () => undefined },
      onWire: (send) => async (request, signal) => {
        this.#onTheWay += 1;
        return send(request, signal).finally(() => {
          this.#onTheWay -= 1;
        });
      },
    });
    const clientFor = async (name: string): Promise<typeof client> => {
      this.asked.push(name);
      return client;
    };
    const secrets = { onDidChange: () => ({ dispose: () => undefined }) };
    this.connections = new Connections(() => settings, {}, secrets);
    this.#saves = new SaveList(log);
    const { onDidChange, onDidEnd } = this.#saves;
    const saves = { list: [], ofNotebook: () => undefined, onDidChange, onDidEnd };
    const { connections, kept } = this;
    const serviceNow = (): number => clock.now();
    const common = { connections, clientFor, projectOf: async () => 'p', saves, kept, serviceNow, clock, log };
    this.notebooks = openNotebooks({
      ...common,
      view: this.notebooksView,
      redraw: () => undefined,
      // As VS Code does with a document that is open.
      redrawDocument: (uri: vscode.Uri) => void this.notebooks.readDocument(uri),
    } as never);
    this.images = openImages({
      ...common,
      view: this.imagesView,
      redraw: () => void this.images?.rows.getChildren(),
    } as never);
    this.#close = async () => {
      for (const each of [this.notebooks, this.images, this.connections, this.#saves]) each.dispose();
      await close();
    };
  }

  /** Another window, or this one, followed a save to its end. */
  end(save: Save): void {
    this.#saves.record(save);
  }

  /** Lets time pass, and everything be answered that is asked meanwhile. */
  async pass(ms = 0): Promise<void> {
    await this.clock.advance(ms);
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (this.#onTheWay > 0) quiet = 0;
    }
  }

  async close(): Promise<void> {
    await this.#close();
    await this.emulator.close();
    screen.documents = [];
    focusWindow(true);
  }
}

/** A window of its own, for as long as it is not closed. */
export async function aWatchedWindow({
  connections = ['Work'],
  focused = true,
  notebooks = 4,
  group = 'none',
}: WatchedWindowOptions = {}): Promise<WatchedWindow> {
  focusWindow(focused);
  const clock = new ManualClock();
  const emulator = await startEmulator({ notebooks, now: () => clock.now() });
  const all = connections.map((name) => ({ name, region: 'cn-north-4', credentials: 'environment' }));
  return new WatchedWindow(emulator, clock, { connections: all, connection: '' }, group);
}
