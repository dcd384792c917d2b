import { type EmulatedNotebook, type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index';
import type { ImageSource } from '../../src/save/imageSource';
import type { Save, SaveOrder } from '../../src/save/save';
import { Saves } from '../../src/save/saves';
import { SaveRuns } from '../../src/save/saveRuns';
import { windowStore } from './windowStore';
import { isUnderWay, type SaveState } from '../../src/save/saveState';
import { once } from '../../src/util/event';
import { anImageRequest, anOrder } from './builders';
import { type ConnectOptions, connectTo } from './connectTo';
import { KeptLog } from './keptLog';
import { ManualClock } from './manualClock';

const MINUTE = 60_000;

export interface SavingOptions extends Omit<EmulatorOptions, 'now'> {
  /** Limit for one request; real milliseconds. */
  readonly timeoutMs?: number;
}

/**
 * The saves, the product's client and the emulated service, over real HTTP and on one clock that is moved from one
 * waking to the next: minutes pass as fast as the requests of that time are answered.
 */
export class SavingWorld {
  readonly log = new KeptLog();
  readonly saves: Saves;
  /** Every state that was told, in order. */
  readonly told: SaveState[] = [];
  readonly notebook: EmulatedNotebook;
  /** How a client is found. Changed, it is as if somebody had signed in anew. */
  clientFor: (connection: string) => Promise<ImageSource>;
  readonly #life = new AbortController();
  readonly #closing: (() => Promise<void>)[] = [];

  constructor(
    readonly emulator: Emulator,
    readonly clock: ManualClock,
    private readonly timeoutMs: number,
  ) {
    this.notebook = emulator.edit.addNotebook({ name: 'experiments' });
    const client = this.connect();
    this.clientFor = () => Promise.resolve(client);
    this.saves = new Saves({
      clientFor: (connection) => this.clientFor(connection),
      stopNotebook: (_connection, id, signal) => client.stopNotebook(id, signal),
      load: async () => ({ SaveRuns, store: windowStore() }),
      isAnyUnderWay: async () => false,
      clock,
      log: this.log,
      followForMs: () => 120 * MINUTE,
      random: () => 0.5,
    });
    this.saves.onDidChange(({ state }) => void this.told.push(state));
  }

  /** A client with the keys the emulator has at this moment. */
  connect(but: Pick<ConnectOptions, 'secretKey' | 'endpoint'> = {}): ReturnType<typeof connectTo>['client'] {
    const { clock, log, timeoutMs } = this;
    const { client, close } = connectTo(this.emulator, { clock, log, timeoutMs, ...but });
    this.#closing.push(close);
    return client;
  }

  order(but: Partial<SaveOrder> = {}): SaveOrder {
    const { id, name } = this.notebook;
    const request = anImageRequest({ namespace: 'ai-team', name: 'experiments', tag: 'v1' });
    return anOrder({ notebook: { id, name }, request, ...but });
  }

  /** Lets time pass, from one waking to the next, until something is so. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      const told = once(this.saves.onDidChange, () => true, this.#life.signal);
      await Promise.race([this.clock.whenAsleep(), told]);
      if (!isSo()) await this.clock.wakeNext();
    }
  }

  /** Lets time pass until nothing more will be heard of the save. */
  async toTheEnd(save: Save): Promise<Save> {
    const present = (): Save => this.saves.get(save.id) ?? save;
    await this.until(() => !isUnderWay(present().state));
    return present();
  }

  /** Images that exist beyond those of the beginning. */
  get imagesMade(): number {
    return this.emulator.edit.images.filter(({ name, tag }) => name === 'experiments' && tag === 'v1').length;
  }

  async close(): Promise<void> {
    this.#life.abort();
    this.saves.dispose();
    await Promise.all(this.#closing.map((close) => close()));
    await this.emulator.close();
  }
}

/** A world of its own, for as long as it is not closed. */
export async function aSavingWorld({ timeoutMs = 5000, ...options }: SavingOptions = {}): Promise<SavingWorld> {
  const clock = new ManualClock();
  const emulator = await startEmulator({ ...options, now: () => clock.now() });
  return new SavingWorld(emulator, clock, timeoutMs);
}
