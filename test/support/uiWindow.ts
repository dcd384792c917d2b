import type * as vscode from 'vscode';
import { type ConnectionSettings, Connections } from '../../src/connections/connections';
import { NotConnectedError } from '../../src/model/errors';
import type { SshEndpoint } from '../../src/model/sshEndpoint';
import type { Save } from '../../src/save/save';
import { SaveList } from '../../src/save/saveList';
import type { AcceptedSave } from '../../src/save/saves';
import { byUser } from '../../src/ui/commandArguments';
import { openImages } from '../../src/ui/images/openImages';
import type { NotebookList } from '../../src/ui/notebooks/notebookList';
import { NotebookLists } from '../../src/ui/notebooks/notebookLists';
import { openNotebooks } from '../../src/ui/notebooks/openNotebooks';
import { pollNotebooks } from '../../src/ui/notebooks/pollNotebooks';
import type { Grouping } from '../../src/ui/notebooks/viewOptions';
import { viewFocusOf } from '../../src/ui/polling/viewFocus';
import { saveImageCommand } from '../../src/ui/saves/flow/saveImageCommand';
import type { SaveDeps } from '../../src/ui/saves/saveDeps';
import { KeptValues } from './doubles';
import { appears, shownPick } from './vscodeStub/look';
import { screen } from './vscodeStub/screen';
import { focusWindow, View } from './vscodeStub/window';
import type { Window } from './window';
import { type EmulatedWorld, type EmulatedWorldOptions, emulatedWorld, type ServiceClient } from './world';

export interface UiWindowOptions extends EmulatedWorldOptions {
  /** Connection names. Default: `Work`. */
  readonly connections?: readonly string[];
  readonly focused?: boolean;
  readonly group?: Grouping;
}

interface OpenLists {
  readonly lists: NotebookLists;
  readonly polling: ReturnType<typeof pollNotebooks>;
}

interface OpenViews {
  readonly notebooks: ReturnType<typeof openNotebooks>;
  readonly images: ReturnType<typeof openImages>;
}

/**
 * The UI of one window on the `vscode` stub: lists and views of notebooks and images, and the save commands. Each part
 * starts when a test first uses it. Waits between retries take no time.
 */
export class UiWindow {
  readonly emulator: EmulatedWorld['emulator'];
  readonly clock: EmulatedWorld['clock'];
  readonly log: Window['log'];
  readonly saves: Window['saves'];
  readonly notebooksView = new View();
  readonly imagesView = new View();
  readonly answers = new KeptValues();
  readonly workspaceState = new KeptValues();
  readonly connections: Connections;
  /** Connections whose clients were requested. */
  readonly asked: string[] = [];
  /** Connections that cannot be used. */
  readonly broken = new Set<string>();
  /** Connections whose notebook lists fail with a bug after the first page. */
  readonly bugs = new Set<string>();
  /** Notebooks that a save follows. */
  readonly followed = new Set<string>();
  /** Settings of the lists. */
  readonly wants = { allUsers: false, intervalMs: 60_000 };
  /** Offset of the service's clock from the local one; milliseconds. */
  aheadMs = 0;
  /** SSH endpoint that the window is connected to. */
  connectedTo: SshEndpoint | undefined;
  readonly #ended: SaveList;
  readonly #disposables: { dispose(): void }[] = [];
  readonly #service: ReturnType<EmulatedWorld['connect']>;
  #polled: OpenLists | undefined;
  #views: OpenViews | undefined;

  constructor(
    readonly world: EmulatedWorld,
    readonly settings: { connections: ConnectionSettings['connections']; connection: string },
    group: Grouping,
  ) {
    const { clock, emulator } = world;
    const window = world.window();
    this.emulator = emulator;
    this.clock = clock;
    this.log = window.log;
    this.saves = window.saves;
    this.connections = new Connections(() => settings, {}, unchanging);
    this.#ended = new SaveList(window.log);
    this.#service = world.connect(window, { clock: { now: () => clock.now(), sleep: async () => undefined } });
    void this.workspaceState.update('notebooks.arrangement', { group });
  }

  get client(): ServiceClient {
    return this.#service.client;
  }

  readonly clientFor = async (name: string): Promise<ServiceClient> => {
    this.asked.push(name);
    if (this.broken.has(name)) throw new NotConnectedError('noCredentials', name, undefined);
    return this.bugs.has(name) ? withBug(this.client) : this.client;
  };

  /** The lists, polled while the view is visible. */
  get polled(): OpenLists {
    return (this.#polled ??= this.#openLists());
  }

  /** Both views. */
  get views(): OpenViews {
    return (this.#views ??= this.#openViews());
  }

  #openLists(): OpenLists {
    const { connections, clientFor, wants, clock, log, followed } = this;
    const lists = new NotebookLists({ connections, clientFor, allUsers: () => wants.allUsers, clock, log });
    const viewFocus = viewFocusOf(this.notebooksView);
    const intervalMs = (): number => wants.intervalMs;
    const polling = pollNotebooks({ lists, viewFocus, clock, intervalMs, isFollowed: (id) => followed.has(id), log });
    this.#disposables.push(polling, viewFocus, lists);
    return { lists, polling };
  }

  get lists(): NotebookLists {
    return this.polled.lists;
  }

  /** Returns the list of a connection, by default of the only one. */
  list(connection = this.lists.all[0]?.connection ?? ''): NotebookList {
    const list = this.lists.of(connection);
    if (!list) throw new Error(`No list of ${connection}`);
    return list;
  }

  /** Changes the credentials of all or of the given connections. */
  reconnect(names: readonly string[] = this.connections.all.map(({ name }) => name)): void {
    for (const name of names) this.connections.renew(name);
  }

  #openViews(): OpenViews {
    const { connections, clientFor, clock, log } = this;
    const { onDidChange, onDidEnd } = this.#ended;
    const saves = { list: [], ofNotebook: () => undefined, onDidChange, onDidEnd };
    const memento = this.workspaceState;
    const serviceNow = (): number => clock.now();
    const common = { connections, clientFor, projectOf: async () => 'p', saves, memento, serviceNow, clock, log };
    const notebooks: ReturnType<typeof openNotebooks> = openNotebooks({
      ...common,
      view: this.notebooksView,
      redraw: () => undefined,
      // VS Code reads an open document again.
      redrawDocument: (uri: vscode.Uri) => void notebooks.readDocument(uri),
    } as never);
    const redraw = (): void => void images?.rows.getChildren();
    const images: ReturnType<typeof openImages> | undefined = openImages({
      ...common,
      view: this.imagesView,
      notebooks: notebooks.known,
      redraw,
    } as never);
    this.#disposables.push(notebooks, images);
    return { notebooks, images };
  }

  /** Fires the end of a save for the views. */
  end(save: Save): void {
    this.#ended.record(save);
  }

  /** Dependencies of the save commands. */
  get tools(): SaveDeps {
    const { connections, clientFor, saves, answers, clock, log } = this;
    const { swr } = this.#service;
    const serviceNow = (): number => clock.now() + this.aheadMs;
    const windowEndpoint = async (): Promise<SshEndpoint | undefined> => this.connectedTo;
    const clients = { clientFor, swrFor: async () => swr };
    return { connections, ...clients, saves, answers, windowEndpoint, serviceNow, clock, log };
  }

  /**
   * Runs *Save Notebook as Image* on the row of the notebook or with another argument; `undefined` = from the palette.
   */
  save({ argument }: { readonly argument: unknown } = { argument: this.row() }): Promise<AcceptedSave | undefined> {
    return saveImageCommand(this.tools, argument);
  }

  row(): object {
    const { id, name } = this.world.notebook;
    return byUser({ kind: 'notebook', notebook: { id, name } });
  }

  /** Stores answers for the notebook, so that only the confirmation remains. */
  async rememberAnswers(): Promise<void> {
    const { id } = this.world.notebook;
    const entry = { connection: 'Work', notebookId: id, namespace: 'ai-team', name: 'experiments', tag: 'v1' };
    const at = this.clock.now();
    await this.answers.update('modelartsImages.answers', [{ ...entry, workspaceId: '0', saves: 1, at }]);
  }

  /** Waits for the confirmation and returns its rows as text. */
  async confirmation(): Promise<string> {
    await appears(() => screen.quickInput?.title === 'Save Notebook as Image: Confirm', 'the confirmation');
    const texts = shownPick().items.map(({ label, detail }) => [label, detail].filter(Boolean).join(': '));
    return texts.join('\n');
  }

  /** Waits for the confirmation and selects this row. */
  async decide(row: string): Promise<void> {
    await this.confirmation();
    shownPick().moveTo(row);
    shownPick().enter();
  }

  /** Waits for a message and returns its text. */
  async message(words: string): Promise<string> {
    const find = () => screen.messages.find(({ text }) => text.includes(words));
    await appears(() => find() !== undefined, `“${words}”`);
    return find()?.text ?? '';
  }

  /** Status of the notebook at the service. */
  get status(): string | undefined {
    return this.emulator.edit.notebooks.find(({ id }) => id === this.world.notebook.id)?.status;
  }

  set status(status: string) {
    this.emulator.edit.alterNotebook(this.world.notebook.id, { status });
  }

  async close(): Promise<void> {
    for (const each of [...this.#disposables, this.connections, this.#ended]) each.dispose();
    await this.world.close();
    screen.documents = [];
    focusWindow(true);
  }
}

/** Makes notebook lists fail with a bug after the first page. */
function withBug(client: ServiceClient): ServiceClient {
  const streamNotebooks: ServiceClient['streamNotebooks'] = async function* (query, signal) {
    for await (const reading of client.streamNotebooks(query, signal)) {
      yield reading;
      throw new TypeError('unexpected');
    }
  };
  return new Proxy(client, {
    get: (_target, key) => {
      const found: unknown = key === 'streamNotebooks' ? streamNotebooks : Reflect.get(client, key);
      return typeof found === 'function' ? found.bind(client) : found;
    },
  });
}

const unchanging = { onDidChange: () => ({ dispose: () => undefined }) };

/** Opens a window in a new world. The caller closes it. */
export async function uiWindow({
  connections = ['Work'],
  focused = true,
  group = 'none',
  ...options
}: UiWindowOptions = {}) {
  focusWindow(focused);
  const world = await emulatedWorld(options);
  const all = connections.map((name) => ({ name, region: 'cn-north-4', credentials: 'environment' }));
  return new UiWindow(world, { connections: all, connection: '' }, group);
}
