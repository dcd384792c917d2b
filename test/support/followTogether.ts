import type { AcceptedImage, Image } from '../../src/model/image';
import type { ImageSource } from '../../src/save/imageSource';
import { SaveRuns } from '../../src/save/saveRuns';
import { Saves } from '../../src/save/saves';
import { windowStore } from './windowStore';
import { silentLogger } from '../../src/util/logger';
import { anImage, anImageRequest, anOrder } from './builders';
import { ManualClock } from './manualClock';
import { savingWindows } from './savingWindows';

const MINUTE = 60_000;

/** How often the service is asked until saves of these durations (milliseconds), begun ten seconds apart, have ended. */
export async function requestsFor(durations: readonly number[], random: () => number): Promise<number> {
  const clock = new ManualClock();
  const service = new CountingService(clock);
  const saves = new Saves({
    clientFor: async () => service,
    stopNotebook: async () => undefined,
    load: async () => ({ SaveRuns, store: windowStore() }),
    isAnyUnderWay: async () => false,
    followForMs: () => 120 * MINUTE,
    clock,
    log: silentLogger,
    random,
  });
  for (const [index, duration] of durations.entries()) {
    const id = `notebook-${index}`;
    service.ends.set(id, clock.now() + duration);
    saves.start(anOrder({ notebook: { id, name: id }, request: anImageRequest({ tag: `v${index}` }) }));
    await clock.advance(10_000);
  }
  while (saves.list.some(({ state }) => state.phase !== 'saved')) await clock.advance(1000);
  saves.dispose();
  return service.asked;
}

/** How often the emulated service is asked for one save, with so many windows open. */
export async function requestsInWindows(count: number): Promise<number> {
  const world = await savingWindows();
  const [first, ...others] = await Promise.all(Array.from({ length: count }, () => world.open()));
  first?.saves.start(world.order());
  await world.until(() => world.files('pending').length > 0);
  for (const other of others) await other.saves.open();
  await world.toTheEnd();
  await world.close();
  return world.emulator.count('*');
}

/** Makes an image of each notebook, and names it after it. */
class CountingService implements ImageSource {
  /** When the image of each notebook is usable; milliseconds since the epoch. */
  readonly ends = new Map<string, number>();
  asked = 0;

  constructor(private readonly clock: ManualClock) {}

  async createImage(notebookId: string): Promise<AcceptedImage> {
    return { image: this.#imageOf(notebookId), requestId: undefined };
  }

  async getImage(id: string): Promise<Image> {
    this.asked += 1;
    return this.#imageOf(id);
  }

  async findImages(): Promise<{ readonly images: readonly Image[]; readonly serverTime: number }> {
    this.asked += 1;
    return { images: [...this.ends.keys()].map((id) => this.#imageOf(id)), serverTime: this.clock.now() };
  }

  getNotebook(): Promise<never> {
    return Promise.reject(new Error('Nobody asks for a notebook'));
  }

  #imageOf(id: string): Image {
    return anImage({ id, status: this.clock.now() < (this.ends.get(id) ?? 0) ? 'CREATING' : 'ACTIVE' });
  }
}
