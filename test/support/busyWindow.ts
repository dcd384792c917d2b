import { DEFAULT_NETWORK_SETTINGS } from '../../src/api/network/networkSettings';
import { Clients } from '../../src/connections/clients';
import { ConnectionHealth } from '../../src/connections/connectionHealth';
import { Connections } from '../../src/connections/connections';
import { OpenConnections } from '../../src/connections/openConnections';
import { ServiceClocks } from '../../src/connections/serviceClocks';
import { StoredSecrets } from '../../src/connections/storedSecrets';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index';
import { SaveRuns } from '../../src/save/saveRuns';
import { Saves } from '../../src/save/saves';
import { ImageList } from '../../src/ui/images/imageList';
import { watchBuilds } from '../../src/ui/images/buildWatch';
import { NotebookLists } from '../../src/ui/notebooks/notebookLists';
import { pollNotebooks } from '../../src/ui/notebooks/pollNotebooks';
import { anImageRequest, anOrder } from './builders';
import { MemoryStorage } from './credentials';
import { homeFolder } from './homeFolder';
import { KeptLog } from './keptLog';
import { ManualAttention } from './manualAttention';
import { ManualClock } from './manualClock';
import { ScriptedWorld } from './world';

const MINUTE = 60_000;

/**
 * One window in which everything asks the service at once: both views, single notebooks in transition, images that are being built
 * and saves. Real connections over real HTTP to the emulator, on one clock that a test moves.
 */
export class BusyWindow {
  readonly log = new KeptLog();
  readonly attention = new ManualAttention();
  readonly clients: Clients;
  readonly lists: NotebookLists;
  readonly images: ImageList;
  readonly saves: Saves;
  readonly health = new ConnectionHealth();
  readonly connections: Connections;
  readonly secrets: StoredSecrets;
  /** A key file that the connection `Work` reads. */
  readonly writeKeys: (accessKey: string, secretKey: string) => void;
  readonly #disposables: { dispose(): void }[] = [];
  /** Calls without an answer. */
  #calls = 0;

  constructor(
    readonly emulator: Emulator,
    readonly clock: ManualClock,
    entries: readonly object[],
  ) {
    const { log, attention, health } = this;
    const { home, write } = homeFolder();
    this.writeKeys = (accessKey, secretKey) =>
      write('.huaweicloud/credentials', `[basic]\nak = ${accessKey}\nsk = ${secretKey}\n`);
    this.secrets = new StoredSecrets(new MemoryStorage(), log);
    const { secrets } = this;
    const connections = new Connections(() => ({ connections: entries, connection: '' }), {}, secrets);
    this.connections = connections;
    const open = new OpenConnections({
      serviceClocks: new ServiceClocks(clock),
      connections,
      secrets,
      health,
      timeoutMs: () => 5000,
      networkSettings: () => DEFAULT_NETWORK_SETTINGS,
      environment: {},
      home,
      language: 'en-us',
      clock,
      random: () => 0.5,
      log,
    });
    this.clients = new Clients(() => Promise.resolve(open));
    const clientFor = async (name: string) => this.#counted(await this.clients.for(name));
    const common = { connections, clientFor, clock, log };
    this.lists = new NotebookLists({ ...common, allUsers: () => false });
    this.images = new ImageList(common);
    this.saves = new Saves({
      clientFor,
      stopNotebook: async (name, id, signal) => (await clientFor(name)).stopNotebook(id, signal),
      load: async () => ({ SaveRuns, store: new ScriptedWorld().window().store }),
      isAnyUnderWay: async () => false,
      followForMs: () => 120 * MINUTE,
      random: () => 0.5,
      clock,
      log,
    });
    const { lists, images, saves } = this;
    this.#disposables.push(
      lists,
      images,
      saves,
      pollNotebooks({ lists, attention, clock, log, intervalMs: () => MINUTE, isFollowed: () => false }),
      watchBuilds({ list: images, saves, attention, clock, log }),
      connections,
      secrets,
      health,
    );
  }

  /** Both views are shown; so many notebooks are in transition, images being built, and saves followed. */
  async open({ moving, building, saving }: { moving: number; building: number; saving: number }): Promise<void> {
    const { edit } = this.emulator;
    for (let index = 0; index < moving; index += 1) edit.addNotebook({ name: `moving-${index}`, status: 'DELETING' });
    for (let index = 0; index < saving; index += 1) {
      const { id, name } = edit.addNotebook({ name: `saved-${index}` });
      const request = anImageRequest({ namespace: 'ai-team', name, tag: 'v1' });
      this.saves.start(anOrder({ notebook: { id, name }, request }));
    }
    for (let index = 0; index < building; index += 1) edit.addImage({ name: `built-${index}`, status: 'CREATING' });
    await this.readBoth();
  }

  /** Both views are read, as a person does it by *Refresh*. */
  async readBoth(): Promise<void> {
    await Promise.all([...this.lists.all.map(({ list }) => list.read()), this.images.read()]);
    await this.answered();
  }

  /** Lets time pass; everything that is asked meanwhile is answered. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    while (this.clock.now() < end) {
      await this.clock.advance(Math.min(this.clock.untilNext(), end - this.clock.now()));
      await this.answered();
    }
  }

  async answered(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (this.#calls > 0) quiet = -1;
    }
  }

  /** When requests were refused with 401, milliseconds since the epoch. */
  get refusedAt(): readonly number[] {
    return this.emulator.journal.filter(({ status }) => status === 401).map(({ at }) => at);
  }

  async close(): Promise<void> {
    for (const each of this.#disposables) each.dispose();
    await this.clients.close();
    await this.emulator.close();
  }

  /** The same client; every call counts until it is answered. */
  #counted<T extends object>(client: T): T {
    const count = async <R>(work: Promise<R>): Promise<R> => {
      this.#calls += 1;
      return work.finally(() => {
        this.#calls -= 1;
      });
    };
    return new Proxy(client, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => {
          const result: unknown = Reflect.apply(member, target, args);
          if (result instanceof Promise) return count(result);
          return isReadings(result) ? each(result, count) : result;
        };
      },
    });
  }
}

function isReadings(value: unknown): value is AsyncGenerator<unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function* each(
  readings: AsyncGenerator<unknown, void>,
  count: <R>(work: Promise<R>) => Promise<R>,
): AsyncGenerator<unknown, void> {
  for (;;) {
    const { done, value } = await count(readings.next());
    if (done === true) return;
    yield value;
  }
}

/** A window of its own, whose connections all read the same key file. */
export async function aBusyWindow(names: readonly string[] = ['Work'], options: EmulatorOptions = {}) {
  const clock = new ManualClock();
  const emulator = await startEmulator({ ...options, now: () => clock.now() });
  const { url, region, projectId } = emulator;
  const endpoints = { modelarts: url, swr: url, iam: url };
  const entries = names.map((name) => ({ name, region, projectId, endpoints, credentials: 'profileFile' }));
  const window = new BusyWindow(emulator, clock, entries);
  window.writeKeys(emulator.accessKey, emulator.secretKey);
  return window;
}
