import type { ModelArtsClient, NotebookReading } from '../../src/api/modelArtsClient';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index';
import { NotConnectedError } from '../../src/model/errors';
import { regionEndpoints } from '../../src/model/region';
import type { NotebookList } from '../../src/ui/notebooks/notebookList';
import { NotebookLists } from '../../src/ui/notebooks/notebookLists';
import { pollNotebooks } from '../../src/ui/notebooks/pollNotebooks';
import { Emitter } from '../../src/util/event';
import { connectTo } from './connectTo';
import { KeptLog } from './keptLog';
import { ManualAttention } from './manualAttention';
import { ManualClock } from './manualClock';

export interface NotebookWorldOptions extends Omit<EmulatorOptions, 'now'> {
  /** Default: one. */
  readonly connections?: readonly string[];
  readonly intervalMs?: number;
}

/**
 * The lists of notebooks, how they are kept true, and the emulated service, over real HTTP and on one clock that a test
 * moves.
 */
export class NotebookWorld {
  readonly attention = new ManualAttention();
  readonly log = new KeptLog();
  readonly lists: NotebookLists;
  /** What the settings say. */
  readonly wants = { allUsers: false, intervalMs: 60_000 };
  readonly followed = new Set<string>();
  /** Connections that cannot be used. */
  readonly broken = new Set<string>();
  /** Connections whose readings end with a bug, once there is something to show. */
  readonly bugs = new Set<string>();
  /** The connections, as far as views know of them. */
  readonly connections: ReturnType<typeof connectionsNamed>;
  readonly #changed = new Emitter<void>();
  #asked = 0;
  readonly #polling: { poke: () => void; dispose: () => void };
  readonly #client: ReturnType<typeof connectTo>;

  constructor(
    readonly emulator: Emulator,
    readonly clock: ManualClock,
    names: readonly string[],
  ) {
    const { log, wants, attention, followed } = this;
    // Waits between retries take no time.
    const signingClock = { now: () => clock.now(), sleep: () => Promise.resolve() };
    this.#client = connectTo(emulator, { log, clock: signingClock });
    this.connections = connectionsNamed(names, this.#changed);
    this.lists = new NotebookLists({
      connections: this.connections,
      clientFor: async (name) => {
        if (this.broken.has(name)) throw new NotConnectedError('noCredentials', name, undefined);
        return this.#counted(name);
      },
      allUsers: () => wants.allUsers,
      clock,
      log,
    });
    const { lists } = this;
    const intervalMs = (): number => wants.intervalMs;
    this.#polling = pollNotebooks({ lists, attention, clock, intervalMs, isFollowed: (id) => followed.has(id), log });
  }

  get client(): ReturnType<typeof connectTo>['client'] {
    return this.#client.client;
  }

  /** The list of a connection, by default of the only one. */
  list(connection = this.lists.all[0]?.connection ?? ''): NotebookList {
    const list = this.lists.of(connection);
    if (!list) throw new Error(`No list of ${connection}`);
    return list;
  }

  /** Lets time pass, and everything be answered that was asked meanwhile. */
  async pass(ms: number): Promise<void> {
    const step = 500;
    for (let passed = 0; passed < ms; passed += step) {
      await this.clock.advance(Math.min(step, ms - passed));
      await this.answered();
    }
  }

  /** Everything that was asked is answered. */
  async answered(): Promise<void> {
    await settled();
    while (this.#asked > 0) await settled();
    await settled();
  }

  /** The client, with what is being asked counted. */
  #counted(name: string): Pick<ModelArtsClient, 'streamNotebooks' | 'getNotebook'> {
    const { client } = this;
    const ask = async <T>(work: Promise<T>): Promise<T> => {
      this.#asked += 1;
      try {
        return await work;
      } finally {
        this.#asked -= 1;
      }
    };
    return {
      getNotebook: (id, signal) => ask(client.getNotebook(id, signal)),
      streamNotebooks: (query, signal) =>
        eachAsked(client.streamNotebooks(query, signal), ask, () => this.bugs.has(name)),
    };
  }

  /** The settings changed. */
  poke(): void {
    this.#polling.poke();
  }

  /** The connections changed: all of them, or only these. */
  reconnect(names: readonly string[] = this.connections.all.map(({ name }) => name)): void {
    this.connections.renew(names);
    this.#changed.fire();
  }

  async close(): Promise<void> {
    this.#polling.dispose();
    this.lists.dispose();
    await this.#client.close();
    await this.emulator.close();
  }
}

function connectionsNamed(names: readonly string[], changed: Emitter<void>) {
  let all = names.map((name) => ({
    name,
    region: 'cn-north-4',
    projectId: undefined,
    workspaceId: '0',
    credentials: 'environment' as const,
    profile: undefined,
    endpoints: regionEndpoints('cn-north-4'),
  }));
  const get = (name: string | undefined) => {
    const found = name === undefined ? all[0] : all.find((each) => each.name === name);
    if (found) return found;
    throw new NotConnectedError('noConnection', undefined, undefined);
  };
  const renew = (renewed: readonly string[]): void => {
    all = all.map((each) => (renewed.includes(each.name) ? { ...each } : each));
  };
  return {
    get all() {
      return all;
    },
    get current() {
      return all[0];
    },
    get,
    renew,
    onDidChange: changed.event,
  };
}

/** A world of its own, for as long as it is not closed. */
export async function aNotebookWorld({ connections = ['Work'], ...options }: NotebookWorldOptions = {}) {
  const clock = new ManualClock();
  const emulator = await startEmulator({ ...options, now: () => clock.now() });
  return new NotebookWorld(emulator, clock, connections);
}

/** The same readings, each of which is asked for by `ask`. */
async function* eachAsked(
  readings: AsyncGenerator<NotebookReading, void>,
  ask: <T>(work: Promise<T>) => Promise<T>,
  isBuggy: () => boolean,
): AsyncGenerator<NotebookReading, void> {
  for (;;) {
    const { done, value } = await ask(readings.next());
    if (done === true) return;
    yield value;
    if (isBuggy()) throw new TypeError('nobody foresaw this');
  }
}

/** Everything that can run without waiting for the outside has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
