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
import { EventEmitter } from './vscodeStub/eventEmitter';
import { host } from './watchedHost';

export interface WatchedWindowOptions {
  readonly connections?: readonly string[];
  readonly focused?: boolean;
  readonly notebooks?: number;
  readonly group?: Grouping;
}

/** A view as VS Code keeps it, with the rows it has drawn. */
class View {
  visible = true;
  description = '';
  message = '';
  readonly #visibility = new EventEmitter<{ readonly visible: boolean }>();
  readonly onDidChangeVisibility = this.#visibility.event;
  readonly onDidCollapseElement = new EventEmitter().event;
  readonly #expanded = new EventEmitter<{ readonly element: unknown }>();
  readonly onDidExpandElement = this.#expanded.event;
  /** Rows that were revealed, in order. */
  readonly revealed: { readonly element: unknown; readonly options: unknown }[] = [];
  /** Draws the rows below another one, as VS Code does when that is unfolded. */
  drawBelow: (element: unknown) => Promise<unknown> = async () => undefined;

  async reveal(element: unknown, options: unknown): Promise<void> {
    this.revealed.push({ element, options });
    await this.expand(element);
  }

  /** A row is unfolded, by a person or because it is revealed. */
  async expand(element: unknown): Promise<void> {
    this.#expanded.fire({ element });
    await this.drawBelow(element);
  }

  show(visible: boolean): void {
    this.visible = visible;
    this.#visibility.fire({ visible });
  }
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
      notebooks: this.notebooks.known,
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
    host.documents = [];
    host.state.focused = true;
  }
}

/** A window of its own, for as long as it is not closed. */
export async function aWatchedWindow({
  connections = ['Work'],
  focused = true,
  notebooks = 4,
  group = 'none',
}: WatchedWindowOptions = {}): Promise<WatchedWindow> {
  host.state.focused = focused;
  const clock = new ManualClock();
  const emulator = await startEmulator({ notebooks, now: () => clock.now() });
  const all = connections.map((name) => ({ name, region: 'cn-north-4', credentials: 'environment' }));
  return new WatchedWindow(emulator, clock, { connections: all, connection: '' }, group);
}
